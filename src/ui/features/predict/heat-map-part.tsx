import { NativeSelect } from '@mantine/core';
import type { PredictionState } from '../../../studio/studio-state.ts';
import type { TrainedModel } from '../../../studio/trained-model.ts';
import { Explanation } from '../../components/explanation.tsx';
import { useLateMessages } from '../../messages-context.ts';
import { useModelClassNames } from '../../use-model-classes.ts';
import classes from './heat-map-part.module.css';

interface HeatMapPartProps {
  readonly model: TrainedModel;
  readonly prediction: PredictionState | null;
  /** The class that is looked for; null for the likeliest. */
  readonly classId: string | null;
  readonly onClass: (classId: string | null) => void;
}

/** What is looked for in the heat map, what its colours mean, and what to make of it. */
export function HeatMapPart({ model, prediction, classId, onClass }: HeatMapPartProps) {
  const { heatMap } = useLateMessages();
  const names = useModelClassNames(model);
  const done = prediction?.phase === 'done' ? prediction : null;
  const likeliest = done === null ? undefined : names[model.classIds.indexOf(done.entries[0]?.classId ?? '')];
  return (
    <div className={classes.part}>
      {done === null && <p className={classes.text}>{heatMap.none}</p>}
      {done !== null && done.heatMaps === null && <p className={classes.text}>{heatMap.unavailable}</p>}
      <NativeSelect
        label={heatMap.class}
        value={classId ?? ''}
        data={[
          {
            value: '',
            label: likeliest === undefined ? heatMap.likeliestUnknown : heatMap.likeliest(likeliest),
          },
          ...model.classIds.map((id, column) => ({ value: id, label: names[column] ?? '' })),
        ]}
        onChange={({ currentTarget }) => onClass(currentTarget.value === '' ? null : currentTarget.value)}
      />
      <ul className={classes.legend}>
        <li data-meaning="for">{heatMap.speaksFor}</li>
        <li data-meaning="against">{heatMap.speaksAgainst}</li>
      </ul>
      <Explanation subject={heatMap.title}>
        <p>{heatMap.explanation}</p>
        <p>{heatMap.scale}</p>
      </Explanation>
    </div>
  );
}
