import { useMessages } from '../../messages-context.ts';
import { useStudioState } from '../../studio-context.tsx';

/** What pressing "Train" will do, in a sentence. */
export function TrainingPlan() {
  const { train } = useMessages();
  const classCount = useStudioState((state) => new Set(state.samples.map((sample) => sample.classId)).size);
  const imageCount = useStudioState(
    (state) => state.samples.filter((sample) => sample.assignedSet !== 'test').length,
  );
  const assigned = useStudioState((state) =>
    state.samples.some((sample) => sample.assignedSet === 'validation'),
  );
  const validationFraction = useStudioState((state) => state.settings.validationFraction);
  if (assigned) return train.planWithSets(imageCount, classCount);
  return train.plan(imageCount, classCount, validationFraction);
}
