import { expect, test } from 'vitest';
import { findPrincipalAxes } from '../../../src/core/embedding/find-principal-axes.ts';
import { placeOnAxes } from '../../../src/core/embedding/place-on-axes.ts';
import { createRandom, randomNormal } from '../../../src/core/shared/random.ts';

const size = 12;

/** Rows that differ by 5 along one direction, by 3 along another, and by 0.5 otherwise. */
function drawRows(count: number) {
  const random = createRandom(4);
  const first = Float32Array.from({ length: size }, (_, i) => (i % 2 === 0 ? 1 : 0) / Math.sqrt(6));
  const second = Float32Array.from({ length: size }, (_, i) => (i % 2 === 1 ? 1 : 0) / Math.sqrt(6));
  const rows = new Float32Array(count * size);
  for (let row = 0; row < count; row++) {
    const [a, b] = [5 * randomNormal(random), 3 * randomNormal(random)];
    for (let i = 0; i < size; i++) {
      rows[row * size + i] =
        7 + a * (first[i] as number) + b * (second[i] as number) + 0.5 * randomNormal(random);
    }
  }
  return { rows, first, second };
}

const dot = (a: Float32Array, b: Float32Array) =>
  a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);

test('finds the two directions of largest variance, the larger first, and what they show', () => {
  const { rows, first, second } = drawRows(800);
  const { directions, varianceFractions } = findPrincipalAxes(rows, size, 1);
  const [x, y] = [directions.subarray(0, size), directions.subarray(size)];
  expect(Math.abs(dot(x, first))).toBeGreaterThan(0.99);
  expect(Math.abs(dot(y, second))).toBeGreaterThan(0.99);
  expect(dot(x, x)).toBeCloseTo(1, 5);
  expect(dot(x, y)).toBeCloseTo(0, 5);
  // 25 and 9 of 25 + 9 + 12 * 0.25 (of which the two directions have 0.25 each).
  expect(varianceFractions[0]).toBeCloseTo(25.25 / 37, 1);
  expect(varianceFractions[1]).toBeCloseTo(9.25 / 37, 1);
});

test('places on the axes spread as the axes say, around zero', () => {
  const { rows } = drawRows(400);
  const axes = findPrincipalAxes(rows, size, 1);
  const places = placeOnAxes(rows, size, axes);
  const xs = places.filter((_, i) => i % 2 === 0);
  expect(xs.reduce((sum, x) => sum + x, 0) / xs.length).toBeCloseTo(0, 3);
  expect(Math.sqrt(xs.reduce((sum, x) => sum + x * x, 0) / xs.length)).toBeGreaterThan(4.4);
});

test('does not depend on the seed but for rounding, and takes rows that are all alike', () => {
  const { rows } = drawRows(300);
  const [one, other] = [findPrincipalAxes(rows, size, 1), findPrincipalAxes(rows, size, 2)];
  for (const [i, value] of one.directions.entries())
    expect(value).toBeCloseTo(other.directions[i] as number, 3);
  const same = findPrincipalAxes(new Float32Array(5 * size).fill(0.3), size, 1);
  expect(same.varianceFractions).toEqual([0, 0]);
  expect([...placeOnAxes(new Float32Array(size).fill(0.3), size, same)]).toEqual([0, 0]);
});
