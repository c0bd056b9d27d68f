import type { Random } from '../shared/random.ts';
import type { Head } from './head.ts';

/**
 * Inverted dropout (Srivastava et al., 2014): each input is zeroed with probability `dropout`, the rest scaled up.
 * @returns for each layer of the head what its input is multiplied by, batchSize * inputSize numbers; null without dropout
 */
export function drawDropoutMasks(
  head: Head,
  batchSize: number,
  dropout: number,
  random: Random,
): Float32Array<ArrayBuffer>[] | null {
  if (dropout === 0) return null;
  const kept = 1 / (1 - dropout);
  return head.layers.map(({ inputSize }) =>
    Float32Array.from({ length: batchSize * inputSize }, () => (random.next() < dropout ? 0 : kept)),
  );
}
