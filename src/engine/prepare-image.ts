import { imageDimensionsFromData } from 'image-dimensions';
import { explainUndecodable } from '../core/images/explain-undecodable.ts';
import { readWebpOrientation } from '../core/images/read-webp-orientation.ts';
import { rgbOverWhite } from '../core/images/rgb-over-white.ts';
import type { FileFailure } from '../core/shared/failure.ts';
import type { DecodedImage, ImagePort } from './engine-ports.ts';
import { hashBytes } from './hash-bytes.ts';
import { imageLimits } from './image-limits.ts';
import type { PixelBudget } from './pixel-budget.ts';

/** An image ready for the base model. */
export interface PreparedImage {
  /** RGB bytes over white, row by row, `side * side * 3` long. */
  readonly pixels: Uint8Array<ArrayBuffer>;
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
  /** Size of the whole image, upright. */
  readonly width: number;
  readonly height: number;
}

/** A file ready for the base model, with the SHA-256 of its bytes on its way. */
export interface PreparedFile extends PreparedImage {
  readonly imageHash: Promise<string>;
}

/**
 * Reads a file, refuses what is empty, too large or promises too many pixels before anything is decoded, and decodes
 * it to a square of `side` pixels within the budget.
 */
export async function prepareFile(
  file: Blob,
  side: number,
  images: ImagePort,
  budget: PixelBudget,
): Promise<PreparedFile | FileFailure> {
  const opened = await openFile(file);
  if ('kind' in opened) return opened;
  const imageHash = hashBytes(opened.bytes);
  const decoded = await budget.spend(opened.pixelCount, () =>
    images.decode(file, side, readWebpOrientation(opened.bytes)),
  );
  const prepared = decoded === null ? explainUndecodable(opened.bytes, file.type) : prepareDecoded(decoded);
  return 'kind' in prepared ? prepared : { ...prepared, imageHash };
}

/** One image that is only to be classified: a file, or a frame of the camera. */
export async function prepareForClassification(
  image: Blob | ImageBitmap,
  side: number,
  images: ImagePort,
): Promise<PreparedImage | FileFailure> {
  const opened = image instanceof Blob ? await openFile(image) : null;
  if (opened !== null && 'kind' in opened) return opened;
  const webpOrientation = opened === null ? 1 : readWebpOrientation(opened.bytes);
  const decoded = await images.decode(image, side, webpOrientation);
  if (decoded !== null) return prepareDecoded(decoded);
  if (opened === null) return { kind: 'file-unreadable', detail: 'the camera frame was already closed' };
  return explainUndecodable(opened.bytes, (image as Blob).type);
}

function prepareDecoded({ rgba, width, height }: DecodedImage): PreparedImage | FileFailure {
  // Formats whose header is not read beforehand show their size only now.
  const refusal = findTooManyPixels({ width, height });
  if (refusal !== null) return refusal;
  if (isFullyTransparent(rgba)) return { kind: 'file-fully-transparent' };
  return { pixels: rgbOverWhite(rgba), rgba, width, height };
}

interface OpenedFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** What its header promises; null for formats whose header is not read here. */
  readonly pixelCount: number | null;
}

async function openFile(file: Blob): Promise<OpenedFile | FileFailure> {
  const bytes = await readBytes(file);
  if ('kind' in bytes) return bytes;
  const promised = readDimensions(bytes);
  if (promised === null) return { bytes, pixelCount: null };
  return findTooManyPixels(promised) ?? { bytes, pixelCount: promised.width * promised.height };
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
