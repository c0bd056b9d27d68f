import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluate } from '../../../src/core/evaluation/evaluate.ts';
import {
  expectCalibrationErrorByChance,
  measureCalibrationError,
} from '../../../src/core/evaluation/measure-calibration-error.ts';
import { binReliability } from '../../../src/core/evaluation/reliability.ts';
import { applyTemperature, fitTemperature } from '../../../src/core/evaluation/temperature.ts';
import { rankClasses } from '../../../src/core/prediction/rank-classes.ts';
import { createRandom, randomNormal } from '../../../src/core/shared/random.ts';

const classCount = 4;

/** Labels drawn from softmax(logits), and the probabilities that a head with logits / distortion would give. */
function drawWorld(sampleCount: number, distortion: number, seed: number) {
  const random = createRandom(seed);
  const honest = new Float32Array(sampleCount * classCount);
  const labels: number[] = [];
  for (let row = 0; row < sampleCount; row++) {
    const powers = Array.from({ length: classCount }, () => Math.exp(2 * randomNormal(random)));
    const sum = powers.reduce((total, power) => total + power, 0);
    honest.set(
      powers.map((power) => power / sum),
      row * classCount,
    );
    let left = random.next() * sum;
    let label = 0;
    while (label < classCount - 1 && left >= (powers[label] as number)) left -= powers[label++] as number;
    labels.push(label);
  }
  return { honest, labels, distorted: applyTemperature(honest, classCount, 1 / distortion) };
}

