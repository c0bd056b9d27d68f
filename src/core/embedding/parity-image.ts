import { createRandom } from '../shared/random.ts';

/**
 * The image with which a backend proves that it computes the base model rightly: smooth colour waves
 * with a little seeded noise, so that every layer sees structure at several scales.
 * @param inputSize side of the square in pixels
 * @returns RGB bytes, row by row, `inputSize * inputSize * 3` long
 */
export function createParityImage(inputSize: number): Uint8Array<ArrayBuffer> {
  const random = createRandom(224);
  const rgb = new Uint8Array(inputSize * inputSize * 3);
  for (let y = 0; y < inputSize; y++) {
    for (let x = 0; x < inputSize; x++) {
      const u = x / inputSize;
      const v = y / inputSize;
      const waves = [
        Math.sin(9 * u + 4 * v),
        Math.sin(23 * u * v + 3),
        Math.cos(14 * v - 6 * u) * Math.sin(31 * u),
      ];
      waves.forEach((wave, channel) => {
        const noise = 24 * (random.next() - 0.5);
        rgb[(y * inputSize + x) * 3 + channel] = Math.min(255, Math.max(0, 128 + 100 * wave + noise));
      });
    }
  }
  return rgb;
}
