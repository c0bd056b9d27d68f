import type { EmbeddingTable } from '../embedding/embedding-table.ts';

/** Added to the variance of an embedding, so that one whose numbers are all equal becomes zeros instead of NaN. */
export const standardizeEpsilon = 1e-6;

/**
 * Standardizes one embedding over its own numbers: (x - mean(x)) / sqrt(variance(x) + epsilon), the first step of every
 * head (layer normalization without its trained scale and offset: Ba, Kiros and Hinton, 2016). Learning rate and L2
 * penalty then mean the same for every base model, however large its numbers are.
 * @param standardized receives the result; as long as `embedding`
 */
export function standardizeEmbedding(
  embedding: Float32Array,
  standardized: Float32Array | Float64Array,
): void {
  let sum = 0;
  for (let i = 0; i < embedding.length; i++) sum += embedding[i] as number;
  const mean = sum / embedding.length;
  let squares = 0;
  for (let i = 0; i < embedding.length; i++) squares += ((embedding[i] as number) - mean) ** 2;
  const scale = 1 / Math.sqrt(squares / embedding.length + standardizeEpsilon);
  for (let i = 0; i < embedding.length; i++) standardized[i] = ((embedding[i] as number) - mean) * scale;
}

/** Every row of the table standardized: sampleCount * embeddingSize numbers. */
export function standardizeEmbeddings(table: EmbeddingTable): Float32Array<ArrayBuffer> {
  const standardized = new Float32Array(table.values.length);
  for (let row = 0; row < table.sampleCount; row++) {
    const start = row * table.embeddingSize;
    const end = start + table.embeddingSize;
    standardizeEmbedding(table.values.subarray(start, end), standardized.subarray(start, end));
  }
  return standardized;
}
