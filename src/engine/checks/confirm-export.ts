import type { Answer } from '../../core/shared/answer.ts';
import { type FileAnswer, isSameList } from './check-export.ts';
import type { ExportClient } from './export-client.ts';

/** So many images tell a model from another; more make the wait longer. */
const imageMaximum = 5;

/** What a program that rounds otherwise from one opening to the next may be off by. */
const tolerance = 1e-6;

/**
 * Asks a file that was written once more, with the outcome of its check in it, what the checked one was asked.
 * @param answers of the checked file
 * @param onAsked told after each image; `stop` leaves it at those so far
 * @returns what is not the same, in a few words; null where all is
 */
export async function confirmExport(
  open: () => Promise<ExportClient>,
  labels: readonly string[],
  answers: readonly FileAnswer[],
  onAsked: () => Promise<Answer>,
): Promise<string | null> {
  let client: ExportClient | null = null;
  try {
    client = await open();
    const isSame = client.labels === null || isSameList(client.labels, labels);
    if (!isSame) return 'written once more with the outcome in it, it has other class names';
    for (const { image, probabilities } of answers.slice(0, imageMaximum)) {
      const again = await client.predict(image);
      if (!isNear(probabilities, again))
        return 'written once more with the outcome in it, it gives other answers';
      if ((await onAsked()) === 'stop') return null;
    }
    return null;
  } catch (error) {
    // A program that is told to stop is ended wherever it is.
    if ((await onAsked()) === 'stop') return null;
    return error instanceof Error ? error.message : String(error);
  } finally {
    client?.dispose();
  }
}

function isNear(some: Float32Array, others: Float32Array): boolean {
  return (
    some.length === others.length &&
    // What is no number in both is the same.
    some.every((value, index) => {
      const other = others[index] as number;
      return Object.is(value, other) || Math.abs(value - other) <= tolerance;
    })
  );
}
