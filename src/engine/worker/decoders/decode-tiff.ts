import { fromArrayBuffer, type GeoTIFF, type GeoTIFFImage } from 'geotiff';
import { findTooManyPixels } from '../../../core/images/find-too-many-pixels.ts';
import { imageLimits } from '../../../core/images/image-limits.ts';
import { tiffToRgba } from '../../../core/images/tiff-to-rgba.ts';
import type { FileFailure } from '../../../core/shared/failure.ts';
import type { DecoderAnswer } from './decoder-answer.ts';

const damaged: FileFailure = { kind: 'file-damaged', format: 'tiff' };
const unsupported: FileFailure = { kind: 'file-format-unsupported', format: 'tiff' };

/** None, LZW, JPEG, Deflate (two numbers), PackBits, LERC, Zstandard, WebP: what geotiff unpacks. */
const compressions: ReadonlySet<number> = new Set([1, 5, 7, 8, 32946, 32773, 34887, 50000, 50001]);
const jpegCompression = 7;
const yCbCr = 6;
/** A sample that is alpha: multiplied into the colours (1) or not (2). */
const alphaKinds: ReadonlySet<number> = new Set([1, 2]);
/** Bytes that the samples of a pixel may take at the limit of pixels: four channels of 16 bits. */
const bytesPerPixel = 8;
/** Strips or tiles, each of which costs time of its own. */
const blockLimit = 200_000;

/** The first page of a TIFF file. */
export async function decodeTiff(bytes: Uint8Array<ArrayBuffer>): Promise<DecoderAnswer> {
  try {
    const tiff = await fromArrayBuffer(exactBuffer(bytes));
    const image = await tiff.getImage(0);
    const refusal = findTooLarge(image) ?? findUnsupported(image);
    if (refusal !== null) return refusal;
    const rgba = await readRgba(image);
    if (rgba === null) return unsupported;
    const bitmap = await createImageBitmap(new ImageData(rgba, image.getWidth(), image.getHeight()));
    const orientation = Number((await image.fileDirectory.loadValue('Orientation')) ?? 1);
    const remark = (await hasSecondPage(tiff, image)) ? ({ kind: 'first-page' } as const) : null;
    return { bitmap, orientation, remark };
  } catch {
    return damaged;
  }
}

function exactBuffer({ buffer, byteOffset, byteLength }: Uint8Array<ArrayBuffer>): ArrayBuffer {
  return byteLength === buffer.byteLength ? buffer : buffer.slice(byteOffset, byteOffset + byteLength);
}

/** Sizes are checked before anything is unpacked. */
function findTooLarge(image: GeoTIFFImage): FileFailure | null {
  const [width, height] = [image.getWidth(), image.getHeight()];
  const refusal = findTooManyPixels({ width, height });
  if (refusal !== null) return refusal;
  const [blockWidth, blockHeight] = [image.getTileWidth(), image.getTileHeight()];
  const blockCount = Math.ceil(width / blockWidth) * Math.ceil(height / blockHeight);
  const sampleCount = image.getSamplesPerPixel();
  const sampleBytes = width * height * sampleCount * Math.ceil(image.getBitsPerSample() / 8);
  const isLarge =
    sampleBytes > imageLimits.pixels * bytesPerPixel ||
    blockWidth * blockHeight > imageLimits.pixels ||
    blockCount * sampleCount > blockLimit;
  return isLarge ? { kind: 'file-too-many-pixels', width, height, limit: imageLimits.pixels } : null;
}

function findUnsupported({ fileDirectory }: GeoTIFFImage): FileFailure | null {
  const compression = Number(fileDirectory.getValue('Compression') ?? 1);
  if (!compressions.has(compression)) return unsupported;
  // Outside of JPEG its chroma is stored in clusters.
  const photometric = fileDirectory.getValue('PhotometricInterpretation');
  return photometric === yCbCr && compression !== jpegCompression ? unsupported : null;
}

async function readRgba(image: GeoTIFFImage): Promise<Uint8ClampedArray<ArrayBuffer> | null> {
  const { fileDirectory } = image;
  const samples = await image.readRasters({ interleave: true });
  const extraSamples = fileDirectory.getValue('ExtraSamples');
  const firstExtra = Number(extraSamples?.[0] ?? 0);
  return tiffToRgba({
    pixelCount: image.getWidth() * image.getHeight(),
    samples: samples as ArrayLike<number>,
    samplesPerPixel: image.getSamplesPerPixel(),
    bitsPerSample: image.getBitsPerSample(),
    unsigned: image.getSampleFormat() === 1,
    photometric: Number(fileDirectory.getValue('PhotometricInterpretation') ?? Number.NaN),
    colorMap: ((await fileDirectory.loadValue('ColorMap')) as ArrayLike<number> | undefined) ?? null,
    hasAlpha: alphaKinds.has(firstExtra),
    premultiplied: firstExtra === 1,
  });
}

/** A second image that is the first one in small is no page. */
async function hasSecondPage(tiff: GeoTIFF, { fileDirectory }: GeoTIFFImage): Promise<boolean> {
  if (fileDirectory.nextIFDByteOffset === 0) return false;
  try {
    const second = await tiff.getImage(1);
    return (Number(second.fileDirectory.getValue('NewSubfileType') ?? 0) & 1) === 0;
  } catch {
    return false;
  }
}
