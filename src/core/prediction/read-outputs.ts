import { softmaxInPlace } from './softmax.ts';

/**
 * What the numbers are that a model gives for an image.
 * `probabilities` sum to 1. `scores` lie between 0 and 1 each, for itself. `logits` are anything else.
 */
export type OutputKind = 'probabilities' | 'scores' | 'logits';

/** Rounding to half precision leaves a sum this near to 1. */
const sumTolerance = 0.01;

/**
 * Tells what the numbers of a model are from what it gives for a few images.
 * @param outputs of each image the numbers, all finite
 */
export function judgeOutputs(outputs: readonly Float32Array[]): OutputKind {
  const isFraction = outputs.every((values) => values.every((value) => value >= -1e-6 && value <= 1 + 1e-6));
  if (!isFraction) return 'logits';
  const isShared = outputs.every((values) => values.length > 1 && Math.abs(sumOf(values) - 1) < sumTolerance);
  return isShared ? 'probabilities' : 'scores';
}

/**
 * Makes probabilities of what a model gives for an image: logits by softmax, scores by their share in the sum. One number
 * alone is that for the second of two classes.
 * @returns one per class; they sum to 1
 */
export function readOutputs(values: Float32Array, kind: OutputKind): Float32Array<ArrayBuffer> {
  if (kind === 'probabilities') return Float32Array.from(values);
  const [first = 0] = values;
  if (values.length === 1) {
    const second = kind === 'scores' ? Math.min(1, Math.max(0, first)) : 1 / (1 + Math.exp(-first));
    return Float32Array.of(1 - second, second);
  }
  const wide = Float64Array.from(values);
  if (kind === 'logits') {
    softmaxInPlace(wide);
    return Float32Array.from(wide);
  }
  const positive = wide.map((value) => Math.max(0, value));
  const sum = sumOf(positive);
  return Float32Array.from(positive, (value) => (sum === 0 ? 1 / values.length : value / sum));
}

function sumOf(values: Float32Array | Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
