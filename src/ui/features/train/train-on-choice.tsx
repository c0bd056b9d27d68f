import { SegmentedControl } from '@mantine/core';
import { useId } from 'react';
import { findTrainOnObstacle } from '../../../studio/find-train-on-obstacle.ts';
import { selectActiveClassSamples } from '../../../studio/select-active-samples.ts';
import type { TrainingWay } from '../../../studio/studio.ts';
import type { TrainedModel } from '../../../studio/trained-model.ts';
import { useLateMessages } from '../../messages-context.ts';
import { useStudioState } from '../../studio-context.tsx';
import classes from './train-on-choice.module.css';

interface TrainOnChoiceProps {
  readonly model: TrainedModel;
  readonly way: TrainingWay;
  readonly disabled: boolean;
  readonly onWay: (way: TrainingWay) => void;
}

/** Whether the next training begins with a new head or goes on from the trained one, and why it cannot. */
export function TrainOnChoice({ model, way, disabled, onWay }: TrainOnChoiceProps) {
  const { trainOn: words } = useLateMessages();
  const obstacle = useStudioState(findTrainOnObstacle);
  const studioClasses = useStudioState((state) => state.classes);
  const samples = useStudioState((state) => state.samples);
  const id = useId();
  if (obstacle !== null) return <p className={classes.obstacle}>{words.obstacles[obstacle]}</p>;
  const filled = selectActiveClassSamples(studioClasses, samples);
  const newNames = studioClasses
    .filter(({ id }) => filled.has(id) && !model.classIds.includes(id))
    .map(({ name }) => name);

  return (
    <div className={classes.choice}>
      <span id={id} className={classes.label}>
        {words.label}
      </span>
      <SegmentedControl
        className={classes.ways ?? ''}
        aria-labelledby={id}
        aria-describedby={`${id}-text`}
        fullWidth
        disabled={disabled}
        value={way}
        onChange={(value) => onWay(value as TrainingWay)}
        data={(['anew', 'on'] as const).map((each) => ({ value: each, label: words.ways[each] }))}
      />
      <p id={`${id}-text`} className={classes.text}>
        {way === 'on' ? words.on(newNames) : words.anew}
      </p>
    </div>
  );
}
