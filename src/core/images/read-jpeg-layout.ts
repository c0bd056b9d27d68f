/** Where the parts of a JPEG file stand (ITU-T T.81, annex B). */
export interface JpegLayout {
  /** Whether pixels come one after the other (baseline and its extension), and not in several passes over the image. */
  readonly sequential: boolean;
  /** Where the frame header begins, at its marker. */
  readonly frameAt: number;
  /** Before it is turned upright. */
  readonly width: number;
  readonly height: number;
  /** Where segments begin that may hold Exif data, at their markers. */
  readonly exifAts: readonly number[];
  /** Where the last segment or scan that is whole, or the pixels of the last scan, end. */
  readonly usableEnd: number;
  /** Whether the mark of the end was found. */
  readonly ended: boolean;
}

const endOfImage = 0xd9;
const startOfScan = 0xda;
const exifMarker = 0xe1;
const frameMarkers: ReadonlySet<number> = new Set(
  [0, 1, 2, 3, 5, 6, 7, 9, 10, 11, 13, 14, 15].map((number) => 0xc0 + number),
);

/**
 * Walks over the segments and scans of a JPEG file, up to its end or to where it stops.
 * @returns null where there is no pixel: no frame header with a scan behind it
 */
export function readJpegLayout(bytes: Uint8Array): JpegLayout | null {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let frame: Pick<JpegLayout, 'sequential' | 'frameAt' | 'width' | 'height'> | null = null;
  const exifAts: number[] = [];
  let usableEnd = 0;
  for (let at = findMarker(bytes, 2, false); at !== null; at = findMarker(bytes, at, false)) {
    const marker = bytes[at + 1] as number;
    if (marker === endOfImage && frame !== null && usableEnd > 0)
      return { ...frame, exifAts, usableEnd: at, ended: true };
    if (hasNoContent(marker)) {
      at += 2;
      continue;
    }
    const length = at + 4 <= bytes.length ? view.getUint16(at + 2) : Number.POSITIVE_INFINITY;
    const end = at + 2 + length;
    if (length < 2 || end > bytes.length) break;
    if (marker === exifMarker) exifAts.push(at);
    if (frameMarkers.has(marker) && frame === null && length >= 8) {
      const [height, width] = [view.getUint16(at + 5), view.getUint16(at + 7)];
      frame = { sequential: marker <= 0xc1, frameAt: at, width, height };
    }
    at = end;
    if (marker === startOfScan) at = findMarker(bytes, end, true) ?? lastUsable(bytes);
    if (marker === startOfScan || usableEnd > 0) usableEnd = at;
  }
  return frame === null || usableEnd === 0 ? null : { ...frame, exifAts, usableEnd, ended: false };
}

/** @param inScan whether pixels are read, where restart marks and the byte 0xFF, followed by zero, are no markers */
function findMarker(bytes: Uint8Array, from: number, inScan: boolean): number | null {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next === undefined) return null;
    if (next === 0 || next === 0xff || (inScan && hasNoContent(next) && next !== endOfImage)) continue;
    return at;
  }
  return null;
}

/** Restart marks, the marks of begin and end, and one without a meaning stand alone. */
function hasNoContent(marker: number): boolean {
  return (marker >= 0xd0 && marker <= endOfImage) || marker === 1;
}

/** Behind the last byte that is not the first half of a mark. */
function lastUsable(bytes: Uint8Array): number {
  let end = bytes.length;
  while (bytes[end - 1] === 0xff) end--;
  return end;
}
