import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wilsonInterval } from '../../../src/core/evaluation/wilson-interval.ts';

test.each([
  // Reference: statsmodels' proportion_confint(count, total, method='wilson').
  [19, 20, 0.7639, 0.9911],
  [0, 10, 0, 0.2775],
  [10, 10, 0.7225, 1],
  [81, 263, 0.2553, 0.3662],
])('%i of %i lies between %d and %d', (count, total, lower, upper) => {
  const interval = wilsonInterval(count, total);
  expect(interval.lower).toBeCloseTo(lower, 3);
  expect(interval.upper).toBeCloseTo(upper, 3);
});

test('contains the share, lies within 0 and 1, and narrows with more of the same', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (total, part) => {
        const count = Math.floor(part * total);
        const { lower, upper } = wilsonInterval(count, total);
        expect(lower).toBeLessThanOrEqual(count / total);
        expect(upper).toBeGreaterThanOrEqual(count / total);
        expect(lower).toBeGreaterThanOrEqual(0);
        expect(upper).toBeLessThanOrEqual(1);
        const more = wilsonInterval(4 * count, 4 * total);
        expect(more.upper - more.lower).toBeLessThan(upper - lower);
      },
    ),
    { seed: 1 },
  );
});

test('of nothing anything may be true', () => {
  expect(wilsonInterval(0, 0)).toEqual({ lower: 0, upper: 1 });
});
