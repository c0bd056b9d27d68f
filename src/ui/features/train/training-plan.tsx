import { useMemo } from 'react';
import { useMessages } from '../../messages-context.ts';
import { useStudioState } from '../../studio-context.tsx';

/** What pressing "Train" will do, in a sentence. */
export function TrainingPlan() {
  const { train } = useMessages();
  const samples = useStudioState((state) => state.samples);
  const validationFraction = useStudioState((state) => state.settings.validationFraction);
  const counts = useMemo(() => {
    const perClass = new Map<string, number>();
    for (const { classId, assignedSet } of samples) {
      if (assignedSet !== 'test') perClass.set(classId, (perClass.get(classId) ?? 0) + 1);
    }
    return [...perClass.values()];
  }, [samples]);
  const imageCount = counts.reduce((sum, count) => sum + count, 0);
  if (samples.some((sample) => sample.assignedSet === 'validation')) {
    return train.planWithSets(imageCount, counts.length);
  }
  // A class with one image keeps it for training.
  const heldBack = counts.some((count) => count >= 2) ? validationFraction : 0;
  return train.plan(imageCount, counts.length, heldBack);
}
