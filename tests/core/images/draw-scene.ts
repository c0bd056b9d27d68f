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
  const rgb = new Uint8Array(side * side * 3);
  for (let pixel = 0; pixel < side * side; pixel++) {
    const value = scene(((pixel % side) + 0.5) / side, (Math.floor(pixel / side) + 0.5) / side);
    rgb.fill(Math.round(Math.min(255, Math.max(0, value))), 3 * pixel, 3 * pixel + 3);
  }
  return rgb;
}

/**
 * A made picture with detail of every size, as photographs have: half the amplitude at twice the frequency.
 * @param blurRadius standard deviation of the Gaussian that it is seen through, as a part of the side
 */
export function drawDetail(seed: number, blurRadius: number): Scene {
  const random = createRandom(seed);
  const waves = Array.from({ length: 100 }, () => {
    const frequency = 2 ** (7 * random.next());
    const angle = 2 * Math.PI * random.next();
    return {
      strength: (50 / frequency) * Math.exp(-2 * (Math.PI * frequency * blurRadius) ** 2),
      across: 2 * Math.PI * frequency * Math.cos(angle),
      down: 2 * Math.PI * frequency * Math.sin(angle),
      phase: 7 * random.next(),
    };
  });
  return (x, y) =>
    waves.reduce(
      (sum, { strength, across, down, phase }) => sum + strength * Math.sin(across * x + down * y + phase),
      128,
    );
}
