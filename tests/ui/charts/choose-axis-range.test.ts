import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseAccuracyRange, chooseLossRange } from '../../../src/ui/charts/choose-axis-range.ts';

const fraction = fc.double({ min: 0, max: 1, noNaN: true });
const loss = fc.double({ min: 0, max: 1e6, noNaN: true });

test('every value lies on the axis', () => {
  fc.assert(
    fc.property(loss, fc.option(loss), (training, validation) => {
      const [low, high] = chooseLossRange([{ epoch: 1, training, validation }]);
      expect(low).toBe(0);
      expect(high).toBeGreaterThanOrEqual(Math.max(training, validation ?? 0));
    }),
    { seed: 1 },
  );
  fc.assert(
    fc.property(fraction, fc.option(fraction), (training, validation) => {
      const [low, high] = chooseAccuracyRange([{ epoch: 1, training, validation }]);
      expect(low).toBeLessThanOrEqual(Math.min(training, validation ?? 1));
      expect(high).toBe(1);
    }),
    { seed: 1 },
  );
});

test('a run without a single number still has an axis', () => {
  expect(chooseLossRange([{ epoch: 1, training: null, validation: null }])).toEqual([0, 1]);
  expect(chooseAccuracyRange([])).toEqual([0.75, 1]);
});
