import type { ImageFormat } from '../../core/images/identify-image.ts';
import { imageLimits } from '../../core/images/image-limits.ts';
import { hideJpegExif, mendJpeg, shortenJpeg } from '../../core/images/mend-jpeg.ts';
import type { FileFailure } from '../../core/shared/failure.ts';
import { decodeBitmap } from '../../runtime/preprocessing/decode-bitmap.ts';
import { mendPng } from '../mend-png.ts';
import { countReadRows } from './count-read-rows.ts';
import type { DecodedBitmap } from './decoders/decoder-answer.ts';
import type { PackagedDecoder } from './decoders/packaged-decoder.ts';

/** What is left of a damaged file. */
interface Remains {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly readFraction: number;
}

/**
 * Decodes what the browser's own decoder refuses: formats that it lacks by packages, and of damaged files the rows that
 * can be read.
 * @returns null when nobody can
 */
export async function decodeOtherwise(
  bytes: Uint8Array<ArrayBuffer>,
  format: ImageFormat,
  decodePackaged: PackagedDecoder,
): Promise<DecodedBitmap | FileFailure | null> {
  if (format === 'heic' || format === 'tiff') return decodePackaged(format, bytes);
  const remains =
    format === 'jpeg'
      ? await findJpegRemains(bytes)
      : format === 'png'
        ? mendPng(bytes, imageLimits.pixels)
        : null;
  if (remains === null) return null;
  const { readFraction } = remains;
  if (readFraction < imageLimits.leastFraction) return { kind: 'file-cut-off', format, readFraction };
  const bitmap = await decodeBitmap(new Blob([remains.bytes]));
  return bitmap && { bitmap, orientation: 1, remark: { kind: 'cut-off', readFraction } };
}

async function findJpegRemains(bytes: Uint8Array): Promise<Remains | null> {
  const mended = mendJpeg(bytes);
  if (mended === null) return null;
  const { height } = mended.layout;
  const rowCount = await countReadRows(new Blob([hideJpegExif(mended.bytes, mended.layout)]));
  if (rowCount === null) return null;
  if (rowCount === 0) return { bytes: mended.bytes, readFraction: 0 };
  return {
    bytes: rowCount < height ? shortenJpeg(mended.bytes, mended.layout, rowCount) : mended.bytes,
    readFraction: rowCount / height,
  };
}
