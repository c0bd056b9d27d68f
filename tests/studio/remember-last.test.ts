import { expect, test } from 'vitest';
import { rememberLast } from '../../src/studio/remember-last.ts';

test('is computed again exactly when an argument is another object', () => {
  const calls: unknown[] = [];
  const sum = rememberLast((before: number | null, numbers: readonly number[], factor: number) => {
    calls.push(before);
    return factor * numbers.reduce((a, b) => a + b, 0);
  });
  const numbers = [1, 2];
  expect([sum(numbers, 1), sum(numbers, 1), sum(numbers, 10), sum(numbers, 10), sum([1, 2], 10)]).toEqual([
    3, 3, 30, 30, 30,
  ]);
  expect(calls).toEqual([null, 3, 30]);
});

test('remembers a result that is nothing', () => {
  let callCount = 0;
  const find = rememberLast((_: unknown, _key: string): null => {
    callCount++;
    return null;
  });
  expect([find('a'), find('a')]).toEqual([null, null]);
  expect(callCount).toBe(1);
});
