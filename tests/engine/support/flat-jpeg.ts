/**
 * A baseline JPEG of one colour, 16 x 16 pixels, with as many components as values: 1 grey, 3 YCbCr, 4 CMYK.
 * Written by hand because canvases only write YCbCr (ITU-T T.81).
 * @param stored the value of each component as it stands in the file; CMYK of Adobe stands inverted: 255 is no ink
 */
export function flatJpeg(stored: readonly number[]): Uint8Array<ArrayBuffer> {
  const ids = stored.map((_, i) => i + 1);
  const adobe = [0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0, 0];
  const bytes = [
    ...[0xff, 0xd8],
    ...(stored.length === 4 ? segment(0xee, adobe) : []),
    // All quantization steps are 1.
    ...segment(0xdb, [0, ...new Array<number>(64).fill(1)]),
    ...segment(0xc0, [8, 0, 16, 0, 16, stored.length, ...ids.flatMap((id) => [id, 0x11, 0])]),
    // Codes for the size of a difference: 0000 to 1011 for 0 to 11 bits; for the rest of a block: 0 for its end.
    ...segment(0xc4, [
      0,
      ...[0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
      0,
      1,
      2,
      3,
      4,
      5,
      6,
      7,
      8,
      9,
      10,
      11,
    ]),
    ...segment(0xc4, [0x10, ...[1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], 0]),
    ...segment(0xda, [stored.length, ...ids.flatMap((id) => [id, 0]), 0, 63, 0]),
    ...packBits(stored),
    ...[0xff, 0xd9],
  ];
  return Uint8Array.from(bytes);
}

function segment(marker: number, content: readonly number[]): number[] {
  const length = content.length + 2;
  return [0xff, marker, length >> 8, length & 0xff, ...content];
}

/** Four blocks per component: the first says how far the colour is from the middle, the others say "as before". */
function packBits(stored: readonly number[]): number[] {
  let bits = '';
  for (let block = 0; block < 4; block++) {
    for (const value of stored) {
      // The mean of a block is an eighth of its first coefficient.
      const difference = block === 0 ? 8 * (value - 128) : 0;
      const size = difference === 0 ? 0 : Math.floor(Math.log2(Math.abs(difference))) + 1;
      bits += size.toString(2).padStart(4, '0');
      if (size > 0) {
        const code = difference > 0 ? difference : difference + 2 ** size - 1;
        bits += code.toString(2).padStart(size, '0');
      }
      bits += '0';
    }
  }
  bits = bits.padEnd(Math.ceil(bits.length / 8) * 8, '1');
  const bytes = (bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2));
  return bytes.flatMap((byte) => (byte === 0xff ? [0xff, 0] : [byte]));
}

/** Puts an EXIF orientation (1 to 8) into a JPEG that has none. */
export function withOrientation(jpeg: readonly number[], orientation: number): number[] {
  const tiff = [
    ...[0x4d, 0x4d, 0, 42, 0, 0, 0, 8],
    // One entry: tag 0x112, one short, its value.
    ...[0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0],
  ];
  return [...jpeg.slice(0, 2), ...segment(0xe1, [0x45, 0x78, 0x69, 0x66, 0, 0, ...tiff]), ...jpeg.slice(2)];
}
