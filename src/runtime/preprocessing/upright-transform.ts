/** Arguments of a canvas's `setTransform`. */
export type CanvasTransform = readonly [number, number, number, number, number, number];

/**
 * What turns a stored square upright: the mirroring and quarter turns of the eight Exif orientations.
 * @param side of the square, in pixels
 */
export function uprightTransform(orientation: number, side: number): CanvasTransform {
  const transforms: Readonly<Record<number, CanvasTransform>> = {
    2: [-1, 0, 0, 1, side, 0],
    3: [-1, 0, 0, -1, side, side],
    4: [1, 0, 0, -1, 0, side],
    5: [0, 1, 1, 0, 0, 0],
    6: [0, 1, -1, 0, side, 0],
    7: [0, -1, -1, 0, side, side],
    8: [0, -1, 1, 0, 0, side],
  };
  return transforms[orientation] ?? [1, 0, 0, 1, 0, 0];
}
