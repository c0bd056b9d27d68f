import { centreCrop } from '../../core/images/centre-crop.ts';
import type { DecodedImage, ImagePort } from '../engine-ports.ts';
import { decodeBitmap } from './decode-bitmap.ts';
import { decodeOtherwise } from './decode-otherwise.ts';
import { decodeScaled } from './decode-scaled.ts';
import { createPackagedDecoder } from './decoders/packaged-decoder.ts';
import { spawnDecoderWorker } from './decoders/spawn-decoder-worker.ts';
import { overlooksWebpOrientation } from './overlooks-webp-orientation.ts';
import { uprightTransform } from './upright-transform.ts';

const thumbnailSide = 128;

/** The browser's own image decoders, and others for what they refuse, drawing on canvases that are kept for reuse. */
export function createBrowserImages(): ImagePort {
  const decodePackaged = createPackagedDecoder(spawnDecoderWorker);
  const square = createCanvas();
  const source = createCanvas();
  const thumbnail = createCanvas();
  thumbnail.canvas.width = thumbnailSide;
  thumbnail.canvas.height = thumbnailSide;

  return {
    async decode(image, side, webpOrientation) {
      const bitmap = image instanceof Blob ? await decodeBitmap(image) : image;
      if (bitmap === null) return null;
      const turned = webpOrientation !== 1 && (await overlooksWebpOrientation());
      return readSquare(bitmap, square, side, turned ? webpOrientation : 1);
    },
    async decodeOtherwise(bytes, format, side) {
      const answer = await decodeOtherwise(bytes, format, decodePackaged);
      if (answer === null || 'kind' in answer) return answer;
      const decoded = readSquare(answer.bitmap, square, side, answer.orientation);
      return decoded && { ...decoded, remark: answer.remark };
    },
    async decodeScaled(jpeg, width, height, side) {
      const bitmap = await decodeScaled(jpeg, width, height);
      return bitmap && readSquare(bitmap, square, side, 1);
    },
    async encodeThumbnail(rgba, side) {
      resize(source, side);
      source.context.putImageData(new ImageData(rgba, side, side), 0, 0);
      const { canvas, context } = thumbnail;
      context.fillStyle = 'white';
      context.fillRect(0, 0, thumbnailSide, thumbnailSide);
      context.drawImage(source.canvas, 0, 0, thumbnailSide, thumbnailSide);
      // Four times cheaper to encode than WebP. The picture is copied before the promise is returned.
      return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 });
    },
  };
}

interface Canvas {
  readonly canvas: OffscreenCanvas;
  readonly context: OffscreenCanvasRenderingContext2D;
}

function createCanvas(): Canvas {
  const canvas = new OffscreenCanvas(1, 1);
  // Kept in main memory: every picture is read back at once.
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('this browser cannot draw on an OffscreenCanvas');
  return { canvas, context };
}

/**
 * The square in the middle of a bitmap, which is closed.
 * @param orientation the Exif orientation that the decoder left for us to carry out
 */
function readSquare(
  bitmap: ImageBitmap,
  square: Canvas,
  side: number,
  orientation: number,
): DecodedImage | null {
  try {
    const { width, height } = bitmap;
    // A bitmap that was closed or handed over elsewhere has no size.
    if (width === 0 || height === 0) return null;
    const { context } = square;
    if (!resize(square, side)) context.clearRect(0, 0, side, side);
    context.imageSmoothingQuality = 'high';
    const crop = centreCrop(width, height);
    context.setTransform(...uprightTransform(orientation, side));
    context.drawImage(bitmap, crop.x, crop.y, crop.side, crop.side, 0, 0, side, side);
    context.resetTransform();
    const { data: rgba } = context.getImageData(0, 0, side, side);
    const quarterTurned = orientation >= 5;
    return { rgba, width: quarterTurned ? height : width, height: quarterTurned ? width : height };
  } finally {
    bitmap.close();
  }
}

/** @returns whether the canvas was made anew, and so is empty */
function resize({ canvas }: Canvas, side: number): boolean {
  if (canvas.width === side) return false;
  canvas.width = side;
  canvas.height = side;
  return true;
}
