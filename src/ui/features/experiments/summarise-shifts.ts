import type { ImageShift } from '../../../core/images/shift-image.ts';
import type { ShiftsState } from '../../../studio/studio-state.ts';

/** How a model does in one condition. */
interface ConditionSummary {
  readonly shift: ImageShift;
  readonly preview: Blob | null;
  readonly accuracy: number;
  /** Accuracy as the images are, less that in this condition. */
  readonly lost: number;
  /** The class that loses the most images; null where none loses any. */
  readonly hardest: {
    readonly classIndex: number;
    readonly rightBefore: number;
    readonly right: number;
    readonly total: number;
  } | null;
}

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

/** Accuracies of a measurement in other conditions, and the class that each costs the most. */
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
    let hardest: ConditionSummary['hardest'] = null;
    for (const [classIndex, total] of counts.entries()) {
      const [rightBefore, right] = [rightCounts[classIndex] ?? 0, rightThen[classIndex] ?? 0];
      const lostMost = hardest === null ? 0 : hardest.rightBefore - hardest.right;
      if (rightBefore - right > lostMost) hardest = { classIndex, rightBefore, right, total };
    }
    return { shift, preview, accuracy: shifted, lost: accuracy - shifted, hardest };
  });
  return { accuracy, imageCount, conditions };
}
