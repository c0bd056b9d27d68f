/** One character per byte. */
export function bytesOf(...parts: readonly (string | readonly number[])[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === 'string' ? Array.from(part, (character) => character.charCodeAt(0)) : part,
    ),
  );
}

const u16 = (value: number) => [value >> 8, value & 255];
const u32 = (value: number) => [...u16(value >>> 16), ...u16(value & 0xffff)];

/** A chunk of a PNG file, without a checksum. */
export function pngChunk(name: string, data: readonly number[] = []): number[] {
  return [...bytesOf(u32(data.length), name, data, [0, 0, 0, 0])];
}

/** A PNG file of these chunks. */
export function makePng(...chunks: readonly (readonly number[])[]): Uint8Array<ArrayBuffer> {
  return bytesOf('\x89PNG\r\n\x1a\n', ...chunks);
}

/** A segment of a JPEG file. */
export function jpegSegment(marker: number, content: readonly number[] = []): number[] {
  return [0xff, marker, ...u16(content.length + 2), ...content];
}

/** A frame header of three channels. */
export function jpegFrame(width: number, height: number, marker = 0xc0): number[] {
  return jpegSegment(marker, [8, ...u16(height), ...u16(width), 1, 1, 0x11, 0]);
}

/** A frame of a GIF file of 1 x 1 pixels. */
export const gifFrame = [0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x4c, 0x01, 0];

/** A GIF file of these blocks. */
export function makeGif(...blocks: readonly (readonly number[])[]): Uint8Array<ArrayBuffer> {
  return bytesOf('GIF89a\x01\0\x01\0\x80\0\0', [0, 0, 0, 255, 255, 255], ...blocks);
}

/** A WebP file of one chunk. */
export function makeWebp(name: string, data: readonly number[]): Uint8Array<ArrayBuffer> {
  return bytesOf('RIFF', [4 + 8 + data.length, 0, 0, 0], 'WEBP', name, [data.length, 0, 0, 0], data);
}

/** The start of an ISO media file of these brands. */
export function makeBrands(major: string, ...compatible: readonly string[]): Uint8Array<ArrayBuffer> {
  return bytesOf(u32(16 + 4 * compatible.length), 'ftyp', major, '\0\0\0\0', ...compatible);
}
