import { wilsonInterval } from '../../../core/evaluation/wilson-interval.ts';
import type { ApproachResult } from '../../../core/experiments/approach.ts';
import { isFailure } from '../../../core/shared/failure.ts';
import type { Comparison, HeadResult } from '../../../studio/experiments-state.ts';
import type { ComparedName } from './list-disagreements.ts';

/** What came out for one approach. */
export interface ApproachSummary {
  readonly name: ComparedName;
  readonly result: ApproachResult | HeadResult;
  /** Of the judged images; 0 to 1. */
  readonly accuracy: number;
  /** In which the true accuracy lies with 95 % confidence. */
  readonly lower: number;
  readonly upper: number;
}

/** The head first, the floor last. */
const orderedApproaches: readonly ComparedName[] = [
  'head',
  'linear',
  'neighbours',
  'centroids',
  'imagenet',
  'scratch',
  'majority',
];

/** The approaches that are shown, in order: a head that is a linear layer itself has no other one beside it. */
export function listShownApproaches({ head, results }: Comparison): readonly ComparedName[] {
  const isTwice = head.isLinear && results.linear === undefined;
  return isTwice ? orderedApproaches.filter((name) => name !== 'linear') : orderedApproaches;
}

/** Accuracy and interval of every approach that was tried, in the order in which they are shown. */
export function summariseComparison(comparison: Comparison): readonly ApproachSummary[] {
  const { basis, head, results } = comparison;
  const judged = basis.classIndexes.slice(basis.trainingIds.length);
  return listShownApproaches(comparison).flatMap((name) => {
    const result = name === 'head' ? head : results[name];
    if (result === undefined || isFailure(result)) return [];
    const rightCount = judged.filter(
      (classIndex, row) => result.predictedClassIndexes[row] === classIndex,
    ).length;
    const { lower, upper } = wilsonInterval(rightCount, judged.length);
    return [{ name, result, accuracy: rightCount / judged.length, lower, upper }];
  });
}
