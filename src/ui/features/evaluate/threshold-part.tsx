import { Button } from '@mantine/core';
import { useId, useMemo, useState } from 'react';
import { findThresholdBasis, fitThreshold, rateThreshold } from '../../../core/evaluation/none-threshold.ts';
import type { SetEvaluation, TrainedModel } from '../../../studio/trained-model.ts';
import { Explanation } from '../../components/explanation.tsx';
import { useLateMessages, useMessages } from '../../messages-context.ts';
import { useStudio } from '../../studio-context.tsx';
import classes from './threshold-part.module.css';

interface ThresholdPartProps {
  readonly model: TrainedModel;
  readonly setEvaluation: SetEvaluation;
}

/** From which confidence on an image is one of the classes, with what it costs and what it brings on this set. */
export function ThresholdPart({ model, setEvaluation }: ThresholdPartProps) {
  const studio = useStudio();
  const { general } = useMessages();
  const { calibration } = useLateMessages();
  const id = useId();
  const basis = useMemo(() => {
    const { probabilities, trueClassIndexes, evaluation } = setEvaluation;
    return findThresholdBasis(probabilities, trueClassIndexes, evaluation.perClass.length);
  }, [setEvaluation]);
  const kept = model.noneThreshold;
  /** While it is dragged: what is let go is kept. */
  const [dragged, setDragged] = useState<number | null>(null);
  const fitted = fitThreshold(basis);
  if (kept === null) {
    return (
      <div>
        <p className={classes.note}>{calibration.thresholdOff}</p>
        {fitted !== null && (
          <Button variant="default" onClick={() => studio.changeNoneThreshold(fitted)}>
            {calibration.switchOn}
          </Button>
        )}
      </div>
    );
  }
  const threshold = dragged ?? kept;
  const { rightCount, falseAlarmCount, unknownCount, missCount } = rateThreshold(basis, threshold);
  const keep = () => {
    if (dragged !== null) studio.changeNoneThreshold(dragged);
    setDragged(null);
  };
  return (
    <div>
      <label className={classes.label} htmlFor={id}>
        {calibration.threshold} <output htmlFor={id}>{general.percent(threshold)}</output>
      </label>
      <input
        id={id}
        className={classes.slider}
        type="range"
        min={0}
        max={1}
        step={0.01}
        value={threshold}
        aria-valuetext={general.percent(threshold)}
        onChange={(event) => setDragged(Number(event.currentTarget.value))}
        onPointerUp={keep}
        onKeyUp={keep}
        onBlur={keep}
      />
      <dl className={classes.rates}>
        <div>
          <dt>{calibration.falseAlarms}</dt>
          <dd>{calibration.rate(falseAlarmCount, rightCount)}</dd>
        </div>
        <div>
          <dt>{calibration.misses}</dt>
          <dd>{unknownCount === 0 ? calibration.noUnknowns : calibration.rate(missCount, unknownCount)}</dd>
        </div>
      </dl>
      <div className={classes.buttons}>
        {fitted !== null && fitted !== threshold && (
          <Button variant="subtle" px={10} onClick={() => studio.changeNoneThreshold(fitted)}>
            {calibration.fitted(fitted)}
          </Button>
        )}
        <Button variant="subtle" px={10} onClick={() => studio.changeNoneThreshold(null)}>
          {calibration.switchOff}
        </Button>
      </div>
      <Explanation subject={calibration.none}>
        <p>{calibration.noneExplanation}</p>
        {unknownCount > 0 && <p>{calibration.noneExplanationUnknown}</p>}
      </Explanation>
    </div>
  );
}
