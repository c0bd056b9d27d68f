import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluate } from '../../../src/core/evaluation/evaluate.ts';

/** Rows of probabilities as one table. */
function tableOf(rows: readonly (readonly number[])[]): Float32Array {
  return Float32Array.from(rows.flat());
}

describe('against values computed by hand', () => {
  // Truth 0 0 1 1 2; predicted 0 1 1 1 0.
  const probabilities = tableOf([
    [0.75, 0.25, 0],
    [0.25, 0.5, 0.25],
    [0.125, 0.75, 0.125],
    [0, 1, 0],
    [0.5, 0.25, 0.25],
  ]);
  const evaluation = evaluate(probabilities, [0, 0, 1, 1, 2], 3);

  test('counts each true class against each predicted class', () => {
    expect([...evaluation.predictedClassIndexes]).toEqual([0, 1, 1, 1, 0]);
    expect(evaluation.confusionMatrix.counts).toEqual([
      [1, 1, 0],
      [0, 2, 0],
      [1, 0, 0],
    ]);
    expect(evaluation.accuracy).toBeCloseTo(3 / 5, 12);
  });

  test('reports precision, recall, F1 and support per class', () => {
    expect(evaluation.perClass).toEqual([
      { precision: 1 / 2, recall: 1 / 2, f1: 1 / 2, support: 2, predictedCount: 2, rightCount: 1 },
      { precision: 2 / 3, recall: 1, f1: 4 / 5, support: 2, predictedCount: 3, rightCount: 2 },
      { precision: 0, recall: 0, f1: 0, support: 1, predictedCount: 0, rightCount: 0 },
    ]);
    expect(evaluation.macroF1).toBeCloseTo((0.5 + 0.8 + 0) / 3, 12);
  });

  test('measures the log loss in nats', () => {
    const expected = -(Math.log(0.75) + Math.log(0.25) + Math.log(0.75) + Math.log(1) + Math.log(0.25)) / 5;
    expect(evaluation.logLoss).toBeCloseTo(expected, 12);
  });

  test('measures the calibration error in fifteen bins', () => {
    // 0.75 twice in bin (11/15, 12/15], both right: gap 2 - 1.5. 0.5 twice in (7/15, 8/15], none right: gap 1. 1 right: 0.
    expect(evaluation.expectedCalibrationError).toBeCloseTo((0.5 + 1) / 5, 12);
  });
});

test('gaps of one sign and the other in the same bin cancel, in different bins they add up', () => {
  // All in (14/15, 1]: nine of ten right at 0.95.
  const rows = Array.from({ length: 10 }, () => [0.95, 0.05]);
  const sameBin = evaluate(tableOf(rows), [0, 0, 0, 0, 0, 0, 0, 0, 0, 1], 2);
  expect(sameBin.expectedCalibrationError).toBeCloseTo(0.05, 6);

  const twoBins = evaluate(
    tableOf([
      [0.95, 0.05],
      [0.55, 0.45],
    ]),
    [1, 0],
    2,
  );
  expect(twoBins.expectedCalibrationError).toBeCloseTo((0.95 + 0.45) / 2, 6);
});

test('a class without samples in the set does not lower the macro F1', () => {
  const evaluation = evaluate(
    tableOf([
      [1, 0, 0],
      [0, 1, 0],
    ]),
    [0, 1],
    3,
  );
  expect(evaluation.macroF1).toBe(1);
  expect(evaluation.perClass[2]).toMatchObject({ precision: 0, recall: 0, f1: 0, support: 0 });
});

test('certainty in the wrong class costs much but not infinitely much', () => {
  expect(evaluate(tableOf([[1, 0]]), [1], 2).logLoss).toBeCloseTo(-Math.log(1e-15), 9);
});

test('the lowest column wins among equals', () => {
  expect([...evaluate(tableOf([[0.25, 0.25, 0.25, 0.25]]), [3], 4).predictedClassIndexes]).toEqual([0]);
});

test('a set without samples has figures of zero and says so', () => {
  const evaluation = evaluate(new Float32Array(), [], 3);
  expect(evaluation).toMatchObject({
    sampleCount: 0,
    accuracy: 0,
    macroF1: 0,
    logLoss: 0,
    expectedCalibrationError: 0,
  });
  expect(evaluation.confusionMatrix.counts).toEqual([
    [0, 0, 0],
    [0, 0, 0],
    [0, 0, 0],
  ]);
});

test('mismatched sizes are a bug and throw', () => {
  expect(() => evaluate(new Float32Array(5), [0, 1], 3)).toThrow(RangeError);
  expect(() => evaluate(tableOf([[1, 0]]), [2], 2)).toThrow(RangeError);
  expect(() => evaluate(tableOf([[1, 0]]), [-1], 2)).toThrow(RangeError);
});

test('the figures agree with each other, whatever the predictions', () => {
  const anySet = fc.integer({ min: 1, max: 6 }).chain((classCount) =>
    fc.record({
      classCount: fc.constant(classCount),
      samples: fc.array(
        fc.record({
          weights: fc.array(fc.integer({ min: 1, max: 1000 }), {
            minLength: classCount,
            maxLength: classCount,
          }),
          trueClass: fc.nat({ max: classCount - 1 }),
        }),
        { minLength: 1, maxLength: 40 },
      ),
    }),
  );
  fc.assert(
    fc.property(anySet, ({ classCount, samples }) => {
      const truth = samples.map(({ trueClass }) => trueClass);
      const rows = samples.map(({ weights }) => {
        const total = weights.reduce((sum, weight) => sum + weight, 0);
        return weights.map((weight) => weight / total);
      });
      const evaluation = evaluate(tableOf(rows), truth, classCount);
      const { counts } = evaluation.confusionMatrix;

      expect(counts.flat().reduce((sum, count) => sum + count, 0)).toBe(samples.length);
      counts.forEach((row, classIndex) => {
        const support = row.reduce((sum, count) => sum + count, 0);
        expect(support).toBe(evaluation.perClass[classIndex]?.support);
        expect(support).toBe(truth.filter((index) => index === classIndex).length);
      });
      const trace = counts.reduce((sum, row, index) => sum + (row[index] ?? 0), 0);
      expect(evaluation.accuracy).toBeCloseTo(trace / samples.length, 12);
      // Recall weighted by support is the accuracy.
      const weighted = evaluation.perClass.reduce((sum, { recall, support }) => sum + recall * support, 0);
      expect(weighted / samples.length).toBeCloseTo(evaluation.accuracy, 12);
      for (const { precision, recall, f1 } of evaluation.perClass) {
        expect(f1).toBeLessThanOrEqual(Math.max(precision, recall) + 1e-12);
        expect(f1).toBeGreaterThanOrEqual(Math.min(precision, recall) - 1e-12);
      }
      expect(evaluation.expectedCalibrationError).toBeGreaterThanOrEqual(0);
      expect(evaluation.expectedCalibrationError).toBeLessThanOrEqual(1);

      // The order of the samples says nothing.
      const turned = evaluate(tableOf(rows.toReversed()), truth.toReversed(), classCount);
      expect(turned.confusionMatrix).toEqual(evaluation.confusionMatrix);
      expect(turned.logLoss).toBeCloseTo(evaluation.logLoss, 9);
      expect(turned.expectedCalibrationError).toBeCloseTo(evaluation.expectedCalibrationError, 6);
    }),
    { seed: 4, numRuns: 500 },
  );
});
