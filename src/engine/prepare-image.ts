import { imageDimensionsFromData } from 'image-dimensions';
import { explainUndecodable } from '../core/images/explain-undecodable.ts';
import { readWebpOrientation } from '../core/images/read-webp-orientation.ts';
import { rgbOverWhite } from '../core/images/rgb-over-white.ts';
import type { FileFailure } from '../core/shared/failure.ts';
import type { DecodedImage, ImagePort } from './engine-ports.ts';
import { hashBytes } from './hash-bytes.ts';
import { imageLimits } from './image-limits.ts';
import { createPixelBudget, type PixelBudget } from './pixel-budget.ts';

/** An image ready for the base model. */
export interface PreparedImage {
  /** RGB bytes over white, row by row, `side * side * 3` long. */
  readonly pixels: Uint8Array<ArrayBuffer>;
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
  /** Size of the whole image, upright. */
  readonly width: number;
  readonly height: number;
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
 * Refuses a file that promises too many pixels before anything is decoded, and decodes any other to a square of `side`
 * pixels within the budget.
 * @param bytes all of the file
 */
export async function prepareFile(
  file: Blob,
  bytes: Uint8Array,
  side: number,
  images: ImagePort,
  budget: PixelBudget,
): Promise<PreparedImage | FileFailure> {
  const promised = readDimensions(bytes);
  const refusal = promised === null ? null : findTooManyPixels(promised);
  if (refusal !== null) return refusal;
  const pixelCount = promised === null ? null : promised.width * promised.height;
  const decoded = await budget.spend(pixelCount, () => images.decode(file, side, readWebpOrientation(bytes)));
  return decoded === null ? explainUndecodable(bytes, file.type) : prepareDecoded(decoded);
}

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
  if (decoded !== null) return prepareDecoded(decoded);
  return { kind: 'file-unreadable', detail: 'the camera frame was already closed' };
}

function prepareDecoded({ rgba, width, height }: DecodedImage): PreparedImage | FileFailure {
  // Formats whose header is not read beforehand show their size only now.
  const refusal = findTooManyPixels({ width, height });
  if (refusal !== null) return refusal;
  if (isFullyTransparent(rgba)) return { kind: 'file-fully-transparent' };
  return { pixels: rgbOverWhite(rgba), rgba, width, height };
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

function findTooManyPixels({ width, height }: Size): FileFailure | null {
  if (width * height <= imageLimits.pixels) return null;
  return { kind: 'file-too-many-pixels', width, height, limit: imageLimits.pixels };
}

function isFullyTransparent(rgba: Uint8ClampedArray): boolean {
  for (let alpha = 3; alpha < rgba.length; alpha += 4) {
    if (rgba[alpha] !== 0) return false;
  }
  return true;
}
