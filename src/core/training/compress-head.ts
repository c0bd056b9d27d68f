import { compressWeights, type WeightPrecision } from '../shared/compress-weights.ts';
import type { Head } from './head.ts';

/** The head as it would be after it was written down with fewer bits; biases stay float32. */
export function compressHead(
  head: Head,
  precision: WeightPrecision,
): { readonly head: Head; readonly sizeBytes: number } {
  let sizeBytes = 0;
  const layers = head.layers.map((layer) => {
    const { values, sizeBytes: kernelBytes } = compressWeights(layer.kernel, layer.outputSize, precision);
    sizeBytes += kernelBytes + 4 * layer.bias.length;
    return { ...layer, kernel: values };
  });
  return { head: { ...head, layers }, sizeBytes };
}
