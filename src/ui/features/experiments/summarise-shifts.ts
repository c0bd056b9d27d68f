import type { ImageShift } from '../../../core/images/shift-image.ts';
import type { ShiftsState } from '../../../studio/studio-state.ts';

/** How a model does in one condition. */
interface ConditionSummary {
  readonly shift: ImageShift;
  readonly preview: Blob | null;
  readonly accuracy: number;
  /** Accuracy as the images are, less that in this condition. */
  readonly lost: number;
  /** The classes that lose images, the one that loses the most first. */
  readonly losers: readonly ClassLoss[];
}

interface ClassLoss {
  readonly classIndex: number;
  readonly rightBefore: number;
  readonly right: number;
  readonly total: number;
}

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

/** Accuracies of a measurement in other conditions, and the classes that each costs some. */
export function summariseShifts({
  counts,
  rightCounts,
  entries,
}: Extract<ShiftsState, { readonly phase: 'done' }>): {
  readonly accuracy: number;
  readonly imageCount: number;
  readonly conditions: readonly ConditionSummary[];
} {
  const imageCount = sum(counts);
  const accuracy = sum(rightCounts) / imageCount;
  const conditions = entries.map(({ shift, preview, rightCounts: rightThen }) => {
    const shifted = sum(rightThen) / imageCount;
    const losers = counts
      .map((total, classIndex) => ({
        classIndex,
        rightBefore: rightCounts[classIndex] ?? 0,
        right: rightThen[classIndex] ?? 0,
        total,
      }))
      .filter(({ rightBefore, right }) => right < rightBefore)
      .sort((a, b) => b.rightBefore - b.right - (a.rightBefore - a.right));
    return { shift, preview, accuracy: shifted, lost: accuracy - shifted, losers };
  });
  return { accuracy, imageCount, conditions };
}
