import { stackEmbeddings } from '../embedding/embedding-table.ts';
import { predictTable } from '../prediction/predict-table.ts';
import { rankClasses } from '../prediction/rank-classes.ts';
import type { Answer } from '../shared/answer.ts';
import type { Failure } from '../shared/failure.ts';
import { type TrainingClock, trainHead } from '../training/train-head.ts';
import type { TrainingSettings } from '../training/training-settings.ts';
import type { ExperimentData } from './experiment-data.ts';

/** What a head says of the judged rows. */
interface LearnedHead {
  /** A class column for each judged row. */
  readonly predictedClassIndexes: Int32Array<ArrayBuffer>;
  readonly parameterCount: number;
}

/**
 * Trains a head on the training rows alone, without a validation set, for all epochs of the settings, and classifies the judged
 * rows. Yields how much is done, 0 to 1. Runs on the current TF.js backend.
 * @returns null when it was answered `stop`
 */
export async function* learnHead(
  data: ExperimentData,
  settings: TrainingSettings,
  clock: TrainingClock,
): AsyncGenerator<number, LearnedHead | Failure | null, Answer | undefined> {
  const { classIndexes, classCount, trainingRows, judgedRows } = data;
  const training = trainHead(
    {
      // The drawn rows alone: what is put on the backend for each run is then no larger than needed.
      embeddings: takeRows(data, trainingRows),
      classIndexes: trainingRows.map((row) => classIndexes[row] as number),
      classCount,
      trainingRows: trainingRows.map((_, row) => row),
      validationRows: new Int32Array(),
      settings: { ...settings, refit: false },
    },
    clock,
  );
  let stopped = false;
  let step = await training.next();
  while (step.done !== true) {
    const { value } = step;
    const answer = yield value.phase === 'fit' ? value.record.epoch / value.epochCount : 1;
    stopped = answer === 'stop';
    step = await training.next(answer);
  }
  if (stopped) return null;
  const outcome = step.value;
  if ('kind' in outcome) return outcome;
  const probabilities = predictTable(outcome.head, takeRows(data, judgedRows));
  return {
    predictedClassIndexes: Int32Array.from(
      judgedRows,
      (_, i) => rankClasses(probabilities.subarray(i * classCount, (i + 1) * classCount))[0] as number,
    ),
    parameterCount: outcome.head.layers.reduce(
      (sum, { kernel, bias }) => sum + kernel.length + bias.length,
      0,
    ),
  };
}

function takeRows({ embeddings: { embeddingSize, values } }: ExperimentData, rows: Int32Array) {
  return stackEmbeddings(
    Array.from(rows, (row) => values.subarray(row * embeddingSize, (row + 1) * embeddingSize)),
    embeddingSize,
  );
}
