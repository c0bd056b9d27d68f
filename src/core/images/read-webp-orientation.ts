const orientationTag = 0x0112;
/** Some programs write the marker of a JPEG's Exif segment into WebP, too. */
const jpegMarkerLength = 6;
const chunkLimit = 10_000;
const tagLimit = 1000;

/**
 * The Exif orientation (1 to 8) that a WebP file asks for; 1 where it says nothing, is damaged, or is no WebP.
 * Read from the file's EXIF chunk (RIFF container: WebP container specification; tags: Exif 2.32, 4.6.2).
 */
export function readWebpOrientation(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (readName(bytes, 0) !== 'RIFF' || readName(bytes, 8) !== 'WEBP') return 1;
  let offset = 12;
  for (let chunks = 0; chunks < chunkLimit && offset + 8 <= bytes.length; chunks++) {
    const length = view.getUint32(offset + 4, true);
    const start = offset + 8;
    if (readName(bytes, offset) === 'EXIF') {
      const end = Math.min(start + length, bytes.length);
      const tiffStart = readName(bytes, start) === 'Exif' ? start + jpegMarkerLength : start;
      return readTiffOrientation(view, tiffStart, end);
    }
    // Chunks are padded to an even length.
    offset = start + length + (length % 2);
  }
  return 1;
}

function readTiffOrientation(view: DataView, start: number, end: number): number {
  if (start + 8 > end) return 1;
  const littleEndian = view.getUint16(start) === 0x4949;
  const directory = start + view.getUint32(start + 4, littleEndian);
  if (directory + 2 > end) return 1;
  const tagCount = Math.min(view.getUint16(directory, littleEndian), tagLimit);
  for (let index = 0; index < tagCount; index++) {
    const entry = directory + 2 + 12 * index;
    if (entry + 12 > end) return 1;
    if (view.getUint16(entry, littleEndian) !== orientationTag) continue;
    const orientation = view.getUint16(entry + 8, littleEndian);
    return orientation >= 1 && orientation <= 8 ? orientation : 1;
  }
  return 1;
}

/** Four letters of ASCII; shorter at the end of the file. */
function readName(bytes: Uint8Array, offset: number): string {
  return String.fromCharCode(...bytes.subarray(offset, offset + 4));
}
