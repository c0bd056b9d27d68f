import { stackEmbeddings } from '../core/embedding/embedding-table.ts';
import { evaluate } from '../core/evaluation/evaluate.ts';
import { isFailure } from '../core/shared/failure.ts';
import type { Head } from '../core/training/head.ts';
import type { BaseModelInfo } from '../engine/engine-api.ts';
import type { EngineAccess } from './engine-access.ts';
import type { PlannedSet } from './plan-training.ts';
import type { EvaluationOutcome, SetEvaluation } from './studio-state.ts';

/** A crash in between is waited out this many times. */
const tryCount = 2;

/**
 * Measures how a head does on one set.
 * @returns null for an empty set
 */
export async function evaluateModel(
  engine: EngineAccess,
  head: Head,
  baseModel: BaseModelInfo,
  set: PlannedSet,
): Promise<EvaluationOutcome> {
  if (set.samples.length === 0) return null;
  const table = stackEmbeddings(set.embeddings, baseModel.embeddingSize);
  const predict = () => engine.ask((client) => client.predictTable(head, table));
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
