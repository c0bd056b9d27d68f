import { imageDimensionsFromData } from 'image-dimensions';
import { endsEarly } from '../../core/images/ends-early.ts';
import { explainUndecodable } from '../../core/images/explain-undecodable.ts';
import { findTooManyPixels } from '../../core/images/find-too-many-pixels.ts';
import { identifyImage } from '../../core/images/identify-image.ts';
import { imageLimits } from '../../core/images/image-limits.ts';
import { readWebpOrientation } from '../../core/images/read-webp-orientation.ts';
import { rgbOverWhite } from '../../core/images/rgb-over-white.ts';
import type { FileFailure } from '../../core/shared/failure.ts';
import { decodeBitmap } from './decode-bitmap.ts';
import { overlooksWebpOrientation } from './overlooks-webp-orientation.ts';
import { type ReadSquare, readableContext, readSquare } from './read-square.ts';

/** What can be shown to a model: a file, or whatever a canvas draws (an `<img>`, a `<video>`, a canvas, ...). */
export type ImageSource = Blob | Exclude<ImageBitmapSource, Blob>;

/** An image as the model sees it. */
export interface PreprocessedImage {
  /** RGB bytes over white, row by row: `side * side * 3`. */
  readonly pixels: Uint8Array<ArrayBuffer>;
  /** Size of the whole image, upright. */
  readonly width: number;
  readonly height: number;
}

const unshown: FileFailure = { kind: 'file-unreadable', detail: 'there is no picture yet' };

/**
 * Makes of images the pixels that Graft's preview makes of them: upright, the square in the middle, scaled to `side` by the
 * canvas, over white.
 */
export function createPreprocessor(side: number) {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', readableContext);
  if (context === null) throw new Error('this browser cannot draw on a canvas');

  return async (image: ImageSource): Promise<PreprocessedImage | FileFailure> => {
    const bitmap = image instanceof Blob ? await decodeFile(image) : await takePicture(image);
    if ('kind' in bitmap) return bitmap;
    const square = readSquare(bitmap.bitmap, context, side, bitmap.orientation);
    return square === null ? unshown : layOverWhite(square);
  };
}

interface UprightBitmap {
  readonly bitmap: ImageBitmap;
  /** What is left to be done to it, as an Exif orientation. */
  readonly orientation: number;
}

async function takePicture(image: Exclude<ImageBitmapSource, Blob>): Promise<UprightBitmap | FileFailure> {
  try {
    return { bitmap: await createImageBitmap(image), orientation: 1 };
  } catch {
    return unshown;
  }
}

async function decodeFile(file: Blob): Promise<UprightBitmap | FileFailure> {
  if (file.size === 0) return { kind: 'file-empty' };
  const { sizeBytes: limitBytes } = imageLimits;
  if (file.size > limitBytes) return { kind: 'file-too-large', sizeBytes: file.size, limitBytes };
  const bytes = await file.arrayBuffer().then(
    (buffer) => new Uint8Array(buffer),
    (error): FileFailure => ({ kind: 'file-unreadable', detail: String(error) }),
  );
  if ('kind' in bytes) return bytes;
  const refusal = findTooManyPixels(readDimensions(bytes));
  if (refusal !== null) return refusal;
  const format = identifyImage(bytes);
  // Some browsers fill what is missing with grey, and the preview mends such files first: a guess is worth nothing.
  const isCut = (format === 'jpeg' || format === 'png') && endsEarly(bytes, format);
  const bitmap = isCut ? null : await decodeBitmap(file);
  if (bitmap === null && (format === 'heic' || format === 'tiff'))
    return { kind: 'file-format-unsupported', format };
  if (bitmap === null) return explainUndecodable(bytes, file.type);
  const wanted = readWebpOrientation(bytes);
  return { bitmap, orientation: wanted !== 1 && (await overlooksWebpOrientation()) ? wanted : 1 };
}

function readDimensions(bytes: Uint8Array): { readonly width: number; readonly height: number } {
  try {
    return imageDimensionsFromData(bytes) ?? { width: 0, height: 0 };
  } catch {
    // A header that ends too early; the decoder will give the reason.
    return { width: 0, height: 0 };
  }
}

function layOverWhite({ rgba, width, height }: ReadSquare): PreprocessedImage | FileFailure {
  const refusal = findTooManyPixels({ width, height });
  if (refusal !== null) return refusal;
  const empty = rgba.every((value, index) => index % 4 !== 3 || value === 0);
  return empty ? { kind: 'file-fully-transparent' } : { pixels: rgbOverWhite(rgba), width, height };
}
