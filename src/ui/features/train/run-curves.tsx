import { SegmentedControl } from '@mantine/core';
import { useId, useState } from 'react';
import type { EpochRecord } from '../../../core/training/training-types.ts';
import type { TrainingRun } from '../../../studio/trained-model.ts';
import { LineChart } from '../../charts/line-chart.tsx';
import { useLateMessages, useMessages } from '../../messages-context.ts';
import classes from './run-list.module.css';
import { colourOfRun } from './style-run.ts';

type Curve = 'loss' | 'accuracy';

const readers: Readonly<Record<Curve, (record: EpochRecord) => number | null>> = {
  loss: (record) => record.validationLoss,
  accuracy: (record) => record.validationAccuracy,
};

/** Validation curves of several runs over the same axes. */
export function RunCurves({ runs }: { readonly runs: readonly TrainingRun[] }) {
  const { general } = useMessages();
  const { runs: words } = useLateMessages();
  const [curve, setCurve] = useState<Curve>('loss');
  const id = useId();
  const read = readers[curve];
  const lines = runs.map((run) => ({
    key: run.id,
    colour: colourOfRun(run),
    dashed: run.number % 2 === 0,
    points: run.model.history.map((record) => ({ x: record.epoch, y: read(record) ?? Number.NaN })),
  }));
  const values = lines.flatMap(({ points }) => points.map(({ y }) => y)).filter(Number.isFinite);
  const lastEpoch = Math.max(2, ...runs.map(({ model }) => model.history.length));

  return (
    <div>
      <div className={classes.curves}>
        <span id={id}>{words.shown}</span>
        <SegmentedControl
          aria-labelledby={id}
          value={curve}
          onChange={(value) => setCurve(value === 'loss' ? 'loss' : 'accuracy')}
          data={[
            { value: 'loss', label: words.loss },
            { value: 'accuracy', label: words.accuracy },
          ]}
        />
      </div>
      {values.length === 0 ? (
        <p className={classes.note}>{runs.length === 0 ? words.noCurves : words.notValidated}</p>
      ) : (
        <LineChart
          name={curve === 'loss' ? words.lossChart : words.accuracyChart}
          lines={lines}
          scale="linear"
          xRange={[1, lastEpoch]}
          yRange={curve === 'loss' ? [0, Math.max(...values, 1e-6)] : [Math.min(0.75, ...values), 1]}
          formatX={(value) => (Number.isInteger(value) ? String(value) : '')}
          formatY={curve === 'loss' ? general.number : general.percent}
          height={200}
        />
      )}
    </div>
  );
}
