import { stackEmbeddings } from '../core/embedding/embedding-table.ts';
import { evaluate } from '../core/evaluation/evaluate.ts';
import { isFailure } from '../core/shared/failure.ts';
import type { Head } from '../core/training/head.ts';
import type { BaseModelInfo, EngineClient } from '../engine/engine-api.ts';
import { answerOrFailure } from './engine-access.ts';
import type { PlannedSet } from './plan-training.ts';
import type { StudioSample } from './studio-state.ts';
import type { EvaluationOutcome, SetEvaluation } from './trained-model.ts';

/** What a head is judged on. */
export type JudgedSet = Omit<PlannedSet, 'samples'> & {
  readonly samples: readonly Pick<StudioSample, 'id' | 'file'>[];
};

/** The worker may end in between; another try makes a new one. */
const tryCount = 2;

/**
 * Measures how a head does on one set.
 * @returns null for an empty set
 */
export async function evaluateModel(
  engine: EngineClient,
  head: Head,
  baseModel: BaseModelInfo,
  set: JudgedSet,
): Promise<EvaluationOutcome> {
  if (set.samples.length === 0) return null;
  const table = stackEmbeddings(set.embeddings, baseModel.embeddingSize);
  // Needs no backend and no base model, so it does not wait for a start that may be under way.
  const predict = () => answerOrFailure(() => engine.predictTable(head, table));
  let probabilities = await predict();
  for (let tried = 1; isFailure(probabilities) && tried < tryCount; tried++) probabilities = await predict();
  if (isFailure(probabilities)) return probabilities;
  return {
    evaluation: evaluate(probabilities, set.classIndexes, head.classCount),
    sampleIds: set.samples.map(({ id }) => id),
    files: set.samples.map(({ file }) => file),
    trueClassIndexes: set.classIndexes,
    probabilities,
  };
}

/** The figures, where there are any: null for an empty set and for one that could not be measured. */
export function figuresOf(outcome: EvaluationOutcome): SetEvaluation | null {
  return outcome === null || isFailure(outcome) ? null : outcome;
}
