/** The part of an image that the model sees: a square of `side` pixels whose upper left corner is (x, y). */
export interface SquareCrop {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

/**
 * The largest square in the middle of an image (cover crop). Where it cannot be exactly in the middle it lies half a
 * pixel to the upper left.
 * @param width at least 1 pixel
 * @param height at least 1 pixel
 */
export function centreCrop(width: number, height: number): SquareCrop {
  const side = Math.min(width, height);
  return { x: Math.floor((width - side) / 2), y: Math.floor((height - side) / 2), side };
}
