import { add, mul, type Tensor2D } from '@tensorflow/tfjs-core';

/**
 * Every class gets its share of what the true one gives up: (1 - smoothing) * target + smoothing / classes (Szegedy et
 * al., 2016). Call inside a tidy.
 * @param targets one-hot classes, [batch, classCount]
 */
export function smoothTargets(targets: Tensor2D, smoothing: number): Tensor2D {
  if (smoothing === 0) return targets;
  return add(mul(targets, 1 - smoothing), smoothing / targets.shape[1]);
}
