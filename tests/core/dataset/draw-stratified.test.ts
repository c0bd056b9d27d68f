import { expect, test } from 'vitest';
import { drawStratified } from '../../../src/core/dataset/draw-stratified.ts';

/** So many rows of each class, one class after the other. */
const rowsOf = (counts: readonly number[]) => counts.flatMap((count, index) => new Array(count).fill(index));
const countDrawn = (classIndexes: readonly number[], rows: readonly number[]) => {
  const counts: Record<number, number> = {};
  for (const row of rows) {
    const classIndex = classIndexes[row] as number;
    counts[classIndex] = (counts[classIndex] ?? 0) + 1;
  }
  return counts;
};

test('each class gives its share, and a small one enough to be held out in turn', () => {
  const classIndexes = rowsOf([600, 300, 3, 100]);
  const rows = drawStratified(classIndexes, 100, 7);
  expect(new Set(rows).size).toBe(100);
  expect(rows).toEqual(rows.toSorted((a, b) => a - b));
  const counts = countDrawn(classIndexes, rows);
  expect(counts[2]).toBe(3);
  expect(Math.abs((counts[0] ?? 0) - 58)).toBeLessThanOrEqual(2);
  expect(Math.abs((counts[1] ?? 0) - 29)).toBeLessThanOrEqual(2);
  expect(drawStratified(classIndexes, 100, 7)).toEqual(rows);
  expect(drawStratified(classIndexes, 100, 8)).not.toEqual(rows);
});

test('few images are all drawn, and of many classes four each, though that is more', () => {
  expect(drawStratified(rowsOf([2, 3]), 5, 1)).toEqual([0, 1, 2, 3, 4]);
  const many = rowsOf(new Array(60).fill(10));
  const counts = countDrawn(many, drawStratified(many, 200, 1));
  expect(new Set(Object.values(counts))).toEqual(new Set([4]));
});
