import { type Tensor2D, tensor2d } from '@tensorflow/tfjs-core';
import type { Random } from '../shared/random.ts';
import type { Head } from './head.ts';

/**
 * Inverted dropout (Srivastava et al., 2014): each input is zeroed with probability `dropout`, the rest scaled up. Call
 * inside a tidy.
 * @returns for each layer of the head what its input is multiplied by; null without dropout
 */
export function createDropoutMasks(
  head: Head,
  batchSize: number,
  dropout: number,
  random: Random,
): Tensor2D[] | null {
  if (dropout === 0) return null;
  const kept = 1 / (1 - dropout);
  return head.layers.map(({ inputSize }) => {
    const mask = Float32Array.from({ length: batchSize * inputSize }, () =>
      random.next() < dropout ? 0 : kept,
    );
    return tensor2d(mask, [batchSize, inputSize]);
  });
}
