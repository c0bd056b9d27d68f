import { type Random, randomNormal, shuffled } from '../shared/random.ts';

/** How one batch is mixed: row i becomes share * row i + (1 - share) * row partners[i]. */
export interface Mixup {
  /** 0 to 1 */
  readonly share: number;
  /** [batchSize]; padding is its own partner. */
  readonly partners: Int32Array;
}

/**
 * Mixup (Zhang et al., 2018) draws one share per batch from Beta(alpha, alpha) and a partner for each row by shuffling.
 * @param rowCount rows that are no padding
 */
export function drawMixup(alpha: number, rowCount: number, batchSize: number, random: Random): Mixup {
  const [a, b] = [drawGamma(alpha, random), drawGamma(alpha, random)];
  const order = shuffled(
    Array.from({ length: rowCount }, (_, row) => row),
    random,
  );
  return {
    // Two draws of a tiny alpha may both be zero in floating point: then nothing is mixed, as in the limit.
    share: a + b === 0 ? 1 : a / (a + b),
    partners: Int32Array.from({ length: batchSize }, (_, row) => order[row] ?? row),
  };
}

/** A number from the gamma distribution of this shape and scale 1 (Marsaglia and Tsang, 2000). */
function drawGamma(shape: number, random: Random): number {
  if (shape < 1) return drawGamma(shape + 1, random) * (1 - random.next()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = randomNormal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random.next()) < x * x * 0.5 + d - d * v + d * Math.log(v)) return d * v;
  }
}