const anyTable = fc
  .array(fc.array(fc.double({ min: 1e-6, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 }), {
    minLength: 1,
    maxLength: 30,
  })
  .map((rows) =>
    Float32Array.from(
      rows.flatMap((row) => row.map((value) => value / row.reduce((sum, each) => sum + each, 0))),
    ),
  );
const anyTemperature = fc.double({ min: 0.2, max: 5, noNaN: true });

describe('temperature', () => {
  test('divides logits: 2 makes square roots, and rows still sum to 1', () => {
    const [first, second] = applyTemperature(Float32Array.of(0.8, 0.2), 2, 2);
    expect(first).toBeCloseTo(Math.sqrt(0.8) / (Math.sqrt(0.8) + Math.sqrt(0.2)), 6);
    expect((first as number) + (second as number)).toBeCloseTo(1, 6);
  });

  test('keeps the order of the classes, and 1 / temperature takes it back', () => {
    fc.assert(
      fc.property(anyTable, anyTemperature, (table, temperature) => {
        const scaled = applyTemperature(table, classCount, temperature);
        const back = applyTemperature(scaled, classCount, 1 / temperature);
        for (let start = 0; start < table.length; start += classCount) {
          const before = table.subarray(start, start + classCount);
          const after = scaled.subarray(start, start + classCount);
          const order = rankClasses(before);
          for (let i = 1; i < classCount; i++) {
            expect(after[order[i - 1] as number]).toBeGreaterThanOrEqual(after[order[i] as number] as number);
          }
          expect(after.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
        }
        for (const [at, value] of back.entries()) expect(value).toBeCloseTo(table[at] as number, 3);
      }),
    );
  });

  test.each([0.5, 1, 2.5])('is found again where probabilities were sharpened by %d', (distortion) => {
    const { distorted, labels } = drawWorld(20_000, distortion, 1);
    expect(fitTemperature(distorted, labels, classCount) / distortion).toBeCloseTo(1, 1);
  });

  test('has the lowest smoothed log loss: those beside it are no better', () => {
    const { distorted, labels } = drawWorld(200, 2, 3);
    const best = fitTemperature(distorted, labels, classCount);
    const lossAt = (temperature: number) => {
      const scaled = applyTemperature(distorted, classCount, temperature);
      const smoothing = 1 / (labels.length + 2);
      return labels.reduce((sum, label, row) => {
        const logs = Array.from(scaled.subarray(4 * row, 4 * row + 4), Math.log);
        const truth = logs[label] as number;
        const others = logs.reduce((total, value) => total + value, 0) - truth;
        return sum - (1 - smoothing) * truth - (smoothing / 3) * others;
      }, 0);
    };
    expect(lossAt(best)).toBeLessThan(lossAt(best * 1.02));
    expect(lossAt(best)).toBeLessThan(lossAt(best / 1.02));
  });

  test('of images that are all right stays finite: twenty of them allow no more than about 95 % of confidence', () => {
    const table = Float32Array.from({ length: 20 * 2 }, (_, at) => (at % 2 === 0 ? 0.7 : 0.3));
    const labels = new Array<number>(20).fill(0);
    const [confidence] = applyTemperature(table, 2, fitTemperature(table, labels, 2));
    expect(confidence).toBeCloseTo(21 / 22, 3);
  });

  test('of nothing is 1', () => {
    expect(fitTemperature(new Float32Array(), [], 3)).toBe(1);
  });

  test('where nothing is right stays within its limits', () => {
    const table = Float32Array.from({ length: 20 }, (_, at) => (at % 2 === 0 ? 0.999 : 0.001));
    expect(fitTemperature(table, new Array(10).fill(1), 2)).toBeCloseTo(20, 6);
  });
});

describe('calibration error', () => {
  const anyPredictions = fc.array(
    fc.record({ confidence: fc.float({ min: Math.fround(0.01), max: 1, noNaN: true }), right: fc.boolean() }),
    { minLength: 1, maxLength: 60 },
  );

  test('lies within 0 and 1, the bins hold every prediction once, and their accuracies make the whole', () => {
    fc.assert(
      fc.property(anyPredictions, (predictions) => {
        const confidences = Float32Array.from(predictions, ({ confidence }) => confidence);
        const correct = predictions.map(({ right }) => right);
        const error = measureCalibrationError(confidences, correct);
        expect(error).toBeGreaterThanOrEqual(0);
        expect(error).toBeLessThanOrEqual(1);
        const bins = binReliability(confidences, correct);
        expect(bins).toHaveLength(15);
        expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(predictions.length);
        expect(bins.reduce((sum, { count, accuracy }) => sum + count * accuracy, 0)).toBeCloseTo(
          correct.filter(Boolean).length,
          6,
        );
        for (const { lower, upper, count, meanConfidence } of bins) {
          if (count === 0) continue;
          expect(meanConfidence).toBeGreaterThan(lower - 1e-6);
          expect(meanConfidence).toBeLessThan(upper + 1e-6);
        }
      }),
    );
  });

  test('by chance is what an honest model has, and shrinks with more images', () => {
    const errorOf = (sampleCount: number, distortion: number) => {
      const { distorted, labels } = drawWorld(sampleCount, distortion, 7);
      const { predictedClassIndexes } = evaluate(distorted, labels, classCount);
      const confidences = Float32Array.from(
        predictedClassIndexes,
        (column, row) => distorted[row * classCount + column] as number,
      );
      const correct = Array.from(predictedClassIndexes, (column, row) => column === labels[row]);
      return {
        measured: measureCalibrationError(confidences, correct),
        byChance: expectCalibrationErrorByChance(confidences, 1),
      };
    };
    const honest = errorOf(2000, 1);
    expect(honest.measured).toBeLessThan(2 * honest.byChance);
    const tooSure = errorOf(2000, 3);
    expect(tooSure.measured).toBeGreaterThan(4 * tooSure.byChance);
    expect(honest.byChance).toBeLessThan(errorOf(100, 1).byChance / 2);
  });

  test('by chance is the same for the same seed', () => {
    const confidences = Float32Array.of(0.5, 0.7, 0.9);
    expect(expectCalibrationErrorByChance(confidences, 5)).toBe(
      expectCalibrationErrorByChance(confidences, 5),
    );
    expect(expectCalibrationErrorByChance(new Float32Array(), 5)).toBe(0);
  });
});
