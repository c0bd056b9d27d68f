import { expect, test } from 'vitest';
import { compareScale } from './measure-scale.ts';

const visit = (imageCount: number, msPerImage: number, peakBytes: number | null) => ({
  imageCount,
  imagesEmbedded: imageCount,
  decodeMs: 0.1 * msPerImage * imageCount,
  embedMs: 0.9 * msPerImage * imageCount,
  trainMs: 1000,
  otherMs: 1000,
  totalMs: 2000 + msPerImage * imageCount,
  startMs: 500,
  validationAccuracy: 0.9,
  longestTaskMs: 80,
  peakBytes,
});

const judge = (large: ReturnType<typeof visit>) =>
  compareScale({ small: visit(500, 30, 500e6), large }).map(({ got, reached }) => [got, reached]);

test('many images are to take little more time each than few, and no more than their memory', () => {
  expect(judge(visit(20_000, 36, 1.4e9))).toEqual([
    ['20000 embedded', true],
    ['1.20 x', true],
    ['1.40 GB', true],
  ]);
  expect(judge({ ...visit(20_000, 37, 1.6e9), imagesEmbedded: 19_999 })).toEqual([
    ['19999 embedded', false],
    ['1.23 x', false],
    ['1.60 GB', false],
  ]);
});

test('where the system does not tell of memory, nothing is said to be reached', () => {
  expect(judge(visit(20_000, 30, null))[2]).toEqual(['not told by this system', null]);
});
