import { useMemo } from 'react';
import { givenSet } from '../../../core/dataset/given-set.ts';
import { groupByClass } from '../../../core/dataset/group-by-class.ts';
import { countCopies } from '../../../core/images/augment-image.ts';
import { selectActiveSamples } from '../../../studio/select-active-samples.ts';
import type { StudioSample } from '../../../studio/studio-state.ts';
import { useMessages } from '../../messages-context.ts';
import { useStudioState } from '../../studio-context.tsx';

/** What pressing "Train" will do, in a sentence. */
export function TrainingPlan() {
  const { train, augmentation } = useMessages();
  const blockCount = useStudioState(({ settings, engine }) =>
    engine.phase === 'ready' ? Math.min(settings.tunedBlockCount, engine.cuts.length) : 0,
  );
  const copies = useStudioState(({ settings }) => countCopies(settings, settings.copiesPerImage));
  const balanced = useStudioState(({ settings }) => settings.classWeighting === 'balanced');
  const samples = useStudioState((state) => selectActiveSamples(state.classes, state.samples));
  const validationFraction = useStudioState((state) => state.settings.validationFraction);
  const plan = useMemo(() => {
    const classes = [...groupByClass(samples.filter((sample) => givenSet(sample) !== 'test')).values()];
    const isValidated = (members: readonly StudioSample[]) =>
      members.some((sample) => givenSet(sample) === 'validation');
    return {
      imageCount: classes.reduce((sum, members) => sum + members.length, 0),
      classCount: classes.length,
      withSets: classes.some(isValidated),
      // As splitSamples does: of a class without validation images, never the last image, and none that has a set.
      givesShare: classes.some(
        (members) =>
          !isValidated(members) && members.length >= 2 && members.some((sample) => givenSet(sample) === null),
      ),
    };
  }, [samples]);
  const heldBack = plan.givesShare ? validationFraction : 0;
  const say = plan.withSets ? train.planWithSets : train.plan;
  const sentence = say(plan.imageCount, plan.classCount, heldBack);
  const more = [
    ...(blockCount > 0 ? [train.planTuned(blockCount)] : []),
    ...(copies > 0 && blockCount === 0 ? [augmentation.planned(copies)] : []),
    ...(balanced ? [train.planBalanced] : []),
  ];
  return [sentence, ...more].join(' ');
}
