import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeLabels } from '../../../src/ui/charts/place-labels.ts';

const spacing = 17;
const bounds = [20, 150] as const;
const heights = fc.array(fc.double({ min: 20, max: 150, noNaN: true }), { minLength: 1, maxLength: 4 });

test('labels that are far apart stay where their curves end', () => {
  expect(placeLabels([30, 120], spacing, bounds)).toEqual([30, 120]);
});

test('labels never cover each other, stay inside, and keep their order', () => {
  fc.assert(
    fc.property(heights, (wanted) => {
      const placed = placeLabels(wanted, spacing, bounds);
      const order = wanted.map((_, index) => index).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
      const sorted = order.map((index) => placed[index] ?? Number.NaN);
      for (const [index, value] of sorted.entries()) {
        expect(value).toBeGreaterThanOrEqual(bounds[0]);
        expect(value).toBeLessThanOrEqual(bounds[1]);
        if (index > 0) expect(value - (sorted[index - 1] ?? 0)).toBeGreaterThanOrEqual(spacing - 1e-9);
      }
    }),
    { seed: 1 },
  );
});
