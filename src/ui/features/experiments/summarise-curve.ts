import { type LearnerName, learnerNames } from '../../../core/experiments/learning-curve.ts';
import type { LearningCurve } from '../../../studio/experiments-state.ts';

/** The runs of one learner on so many images of each class. */
export interface CurveSummaryPoint {
  /** Training images of each class; the mean where it is all. */
  readonly x: number;
  /** Null for all. */
  readonly perClass: number | null;
  readonly value: number;
  /** One standard deviation of the runs below and above the mean, within 0 to 1. */
  readonly low: number;
  readonly high: number;
  readonly runCount: number;
}

/** The points of each learner that has any, from few images to all. */
export function summariseCurve({
  results,
  meanPerClass,
}: Pick<LearningCurve, 'results' | 'meanPerClass'>): Readonly<
  Partial<Record<LearnerName, readonly CurveSummaryPoint[]>>
> {
  const summaries: Partial<Record<LearnerName, readonly CurveSummaryPoint[]>> = {};
  for (const learner of learnerNames) {
    const bySize = new Map<number | null, number[]>();
    for (const { perClass, accuracy } of results.filter((result) => result.learner === learner)) {
      bySize.set(perClass, [...(bySize.get(perClass) ?? []), accuracy]);
    }
    const points = [...bySize].map(([perClass, accuracies]): CurveSummaryPoint => {
      const value = accuracies.reduce((sum, accuracy) => sum + accuracy, 0) / accuracies.length;
      const squares = accuracies.reduce((sum, accuracy) => sum + (accuracy - value) ** 2, 0);
      const deviation = accuracies.length > 1 ? Math.sqrt(squares / (accuracies.length - 1)) : 0;
      return {
        x: perClass ?? Math.max(1, meanPerClass),
        perClass,
        value,
        low: Math.max(0, value - deviation),
        high: Math.min(1, value + deviation),
        runCount: accuracies.length,
      };
    });
    if (points.length > 0)
      summaries[learner] = points.sort((a, b) => (a.perClass ?? Infinity) - (b.perClass ?? Infinity));
  }
  return summaries;
}
