import { createRandom } from '../../../src/core/shared/random.ts';

/** Brightness, 0 to 255, at a place of a picture; both 0 to 1 inside of it. */
export type Scene = (x: number, y: number) => number;

/** A made picture: some soft spots on a slope. Every seed gives another one; it goes on outside of the frame. */
export function drawScene(seed: number): Scene {
  const random = createRandom(seed);
  const spots = Array.from({ length: 9 }, () => ({
    x: random.next() * 1.4 - 0.2,
    y: random.next() * 1.4 - 0.2,
    radius: 0.06 + 0.14 * random.next(),
    strength: 200 * (random.next() - 0.5),
  }));
  const slope = 80 * (random.next() - 0.5);
  return (x, y) =>
    spots.reduce(
      (sum, spot) =>
        sum + spot.strength * Math.exp(-((x - spot.x) ** 2 + (y - spot.y) ** 2) / (2 * spot.radius ** 2)),
      128 + slope * (x - 0.5),
    );
}

/** The picture as grey pixels, three bytes each. */
export function toRgb(side: number, scene: Scene): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: side * side * 3 }, (_, i) => {
    const pixel = Math.floor(i / 3);
    const value = scene(((pixel % side) + 0.5) / side, (Math.floor(pixel / side) + 0.5) / side);
    return Math.round(Math.min(255, Math.max(0, value)));
  });
}
