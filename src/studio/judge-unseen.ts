import { dealFolds } from '../core/dataset/deal-folds.ts';
import type { Answer } from '../core/shared/answer.ts';
import { isFailure } from '../core/shared/failure.ts';
import type { TrainingRequest, TrainingResult } from '../core/training/training-types.ts';
import type { EngineClient } from '../engine/engine-api.ts';
import { answerOrFailure } from './engine-access.ts';
import type { TrainingPlan } from './plan-training.ts';

/** What heads say of images that they have not been trained on. */
export interface UnseenAnswers {
  /** Images * classCount probabilities, row by row. */
  readonly probabilities: Float32Array<ArrayBuffer>;
  /** The class column of each image. */
  readonly trueClassIndexes: readonly number[];
}

/** Each image is judged by a head that was trained on four fifths of the others. */
const foldCount = 5;
/**
 * Beyond these the validation set alone is the basis: training so often would take long, where at a limit it takes some ten
 * seconds on a slow machine. Of rows, copies count, too; `work` is weights times rows times epochs.
 */
const limits = { rows: 1000, steps: 2500, work: 1e9 } as const;

/** What a run is judged from, taken before it, because afterwards its request is gone. */
export interface UnseenBasis {
  readonly request: TrainingRequest;
  /** The fold of each row, 0 to 4; -1 for one that is always trained on. */
  readonly folds: Int32Array<ArrayBuffer>;
  /** The rows of images, before those of copies. */
  readonly imageCount: number;
}

/**
 * Deals the images of a run to folds, copies with their images.
 * @param request of the run, as `requestTraining` makes it
 * @param sampleRows the training row that each copy at its end is made of
 * @returns null where folds are not to be had: without a refit, after training on, or where they would take long
 */
export function planUnseen(
  { training, validation, groups, settings }: TrainingPlan,
  request: TrainingRequest,
  sampleRows: readonly number[],
): UnseenBasis | null {
  // A head that training went on from has seen the images of every fold.
  if (!settings.refit || request.initialHead !== undefined || isTooMuch(request)) return null;
  const ofImages = dealFolds([...training.samples, ...validation.samples], groups, foldCount, settings.seed);
  const folds = Int32Array.from([...ofImages, ...sampleRows.map((row) => ofImages[row] as number)]);
  return { request, folds, imageCount: ofImages.length };
}

/**
 * Judges the images of training and validation by heads that were trained like the one in use, but have not seen them. A refit
 * head has seen all of them, and the one from before it knows less: both would be a wrong basis for a temperature, and
 * the validation set alone a small one.
 * @param onProgress is told how much is done, 0 to 1
 * @returns null where there was no refit, or when it was stopped or failed
 */
export async function judgeUnseen(
  client: EngineClient,
  { request, folds, imageCount }: UnseenBasis,
  { refitDone, bestEpoch, history }: TrainingResult,
  onProgress: (doneFraction: number) => Promise<Answer>,
): Promise<UnseenAnswers | null> {
  if (!refitDone) return null;
  const losses = history.map(({ loss, validationLoss }) => validationLoss ?? loss);
  const { embeddings, classIndexes, classCount, settings } = request;
  const answer = await answerOrFailure(() =>
    client.predictUnseen(
      {
        embeddings,
        classIndexes,
        classCount,
        settings,
        folds,
        foldCount,
        fit: { bestEpoch, losses },
      },
      onProgress,
    ),
  );
  if (answer === null || isFailure(answer)) return null;
  const rows = [...folds.subarray(0, imageCount).keys()].filter((row) => folds[row] !== -1);
  const probabilities = new Float32Array(rows.length * classCount);
  rows.forEach((row, place) => {
    probabilities.set(answer.subarray(row * classCount, (row + 1) * classCount), place * classCount);
  });
  return { probabilities, trueClassIndexes: rows.map((row) => classIndexes[row] as number) };
}

function isTooMuch({ embeddings, classCount, settings }: TrainingRequest): boolean {
  const { sampleCount: rows, embeddingSize } = embeddings;
  const { hiddenUnits, batchSize, epochs } = settings;
  const weights = hiddenUnits === 0 ? embeddingSize * classCount : (embeddingSize + classCount) * hiddenUnits;
  return (
    rows > limits.rows ||
    Math.ceil(rows / batchSize) * epochs > limits.steps ||
    weights * rows * epochs > limits.work
  );
}
