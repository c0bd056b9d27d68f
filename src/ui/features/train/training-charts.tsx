import { type ReactNode, useDeferredValue, useMemo, useState } from 'react';
import type { EpochRecord } from '../../../core/training/training-types.ts';
import { chooseAccuracyRange, chooseLossRange } from '../../charts/choose-axis-range.ts';
import { EpochChart, type EpochPoint } from '../../charts/epoch-chart.tsx';
import { NumbersTable } from '../../charts/numbers-table.tsx';
import { Explanation } from '../../components/explanation.tsx';
import { useLateMessages, useMessages } from '../../messages-context.ts';
import { type CurveReading, readCurves } from './read-curves.ts';
import classes from './training-charts.module.css';

interface TrainingChartsProps {
  readonly history: readonly EpochRecord[];
  /** Epochs of the whole run. */
  readonly epochCount: number;
  readonly bestEpoch: number | null;
  /** So many epochs were of the head alone; null where all were. */
  readonly headEpochCount: number | null;
  readonly classCount: number;
  /** While it runs, nothing is said yet of where the curves go. */
  readonly running: boolean;
}

/** Loss and accuracy of a run, live, with their numbers. Loaded when training starts. */
export function TrainingCharts({
  history: latest,
  epochCount,
  bestEpoch,
  headEpochCount,
  classCount,
  running,
}: TrainingChartsProps) {
  // Epochs can be a few milliseconds apart: drawing may lag behind, the controls may not.
  const history = useDeferredValue(latest);
  const [numbersShown, setNumbersShown] = useState(false);
  const { charts, general } = useMessages();
  const { trainingCurves, tuning } = useLateMessages();
  const loss = useMemo(
    () => history.map((record) => toPoint(record.epoch, record.loss, record.validationLoss)),
    [history],
  );
  const accuracy = useMemo(
    () => history.map((record) => toPoint(record.epoch, record.accuracy, record.validationAccuracy)),
    [history],
  );
  const reading = useMemo(
    () => (running || headEpochCount !== null ? null : readCurves(history, classCount)),
    [running, headEpochCount, history, classCount],
  );
  const labels = {
    trainingLabel: charts.training,
    validationLabel: charts.validation,
    bestEpoch,
    bestLabel: bestEpoch === null ? '' : charts.best(bestEpoch),
    phaseEnd: headEpochCount,
    phaseLabel: tuning.from,
    lastEpoch: Math.max(epochCount, history.length, 1),
  };
  const table = {
    trainingLabel: charts.training,
    validationLabel: charts.validation,
    epochLabel: charts.epoch,
    noneLabel: charts.none,
    visible: numbersShown,
  };

  return (
    <div className={classes.charts}>
      <Figure title={charts.loss} help={charts.lossHelp}>
        <EpochChart
          {...labels}
          name={charts.lossTitle}
          points={loss}
          range={chooseLossRange(loss)}
          formatValue={general.number}
        />
        <NumbersTable {...table} caption={charts.lossTitle} points={loss} formatValue={general.score} />
      </Figure>
      <Figure title={charts.accuracy} help={charts.accuracyHelp}>
        <EpochChart
          {...labels}
          name={charts.accuracyTitle}
          points={accuracy}
          range={chooseAccuracyRange(accuracy)}
          formatValue={general.percent}
        />
        <NumbersTable
          {...table}
          caption={charts.accuracyTitle}
          points={accuracy}
          formatValue={general.percent}
        />
      </Figure>
      <button
        type="button"
        className={classes.numbers}
        aria-expanded={numbersShown}
        onClick={() => setNumbersShown(!numbersShown)}
      >
        {numbersShown ? charts.hideNumbers : charts.showNumbers}
      </button>
      {reading !== null && <Reading reading={reading} />}
      <Explanation subject={trainingCurves.about}>
        {trainingCurves.explanation.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </Explanation>
    </div>
  );
}

/** What the curves say, and what to try next. */
function Reading({ reading }: { readonly reading: CurveReading }) {
  const words = useLateMessages().trainingCurves.reading;
  switch (reading.kind) {
    case 'overshooting':
      return <p className={classes.reading}>{words.overshooting}</p>;
    case 'falling':
      return <p className={classes.reading}>{words.falling(reading.epochCount)}</p>;
    case 'rising':
      return <p className={classes.reading}>{words.rising(reading.bestEpoch)}</p>;
    case 'flat':
      return <p className={classes.reading}>{words.flat(reading.sinceEpoch)}</p>;
  }
}

interface FigureProps {
  readonly title: string;
  readonly help: string;
  readonly children: ReactNode;
}

function Figure({ title, help, children }: FigureProps) {
  return (
    <div className={classes.figure}>
      <h3 className={classes.title}>
        {title} <span className={classes.help}>{help}</span>
      </h3>
      {children}
    </div>
  );
}

/** Values that are no numbers (a loss that ran away) leave a gap. */
function toPoint(epoch: number, training: number, validation: number | null): EpochPoint {
  return {
    epoch,
    training: Number.isFinite(training) ? training : null,
    validation: validation !== null && Number.isFinite(validation) ? validation : null,
  };
}
