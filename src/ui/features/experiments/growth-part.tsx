import { NativeSelect } from '@mantine/core';
import { memo, useDeferredValue, useState } from 'react';
import { type GrowthPoint, growthWays } from '../../../core/experiments/growth.ts';
import type { Experiments } from '../../../studio/create-experiments.ts';
import type { ExperimentBasis } from '../../../studio/experiment-basis.ts';
import type { ExperimentsState, Growth } from '../../../studio/experiments-state.ts';
import { type Curve, CurvesChart } from '../../charts/curves-chart.tsx';
import { Explanation } from '../../components/explanation.tsx';
import { Notice } from '../../components/notice.tsx';
import { RestingButton } from '../../components/resting-button.tsx';
import { useLateMessages, useMessages } from '../../messages-context.ts';
import { ExperimentSection } from './experiment-section.tsx';
import classes from './experiments-part.module.css';
import { GrowthMeaning } from './growth-meaning.tsx';
import { GrowthTable } from './growth-table.tsx';
import { NumbersButton } from './numbers-button.tsx';
import { useBasisClassNames } from './use-basis-class-names.ts';

interface GrowthPartProps {
  readonly experiments: Experiments;
  readonly state: ExperimentsState;
  readonly ready: boolean;
  /** Of the images as they are; null while they are others than the head's. */
  readonly basis: ExperimentBasis | null;
}

/** What a head forgets when a class comes later, and what rehearsal keeps. */
export function GrowthPart({ experiments, state, ready, basis }: GrowthPartProps) {
  const { growth: words } = useLateMessages().experiments;
  const { growth, running } = state;
  const [chosenId, setChosenId] = useState<string | null>(null);
  const classIds = basis?.classIds ?? [];
  const newClassId = classIds.find((id) => id === chosenId) ?? growth?.newClassId ?? classIds.at(-1) ?? '';
  const enough = classIds.length >= 3;
  return (
    <ExperimentSection
      kind="growth"
      experiments={experiments}
      state={state}
      title={words.title}
      help={words.help}
      outdated={growth !== null && growth.basis.key !== basis?.key}
      buttons={
        basis !== null &&
        (enough ? (
          <div className={classes.choice}>
            <ClassChoice basis={basis} value={newClassId} onChange={setChosenId} />
            <RestingButton
              variant="default"
              resting={!ready || running !== null}
              onClick={() => void experiments.growHead(newClassId)}
            >
              {words.start}
            </RestingButton>
          </div>
        ) : (
          <Notice kind="hint">{words.tooFewClasses}</Notice>
        ))
      }
    >
      {growth !== null && growth.points.length > 0 && <Grown growth={growth} />}
    </ExperimentSection>
  );
}

interface ClassChoiceProps {
  readonly basis: ExperimentBasis;
  readonly value: string;
  readonly onChange: (classId: string) => void;
}

function ClassChoice({ basis, value, onChange }: ClassChoiceProps) {
  const { growth: words } = useLateMessages().experiments;
  const names = useBasisClassNames(basis);
  return (
    <NativeSelect
      label={words.newClass}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={basis.classIds.map((id, column) => ({ value: id, label: names[column] ?? '' }))}
    />
  );
}

const colours = { 'new-only': 'var(--class-1)', rehearsal: 'var(--accent)' } as const;

/** Epochs are labelled in steps of this. */
const tickStep = 5;

const Grown = memo(function Grown({ growth }: { readonly growth: Growth }) {
  const { general } = useMessages();
  const { growth: words } = useLateMessages().experiments;
  // Epochs can come faster than they can be drawn.
  const points = useDeferredValue(growth.points);
  const [numbersShown, setNumbersShown] = useState(false);
  const lastEpoch = Math.max(tickStep, ...points.map(({ epoch }) => epoch));
  const curves = growthWays.flatMap((way) =>
    (['old', 'new'] as const).map(
      (which): Curve => ({
        id: `${way} ${which}`,
        label: words.curves[way][which],
        colour: colours[way],
        dash: which === 'old' ? 'solid' : 'dotted',
        points: points.filter((point) => point.way === way).flatMap((point) => toPoint(point, which)),
      }),
    ),
  );
  return (
    <>
      <CurvesChart
        name={words.chart}
        curves={curves}
        scale="linear"
        ticks={Array.from({ length: Math.floor(lastEpoch / tickStep) + 1 }, (_, index) => ({
          x: index * tickStep,
          label: String(index * tickStep),
        }))}
        xLabel={words.epochs}
        range={[0, 1]}
        formatValue={general.percent}
      />
      <GrowthTable points={points} visible={numbersShown} />
      <NumbersButton shown={numbersShown} onToggle={() => setNumbersShown(!numbersShown)} />
      <Explanation subject={words.chart}>
        {words.explanation.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </Explanation>
      {growth.complete && <GrowthMeaning points={points} />}
    </>
  );
});

function toPoint({ epoch, oldAccuracy, newAccuracy }: GrowthPoint, which: 'old' | 'new') {
  const value = which === 'old' ? oldAccuracy : newAccuracy;
  return value === null ? [] : [{ x: epoch, value, low: value, high: value }];
}
