import { decodeBitmap } from '../../runtime/preprocessing/decode-bitmap.ts';
import { overlooksWebpOrientation } from '../../runtime/preprocessing/overlooks-webp-orientation.ts';
import { readableContext, readSquare, resize } from '../../runtime/preprocessing/read-square.ts';
import type { ImagePort } from '../engine-ports.ts';
import { decodeOtherwise } from './decode-otherwise.ts';
import { decodeScaled } from './decode-scaled.ts';
import { createPackagedDecoder } from './decoders/packaged-decoder.ts';
import { spawnDecoderWorker } from './decoders/spawn-decoder-worker.ts';

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
      return readSquare(bitmap, square.context, side, turned ? webpOrientation : 1);
    },
    async decodeOtherwise(bytes, format, side) {
      const answer = await decodeOtherwise(bytes, format, decodePackaged);
      if (answer === null || 'kind' in answer) return answer;
      const decoded = readSquare(answer.bitmap, square.context, side, answer.orientation);
      return decoded && { ...decoded, remark: answer.remark };
    },
    async decodeScaled(jpeg, width, height, side) {
      const bitmap = await decodeScaled(jpeg, width, height);
      return bitmap && readSquare(bitmap, square.context, side, 1);
    },
    async encodeThumbnail(rgba, side) {
      resize(source.canvas, side);
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
  const context = canvas.getContext('2d', readableContext);
  if (context === null) throw new Error('this browser cannot draw on an OffscreenCanvas');
  return { canvas, context };
}
