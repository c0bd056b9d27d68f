import type { ImageFormat } from './identify-image.ts';
import { readGifFrames } from './read-gif-frames.ts';
import { readJpegLayout } from './read-jpeg-layout.ts';
import { readPngChunks } from './read-png-chunks.ts';

/**
 * Whether a file stops before the end of its (first) picture, as a download that broke off does. Where the format does
 * not say so plainly the answer is no.
 */
export function endsEarly(bytes: Uint8Array, format: ImageFormat | null): boolean {
  switch (format) {
    case 'jpeg':
      return readJpegLayout(bytes)?.ended === false;
    case 'png':
      return readPngChunks(bytes).at(-1)?.name !== 'IEND';
    case 'gif':
      return !readGifFrames(bytes).firstIsWhole;
    case 'webp': {
      const { buffer, byteOffset, byteLength } = bytes;
      return byteLength >= 8 && new DataView(buffer, byteOffset).getUint32(4, true) + 8 > byteLength;
    }
    default:
      return false;
  }
}
