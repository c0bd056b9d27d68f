import { decodeBitmap } from '../../runtime/preprocessing/decode-bitmap.ts';

/** The last columns are read last: a row whose end is grey is not whole. */
const columnCount = 8;
/** Canvases have a largest height. */
const rowsAtOnce = 4096;

/**
 * Counts the rows of a JPEG file before the grey with which decoders fill what is missing at its end (coefficients of
 * zero: the middle of each channel).
 * @param jpeg without Exif data, which could turn it
 * @returns rows from the top; null when the browser refuses the file
 */
export async function countReadRows(jpeg: Blob): Promise<number | null> {
  const bitmap = await decodeBitmap(jpeg, { colorSpaceConversion: 'none' });
  if (bitmap === null) return null;
  try {
    const { width, height } = bitmap;
    const columns = Math.min(columnCount, width);
    const canvas = new OffscreenCanvas(columns, Math.min(rowsAtOnce, height));
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (context === null) return null;
    for (let end = height; end > 0; end -= rowsAtOnce) {
      const start = Math.max(0, end - rowsAtOnce);
      const rows = end - start;
      context.drawImage(bitmap, width - columns, start, columns, rows, 0, 0, columns, rows);
      const { data } = context.getImageData(0, 0, columns, rows);
      for (let row = rows; row > 0; row--) {
        if (!isFill(data.subarray((row - 1) * columns * 4, row * columns * 4))) return start + row;
      }
    }
    return 0;
  } finally {
    bitmap.close();
  }
}

/** @param rgba some pixels */
function isFill(rgba: Uint8ClampedArray): boolean {
  return rgba.every((value, index) => index % 4 === 3 || Math.abs(value - 128) <= 1);
}
