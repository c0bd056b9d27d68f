import { centreCrop } from '../../core/images/centre-crop.ts';
import { uprightTransform } from './upright-transform.ts';

/** What pictures are drawn on to be read back. */
export type ReadableContext = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Asked for with every context that is read: the picture is kept in main memory, and resized in the same way everywhere. */
export const readableContext: CanvasRenderingContext2DSettings = { willReadFrequently: true };

/** The square in the middle of a picture. */
export interface ReadSquare {
  /** Row by row, colour not multiplied by alpha: `side * side * 4` bytes. */
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
  /** Size of the whole picture, upright. */
  readonly width: number;
  readonly height: number;
}

/**
 * The square in the middle of a bitmap, scaled to `side`, as the model sees it but for what is transparent. The bitmap is closed.
 * @param orientation the Exif orientation that the decoder left for us to carry out
 * @returns null where the bitmap was closed or handed over elsewhere
 */
export function readSquare(
  bitmap: ImageBitmap,
  context: ReadableContext,
  side: number,
  orientation: number,
): ReadSquare | null {
  try {
    const { width, height } = bitmap;
    if (width === 0 || height === 0) return null;
    if (!resize(context.canvas, side)) context.clearRect(0, 0, side, side);
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
export function resize(canvas: { width: number; height: number }, side: number): boolean {
  if (canvas.width === side && canvas.height === side) return false;
  canvas.width = side;
  canvas.height = side;
  return true;
}
