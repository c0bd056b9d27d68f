import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom } from '../../../src/core/shared/random.ts';
import { drawMixup } from '../../../src/core/training/draw-mixup.ts';

test('every row gets a partner of its own among the rows, and padding none', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.01, max: 2, noNaN: true }),
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 0, max: 10 }),
      fc.integer(),
      (alpha, rowCount, paddingCount, seed) => {
        const { share, partners } = drawMixup(alpha, rowCount, rowCount + paddingCount, createRandom(seed));
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
        expect(partners).toHaveLength(rowCount + paddingCount);
        expect([...partners].sort((a, b) => a - b)).toEqual([...partners.keys()]);
        expect([...partners.slice(rowCount)]).toEqual([...partners.keys()].slice(rowCount));
      },
    ),
  );
});

test.each([0.2, 0.7, 1, 2])('the shares are of Beta(%f, %f)', (alpha) => {
  const random = createRandom(11);
  const shares = Array.from({ length: 20_000 }, () => drawMixup(alpha, 1, 1, random).share);
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  const variance = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0) / shares.length;
  // Of Beta(a, a): mean 1/2, variance 1 / (4 (2 a + 1)).
  expect(mean).toBeCloseTo(0.5, 1);
  expect(variance).toBeCloseTo(1 / (4 * (2 * alpha + 1)), 2);
});
