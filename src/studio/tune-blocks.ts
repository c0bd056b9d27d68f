import { type EmbeddingTable, stackEmbeddings } from '../core/embedding/embedding-table.ts';
import type { Answer } from '../core/shared/answer.ts';
import { type Failure, isFailure } from '../core/shared/failure.ts';
import type { TuningResult } from '../core/training/tuning-types.ts';
import type { EngineClient, ImageTuningRequest, ImageTuningStep } from '../engine/engine-api.ts';
import type { ReadyEngine } from './engine-access.ts';
import type { JudgedSet } from './evaluate-model.ts';
import type { UnseenAnswers } from './judge-unseen.ts';
import type { PlannedSet, TrainingPlan } from './plan-training.ts';

/** A fit, and what it is judged on. */
export interface FittedModel {
  readonly result: TuningResult;
  /** With embeddings by the base model that each head was trained on. */
  readonly sets: { readonly validation: JudgedSet; readonly test: JudgedSet };
  /** What heads of folds say of the images; null where none were trained. */
  readonly unseen: UnseenAnswers | null;
}

/**
 * Trains a head and the last blocks of the base model.
 * @returns null when it was stopped before the first epoch
 */
export async function tuneBlocks(
  plan: TrainingPlan,
  client: EngineClient,
  { baseModel }: ReadyEngine,
  onStep: (step: ImageTuningStep) => Promise<Answer>,
): Promise<FittedModel | Failure | null> {
  const answer = await client.tuneBase(requestTuning(plan, baseModel.embeddingSize), onStep);
  if (answer === null || isFailure(answer)) return answer;
  const { tunedEmbeddings, validationEmbeddings, ...result } = answer;
  const { training, validation, test } = plan;
  if (tunedEmbeddings === null || validationEmbeddings === null)
    return { result, sets: { validation, test }, unseen: null };
  const validationStart = training.samples.length;
  const testStart = validationStart + validation.samples.length;
  return {
    result,
    sets: {
      validation: takeRows(validation, validationEmbeddings, validationStart),
      test: takeRows(test, tunedEmbeddings, testStart),
    },
    unseen: null,
  };
}

/** Rows of the training set first, then those of the validation set, then of the test set, which are embedded alone. */
function requestTuning(
  { training, validation, test, classes, settings }: TrainingPlan,
  embeddingSize: number,
): ImageTuningRequest {
  const sets = [training, validation, test];
  const trainingCount = training.samples.length;
  return {
    embeddings: stackEmbeddings(
      sets.flatMap(({ embeddings }) => embeddings),
      embeddingSize,
    ),
    images: sets.flatMap(({ samples }) => samples.map(({ image }) => image)),
    classIndexes: Int32Array.from(sets.flatMap(({ classIndexes }) => classIndexes)),
    classCount: classes.length,
    trainingRows: Int32Array.from(training.samples.keys()),
    validationRows: Int32Array.from(validation.samples, (_, row) => trainingCount + row),
    settings,
  };
}

function takeRows(set: PlannedSet, { values, embeddingSize }: EmbeddingTable, start: number): PlannedSet {
  const embeddings = set.samples.map((_, row) =>
    values.slice((start + row) * embeddingSize, (start + row + 1) * embeddingSize),
  );
  return { ...set, embeddings };
}
