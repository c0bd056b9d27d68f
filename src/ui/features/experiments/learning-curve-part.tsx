import { memo, useDeferredValue, useMemo, useState } from 'react';
import { type LearnerName, learnerNames } from '../../../core/experiments/learning-curve.ts';
import type { Experiments } from '../../../studio/create-experiments.ts';
import { type ExperimentBasis, isTooLargeForScratch } from '../../../studio/experiment-basis.ts';
import type { ExperimentsState, LearningCurve } from '../../../studio/experiments-state.ts';
import { type Curve, CurvesChart } from '../../charts/curves-chart.tsx';
import { Explanation } from '../../components/explanation.tsx';
import { RestingButton } from '../../components/resting-button.tsx';
import { useLateMessages, useMessages } from '../../messages-context.ts';
import { CurveMeaning } from './curve-meaning.tsx';
import { CurveTable } from './curve-table.tsx';
import { ExperimentSection } from './experiment-section.tsx';
import classes from './experiments-part.module.css';
import { NumbersButton } from './numbers-button.tsx';
import { summariseCurve } from './summarise-curve.ts';

interface LearningCurvePartProps {
  readonly experiments: Experiments;
  readonly state: ExperimentsState;
  readonly ready: boolean;
  /** Of the images as they are; null while they are others than the head's. */
  readonly basis: ExperimentBasis | null;
}

/** Accuracy by the number of training images. */
export function LearningCurvePart({ experiments, state, ready, basis }: LearningCurvePartProps) {
  const { curve: words } = useLateMessages().experiments;
  const { learningCurve, running } = state;
  const resting = !ready || running !== null;
  return (
    <ExperimentSection
      kind="learning-curve"
      experiments={experiments}
      state={state}
      title={words.title}
      help={words.help}
      outdated={learningCurve !== null && learningCurve.basis.key !== basis?.key}
      buttons={
        <>
          <RestingButton
            variant="default"
            resting={resting}
            onClick={() => void experiments.drawLearningCurve(['neighbours', 'head'])}
          >
            {words.start}
          </RestingButton>
          {learningCurve !== null && !isTooLargeForScratch(learningCurve.basis) && (
            <RestingButton
              variant="default"
              resting={resting}
              onClick={() => void experiments.drawLearningCurve(['neighbours', 'head', 'scratch'])}
            >
              {words.startScratch}
            </RestingButton>
          )}
        </>
      }
    >
      {learningCurve !== null && learningCurve.results.length > 0 && <Drawn curve={learningCurve} />}
    </ExperimentSection>
  );
}

const looks: Readonly<Record<LearnerName, Pick<Curve, 'colour' | 'dash'>>> = {
  head: { colour: 'var(--accent)', dash: 'solid' },
  neighbours: { colour: 'var(--class-0)', dash: 'dashed' },
  scratch: { colour: 'var(--class-1)', dash: 'dotted' },
};

const Drawn = memo(function Drawn({ curve: latest }: { readonly curve: LearningCurve }) {
  const { general } = useMessages();
  const { curve: words } = useLateMessages().experiments;
  // Results can come faster than they can be drawn.
  const curve = useDeferredValue(latest);
  const summaries = useMemo(() => summariseCurve(curve), [curve]);
  const [numbersShown, setNumbersShown] = useState(false);
  const sizes = [...new Set(curve.results.map(({ perClass }) => perClass))].sort(
    (a, b) => (a ?? Infinity) - (b ?? Infinity),
  );
  const label = (perClass: number | null) =>
    perClass === null ? words.all(curve.meanPerClass) : String(perClass);
  return (
    <>
      <CurvesChart
        name={words.chart}
        curves={learnerNames.flatMap((learner) => {
          const points = summaries[learner];
          return points === undefined
            ? []
            : [{ id: learner, label: words.learners[learner], ...looks[learner], points }];
        })}
        scale="log"
        ticks={sizes.map((perClass) => ({
          x: perClass ?? Math.max(1, curve.meanPerClass),
          label: label(perClass),
        }))}
        xLabel={words.perClass}
        range={[0, 1]}
        formatValue={general.percent}
      />
      <p className={classes.help}>{words.band}</p>
      <CurveTable summaries={summaries} sizes={sizes} label={label} visible={numbersShown} />
      <NumbersButton shown={numbersShown} onToggle={() => setNumbersShown(!numbersShown)} />
      <Explanation subject={words.chart}>
        {words.explanation.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </Explanation>
      <CurveMeaning summaries={summaries} />
    </>
  );
});
