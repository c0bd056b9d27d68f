import { imageDimensionsFromData } from 'image-dimensions';
import { endsEarly } from '../core/images/ends-early.ts';
import { explainUndecodable } from '../core/images/explain-undecodable.ts';
import { findTooManyPixels } from '../core/images/find-too-many-pixels.ts';
import { type ImageFormat, identifyImage } from '../core/images/identify-image.ts';
import { imageLimits } from '../core/images/image-limits.ts';
import type { ImageRemark } from '../core/images/image-remark.ts';
import { isAnimated } from '../core/images/is-animated.ts';
import { readJpegLayout } from '../core/images/read-jpeg-layout.ts';
import { readWebpOrientation } from '../core/images/read-webp-orientation.ts';
import { rgbOverWhite } from '../core/images/rgb-over-white.ts';
import type { FileFailure } from '../core/shared/failure.ts';
import type { ImagePort, RemarkedImage } from './engine-ports.ts';
import { hashBytes } from './hash-bytes.ts';
import { createPixelBudget, type PixelBudget } from './pixel-budget.ts';

/** An image ready for the base model. */
export interface PreparedImage {
  /** RGB bytes over white, row by row, `side * side * 3` long. */
  readonly pixels: Uint8Array<ArrayBuffer>;
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
  /** Size of the whole image as it was decoded, upright. */
  readonly width: number;
  readonly height: number;
  readonly remark: ImageRemark | null;
}

/** The bytes of a file, and what they are known by. */
export interface ReadFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** SHA-256 of the bytes, as hex. */
  readonly imageHash: string;
}

/** Reads and hashes a file, unless it is empty or too large. */
export async function readFile(file: Blob): Promise<ReadFile | FileFailure> {
  const bytes = await readBytes(file);
  return 'kind' in bytes ? bytes : { bytes, imageHash: await hashBytes(bytes) };
}

/**
 * Refuses a file that promises too many pixels before anything is decoded, unless it can be scaled meanwhile, and decodes
 * any other to a square of `side` pixels within the budget.
 * @param bytes all of the file
 */
export async function prepareFile(
  file: Blob,
  bytes: Uint8Array<ArrayBuffer>,
  side: number,
  images: ImagePort,
  budget: PixelBudget,
): Promise<PreparedImage | FileFailure> {
  const promised = readDimensions(bytes);
  const refusal = promised === null ? null : findTooManyPixels(promised);
  if (refusal !== null) return (await prepareScaled(bytes, side, images, budget)) ?? refusal;
  const pixelCount = promised === null ? null : promised.width * promised.height;
  const decoded = await budget.spend(pixelCount, () => decodeFile(file, bytes, side, images));
  if (decoded === null) return explainUndecodable(bytes, file.type);
  return 'kind' in decoded ? decoded : prepareDecoded(decoded);
}

/** @returns null when it is no such file, or cannot be scaled while it is decoded */
async function prepareScaled(
  bytes: Uint8Array<ArrayBuffer>,
  side: number,
  images: ImagePort,
  budget: PixelBudget,
): Promise<PreparedImage | FileFailure | null> {
  const layout = readJpegLayout(bytes);
  if (layout === null || !layout.ended || !layout.sequential) return null;
  const { width, height } = layout;
  if (width * height > imageLimits.scaledPixels) return null;
  const pixelCount = (width * height) / 64;
  const decoded = await budget.spend(pixelCount, () => images.decodeScaled(bytes, width, height, side));
  return decoded && prepareDecoded({ ...decoded, remark: null });
}

/** @returns null when nothing decodes it */
async function decodeFile(
  file: Blob,
  bytes: Uint8Array<ArrayBuffer>,
  side: number,
  images: ImagePort,
): Promise<RemarkedImage | FileFailure | null> {
  const format = identifyImage(bytes);
  const early = endsEarly(bytes, format);
  // Some browsers decode such files and fill what is missing with grey, some refuse them: none is asked.
  const decoded =
    early && mendable.has(format) ? null : await images.decode(file, side, readWebpOrientation(bytes));
  if (decoded === null) return format === null ? null : images.decodeOtherwise(bytes, format, side);
  if (early) return { ...decoded, remark: { kind: 'cut-off', readFraction: null } };
  return { ...decoded, remark: isAnimated(bytes, format) ? { kind: 'animated' } : null };
}

/** Formats of which we can say how much is left. */
const mendable: ReadonlySet<ImageFormat | null> = new Set<ImageFormat>(['jpeg', 'png']);

/** One image that is only to be classified: a file, or a frame of the camera. */
export async function prepareForClassification(
  image: Blob | ImageBitmap,
  side: number,
  images: ImagePort,
): Promise<PreparedImage | FileFailure> {
  if (image instanceof Blob) {
    const bytes = await readBytes(image);
    if ('kind' in bytes) return bytes;
    return prepareFile(image, bytes, side, images, createPixelBudget(imageLimits.pixels));
  }
  const decoded = await images.decode(image, side, 1);
  if (decoded !== null) return prepareDecoded({ ...decoded, remark: null });
  return { kind: 'file-unreadable', detail: 'the camera frame was already closed' };
}

function prepareDecoded({ rgba, width, height, remark }: RemarkedImage): PreparedImage | FileFailure {
  // Formats whose header is not read beforehand show their size only now.
  const refusal = findTooManyPixels({ width, height });
  if (refusal !== null) return refusal;
  if (isFullyTransparent(rgba)) return { kind: 'file-fully-transparent' };
  return { pixels: rgbOverWhite(rgba), rgba, width, height, remark };
}

async function readBytes(file: Blob): Promise<Uint8Array<ArrayBuffer> | FileFailure> {
  if (file.size === 0) return { kind: 'file-empty' };
  if (file.size > imageLimits.sizeBytes) {
    return { kind: 'file-too-large', sizeBytes: file.size, limitBytes: imageLimits.sizeBytes };
  }
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    return { kind: 'file-unreadable', detail: error instanceof Error ? error.message : String(error) };
  }
}

interface Size {
  readonly width: number;
  readonly height: number;
}

function readDimensions(bytes: Uint8Array): Size | null {
  try {
    return imageDimensionsFromData(bytes) ?? null;
  } catch {
    // A header that ends too early; the decoder will give the reason.
    return null;
  }
}

function isFullyTransparent(rgba: Uint8ClampedArray): boolean {
  for (let alpha = 3; alpha < rgba.length; alpha += 4) {
    if (rgba[alpha] !== 0) return false;
  }
  return true;
}
