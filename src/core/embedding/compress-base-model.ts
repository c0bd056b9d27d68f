import { compressWeights, type WeightPrecision } from '../shared/compress-weights.ts';
import type { BaseModel } from './base-model.ts';

/** The base model as it would be after it was written down with fewer bits; biases stay float32. */
export function compressBaseModel(
  { manifest, layers }: BaseModel,
  precision: WeightPrecision,
): { readonly base: BaseModel; readonly sizeBytes: number } {
  let sizeBytes = 0;
  const compressed = layers.map((layer) => {
    const { values, sizeBytes: kernelBytes } = compressWeights(layer.kernel, layer.bias.length, precision);
    sizeBytes += kernelBytes + 4 * layer.bias.length;
    return { ...layer, kernel: values };
  });
  return { base: { manifest, layers: compressed }, sizeBytes };
}
