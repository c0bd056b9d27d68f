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
export const shownApproaches: readonly ComparedName[] = [
  'head',
  'neighbours',
  'centroids',
  'imagenet',
  'scratch',
  'majority',
];

/** Accuracy and interval of every approach that was tried, in the order in which they are shown. */
export function summariseComparison({ basis, head, results }: Comparison): readonly ApproachSummary[] {
  const judged = basis.classIndexes.slice(basis.trainingIds.length);
  return shownApproaches.flatMap((name) => {
    const result = name === 'head' ? head : results[name];
    if (result === undefined || isFailure(result)) return [];
    const rightCount = judged.filter(
      (classIndex, row) => result.predictedClassIndexes[row] === classIndex,
    ).length;
    const { lower, upper } = wilsonInterval(rightCount, judged.length);
    return [{ name, result, accuracy: rightCount / judged.length, lower, upper }];
  });
}
