import { useMemo } from 'react';
import {
  expectCalibrationErrorByChance,
  measureCalibrationError,
} from '../../../core/evaluation/measure-calibration-error.ts';
import { binReliability } from '../../../core/evaluation/reliability.ts';
import { applyTemperature } from '../../../core/evaluation/temperature.ts';
import type { SetEvaluation, TrainedModel } from '../../../studio/trained-model.ts';
import { Disclosure } from '../../components/disclosure.tsx';
import { Explanation } from '../../components/explanation.tsx';
import { useLateMessages, useMessages } from '../../messages-context.ts';
import classes from './calibration-part.module.css';
import { ReliabilityDiagram } from './reliability-diagram.tsx';

interface CalibrationPartProps {
  readonly model: TrainedModel;
  readonly setEvaluation: SetEvaluation;
}

/** Whether the head is right as often as it says: the reliability diagram, and in words what it means. */
export function CalibrationPart({ model, setEvaluation }: CalibrationPartProps) {
  const { general } = useMessages();
  const { calibration } = useLateMessages();
  const { temperature, settings } = model;
  const { bins, error, byChance, errorBefore, confidence } = useMemo(
    () => measure(setEvaluation, temperature, settings.seed),
    [setEvaluation, temperature, settings.seed],
  );
  const { accuracy, sampleCount } = setEvaluation.evaluation;
  return (
    <div>
      <div className={classes.columns}>
        <ReliabilityDiagram bins={bins} />
        <div className={classes.words}>
          <p>{calibration.summary(confidence, accuracy)}</p>
          <p>{calibration.error(error, byChance, sampleCount)}</p>
          <p>{calibration.temperature(temperature, error, errorBefore)}</p>
        </div>
      </div>
      <Explanation subject={calibration.diagram}>
        <p>{calibration.explanation}</p>
        <p>{calibration.explanationError}</p>
        <p>{calibration.explanationTemperature}</p>
      </Explanation>
      <Disclosure title={calibration.numbers}>
        <table className={classes.table} aria-label={calibration.diagram}>
          <thead>
            <tr>
              <th scope="col">{calibration.confidence}</th>
              <th scope="col">{calibration.accuracy}</th>
              <th scope="col">{calibration.count}</th>
            </tr>
          </thead>
          <tbody>
            {bins
              .filter(({ count }) => count > 0)
              .map(({ lower, upper, accuracy: ofBin, count }) => (
                <tr key={lower}>
                  <th scope="row">{calibration.from(lower, upper)}</th>
                  <td>{general.percent(ofBin)}</td>
                  <td>{count}</td>
                </tr>
              ))}
          </tbody>
        </table>
      </Disclosure>
    </div>
  );
}

function measure(
  { evaluation, probabilities, trueClassIndexes }: SetEvaluation,
  temperature: number,
  seed: number,
) {
  const { predictedClassIndexes, perClass, sampleCount } = evaluation;
  const classCount = perClass.length;
  const correct = Array.from(predictedClassIndexes, (column, row) => column === trueClassIndexes[row]);
  const confidencesIn = (table: Float32Array) =>
    Float32Array.from(predictedClassIndexes, (column, row) => table[row * classCount + column] as number);
  const confidences = confidencesIn(probabilities);
  const before = confidencesIn(applyTemperature(probabilities, classCount, 1 / temperature));
  return {
    bins: binReliability(confidences, correct),
    error: evaluation.expectedCalibrationError,
    byChance: expectCalibrationErrorByChance(confidences, seed),
    errorBefore: measureCalibrationError(before, correct),
    confidence: confidences.reduce((sum, value) => sum + value, 0) / sampleCount,
  };
}
