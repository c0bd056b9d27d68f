import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countTopK } from '../../../src/core/evaluation/count-top-k.ts';
import {
  findThresholdBasis,
  fitThreshold,
  rateThreshold,
} from '../../../src/core/evaluation/none-threshold.ts';

// Truth 0, 1, 2; the last is taken for 1.
const probabilities = Float32Array.of(0.8, 0.15, 0.05, 0.3, 0.6, 0.1, 0.1, 0.7, 0.2);
const labels = [0, 1, 2];

test('an image stands in for something unknown by the confidences that are left without its class', () => {
  const { rights, unknowns } = findThresholdBasis(probabilities, labels, 3);
  expect(rights).toEqual(Float32Array.of(0.6, 0.8));
  for (const [at, expected] of [0.75, 0.75, 0.875].entries()) expect(unknowns[at]).toBeCloseTo(expected, 6);
});

test('a threshold withholds right answers below it, and lets unknown ones pass from it on', () => {
  const basis = findThresholdBasis(probabilities, labels, 3);
  expect(rateThreshold(basis, 0.7)).toEqual({
    rightCount: 2,
    falseAlarmCount: 1,
    unknownCount: 3,
    missCount: 3,
  });
  expect(rateThreshold(basis, 0.85)).toMatchObject({ falseAlarmCount: 2, missCount: 1 });
  expect(rateThreshold(basis, 0)).toMatchObject({ falseAlarmCount: 0, missCount: 3 });
});

test('with two classes nothing stands in for something unknown', () => {
  const { rights, unknowns } = findThresholdBasis(Float32Array.of(0.9, 0.1), [0], 2);
  expect([rights.length, unknowns.length]).toEqual([1, 0]);
});

test('the fitted threshold withholds at most one right answer in twenty', () => {
  fc.assert(
    fc.property(
      fc.array(fc.float({ min: Math.fround(0.2), max: 1, noNaN: true }), { minLength: 1, maxLength: 200 }),
      (confidences) => {
        const basis = { rights: Float32Array.from(confidences).sort(), unknowns: new Float32Array() };
        const threshold = fitThreshold(basis) as number;
        const { falseAlarmCount, rightCount } = rateThreshold(basis, threshold);
        expect(falseAlarmCount).toBeLessThanOrEqual(rightCount / 20);
        // One or two hundredths more would withhold too many, unless many are alike.
        const higher = rateThreshold(basis, threshold + 0.02).falseAlarmCount;
        expect(higher).toBeGreaterThan(Math.floor(rightCount / 20));
      },
    ),
    { seed: 1 },
  );
});

test('where nothing is right there is no threshold', () => {
  expect(fitThreshold({ rights: new Float32Array(), unknowns: new Float32Array() })).toBeNull();
});

test('top-k counts the true class among the k most probable', () => {
  expect([1, 2, 3].map((k) => countTopK(probabilities, labels, 3, k))).toEqual([2, 3, 3]);
  // Among equals the lower column is first, as in the prediction.
  expect(countTopK(Float32Array.of(0.5, 0.5), [1], 2, 1)).toBe(0);
});
