import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkParity } from '../../../src/core/embedding/check-parity.ts';

const vector = fc.array(fc.float({ min: Math.fround(0.1), max: 10, noNaN: true }), {
  minLength: 2,
  maxLength: 50,
});

test('an embedding is right beside itself, and beside itself with a hair of noise', () => {
  fc.assert(
    fc.property(vector, (expected) => {
      expect(checkParity(expected, expected).right).toBe(true);
      const noisy = expected.map((value, i) => value * (1 + (i % 2 === 0 ? 0.005 : -0.005)));
      expect(checkParity(noisy, expected).right).toBe(true);
    }),
    { seed: 1 },
  );
});

test.each([
  ['zeros', [0, 0, 0]],
  ['one number that is none', [1, Number.NaN, 3]],
  ['an infinite one', [1, 2, Number.POSITIVE_INFINITY]],
  ['twice as large', [2, 4, 6]],
  ['in another order', [3, 2, 1]],
  ['too short', [1, 2]],
])('an embedding that is %s is wrong', (_, computed) => {
  expect(checkParity(computed, [1, 2, 3]).right).toBe(false);
});
