import { countConfusions } from './count-confusions.ts';
import type { Evaluation } from './evaluation.ts';
import { measureCalibrationError } from './measure-calibration-error.ts';
import { reportClasses } from './report-classes.ts';

/**
 * Measures predictions against the truth. The predicted class is the most probable one, the lowest column among equals.
 * @param probabilities sampleCount * classCount numbers, row by row; each row sums to 1
 * @param trueClassIndexes the class column of each row, 0 to classCount - 1
 * @returns for a set without samples every figure is 0, and `sampleCount` says that they mean nothing
 */
export function evaluate(
  probabilities: Float32Array,
  trueClassIndexes: ArrayLike<number>,
  classCount: number,
): Evaluation {
  const sampleCount = trueClassIndexes.length;
  if (probabilities.length !== sampleCount * classCount) {
    throw new RangeError(`${probabilities.length} probabilities for ${sampleCount} x ${classCount}`);
  }
  const predictedClassIndexes = new Int32Array(sampleCount);
  const confidences = new Float32Array(sampleCount);
  const correct: boolean[] = [];
  let rightCount = 0;
  let logLossSum = 0;

  for (let row = 0; row < sampleCount; row++) {
    const rowProbabilities = probabilities.subarray(row * classCount, (row + 1) * classCount);
    const trueClass = trueClassIndexes[row] as number;
    const trueProbability = rowProbabilities[trueClass];
    if (trueProbability === undefined) throw new RangeError(`row ${row} has the class ${trueClass}`);
    const predictedClass = findHighest(rowProbabilities);
    const right = predictedClass === trueClass;

    predictedClassIndexes[row] = predictedClass;
    confidences[row] = rowProbabilities[predictedClass] as number;
    correct.push(right);
    rightCount += right ? 1 : 0;
    logLossSum -= Math.log(Math.max(trueProbability, smallestProbability));
  }

  const counts = countConfusions(trueClassIndexes, predictedClassIndexes, classCount);
  const perClass = reportClasses(counts);
  const present = perClass.filter(({ support }) => support > 0);
  return {
    sampleCount,
    accuracy: meanOf(rightCount, sampleCount),
    macroF1: meanOf(
      present.reduce((sum, { f1 }) => sum + f1, 0),
      present.length,
    ),
    logLoss: meanOf(logLossSum, sampleCount),
    expectedCalibrationError: measureCalibrationError(confidences, correct),
    perClass,
    confusionMatrix: { counts },
    predictedClassIndexes,
  };
}

/** A class that was thought impossible would cost infinitely much; this bounds it. */
const smallestProbability = 1e-15;

function findHighest(values: Float32Array): number {
  let highest = 0;
  for (let index = 1; index < values.length; index++) {
    if ((values[index] as number) > (values[highest] as number)) highest = index;
  }
  return highest;
}

function meanOf(sum: number, count: number): number {
  return count === 0 ? 0 : sum / count;
}
