import fc from 'fast-check';
import { expect, test } from 'vitest';
import { listConfusions } from '../../../src/core/evaluation/list-confusions.ts';

test('what is mixed up comes most frequent first; what is right or never happens does not come', () => {
  const counts = [
    [9, 1, 0],
    [2, 0, 5],
    [1, 0, 7],
  ];
  expect(listConfusions(counts)).toEqual([
    { trueClassIndex: 1, predictedClassIndex: 2, count: 5 },
    { trueClassIndex: 1, predictedClassIndex: 0, count: 2 },
    { trueClassIndex: 0, predictedClassIndex: 1, count: 1 },
    { trueClassIndex: 2, predictedClassIndex: 0, count: 1 },
  ]);
});

test('no image of the matrix is lost: confusions and diagonal add up to all of them', () => {
  const square = fc.integer({ min: 1, max: 8 }).chain((size) =>
    fc.array(fc.array(fc.nat(9), { minLength: size, maxLength: size }), {
      minLength: size,
      maxLength: size,
    }),
  );
  fc.assert(
    fc.property(square, (counts) => {
      const confused = listConfusions(counts).reduce((sum, { count }) => sum + count, 0);
      const right = counts.reduce((sum, row, index) => sum + (row[index] as number), 0);
      expect(confused + right).toBe(counts.flat().reduce((a, b) => a + b, 0));
    }),
    { seed: 3 },
  );
});
