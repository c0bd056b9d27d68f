import type { EmbeddingTable } from '../../../src/core/embedding/embedding-table.ts';
import { predictTable } from '../../../src/core/prediction/predict-table.ts';
import { isFailure } from '../../../src/core/shared/failure.ts';
import type { Head } from '../../../src/core/training/head.ts';
import type { RunningModel } from '../../../src/engine/worker/opened-models/run-model.ts';

/**
 * The largest difference in any probability between an opened model and what the studio predicts for the same squares.
 * @param table the embeddings of the squares, in their order
 */
export async function differFromStudio(
  { predict, facts }: RunningModel,
  squares: readonly Uint8Array[],
  table: EmbeddingTable,
  head: Head,
): Promise<number> {
  const expected = predictTable(head, table);
  let largest = 0;
  for (const [row, pixels] of squares.entries()) {
    const actual = await predict(pixels, facts.inputRange);
    if (isFailure(actual)) throw new Error(JSON.stringify(actual));
    actual.forEach((value, column) => {
      const known = expected[row * head.classCount + column] ?? Number.NaN;
      largest = Math.max(largest, Math.abs(value - known));
    });
  }
  return largest;
}
