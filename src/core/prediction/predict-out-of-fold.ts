import type { EmbeddingTable } from '../embedding/embedding-table.ts';
import type { FoldHead } from '../training/cross-validate.ts';
import { predictTable } from './predict-table.ts';

/**
 * What the heads of a cross-validation say of the rows that each of them has not been trained on.
 * @returns sampleCount * classCount probabilities, row by row; NaN for rows that were never held out
 */
export function predictOutOfFold(
  heads: readonly FoldHead[],
  { embeddingSize, sampleCount, values }: EmbeddingTable,
  classCount: number,
): Float32Array<ArrayBuffer> {
  const probabilities = new Float32Array(sampleCount * classCount).fill(Number.NaN);
  for (const { head, heldOutRows } of heads) {
    for (const row of heldOutRows) {
      const ofRow = values.subarray(row * embeddingSize, (row + 1) * embeddingSize);
      probabilities.set(
        predictTable(head, { sampleCount: 1, embeddingSize, values: ofRow }),
        row * classCount,
      );
    }
  }
  return probabilities;
}
