/**
 * A canvas's WebP with the Exif orientation that is asked for: the extended header, the picture, and an EXIF chunk.
 * @param marker whether the chunk starts with the `Exif` marker that some programs copy from JPEG
 */
export function withWebpOrientation(
  webp: readonly number[],
  { width, height }: { readonly width: number; readonly height: number },
  orientation: number,
  marker: boolean,
): number[] {
  const picture = findPicture(Buffer.from(webp));
  const header = Buffer.alloc(10);
  header[0] = 0x08;
  header.writeUIntLE(width - 1, 4, 3);
  header.writeUIntLE(height - 1, 7, 3);
  // Little-endian TIFF with one directory of one tag: 0x0112, a short.
  const tiff = [
    0x49,
    0x49,
    0x2a,
    0,
    8,
    0,
    0,
    0,
    1,
    0,
    0x12,
    1,
    3,
    0,
    1,
    0,
    0,
    0,
    orientation,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
  ];
  const exif = Buffer.concat([Buffer.from(marker ? 'Exif\0\0' : ''), Buffer.from(tiff)]);
  const body = Buffer.concat([Buffer.from('WEBP'), chunk('VP8X', header), picture, chunk('EXIF', exif)]);
  return [...chunk('RIFF', body)];
}

function findPicture(webp: Buffer): Buffer {
  for (let offset = 12; offset + 8 <= webp.length; ) {
    const length = webp.readUInt32LE(offset + 4);
    const end = offset + 8 + length + (length % 2);
    if (['VP8 ', 'VP8L'].includes(webp.toString('latin1', offset, offset + 4)))
      return webp.subarray(offset, end);
    offset = end;
  }
  throw new Error('no picture in the WebP');
}

function chunk(name: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(name, 'latin1');
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)]);
}
