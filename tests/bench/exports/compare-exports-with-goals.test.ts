import { expect, it } from 'vitest';
import { compareAnswers } from './compare-answers.ts';
import { compareExportsWithGoals } from './compare-exports-with-goals.ts';
import type { ExportFigures } from './measure-exports.ts';

const same = { pictureCount: 50, meanDifference: 1e-7, agreeingCount: 50 };
const figures: ExportFigures = {
  downloads: [
    { name: 'ONNX, 32-bit', downloadMs: 4_000, sizeBytes: 13e6, check: '' },
    { name: 'TFLite, 8-bit', downloadMs: 20_000, sizeBytes: 4e6, check: '' },
  ],
  squares: [
    { name: 'TF.js', bits: '32-bit', largestDifference: 2e-6, ...same },
    { name: 'Teachable Machine', largestDifference: 2e-4, ...same },
    { name: 'without what sets it right', isUnmended: true, largestDifference: 0.1, ...same },
    { name: 'TF.js in 16 bits', bits: '16-bit', largestDifference: 5e-5, ...same },
    {
      name: 'LiteRT in 8 bits',
      bits: '8-bit',
      largestDifference: 0.1,
      meanDifference: 0.01,
      pictureCount: 200,
      agreeingCount: 190,
    },
  ],
  offlinePage: { sizeBytes: 10e6, firstPredictionMs: [900, 5_100], complaints: [] },
  files: {},
  foreignRequests: [],
};

it('holds the slowest float download, the farthest client and the slowest opening to the goals', () => {
  const goals = compareExportsWithGoals(figures);
  expect(goals.map(({ got, reached }) => [got, reached])).toEqual([
    ['4.0 s (ONNX, 32-bit)', true],
    ['2.0e-4 (Teachable Machine)', false],
    ['5.0e-5 (TF.js in 16 bits)', true],
    ['190 of 200', true],
    ['10.0 MB', true],
    ['5.1 s', false],
    ['0', true],
  ]);
});

it('misses where one request went elsewhere, and where an answer is missing', () => {
  const goals = compareExportsWithGoals({ ...figures, foreignRequests: ['https://elsewhere.test/'] });
  expect(goals.at(-1)).toMatchObject({ got: '1', reached: false });
  const cut = compareAnswers(
    [[0.9, 0.1]],
    [
      [0.8, 0.2],
      [0.3, 0.7],
    ],
  );
  expect(cut).toMatchObject({ pictureCount: 2, agreeingCount: 1 });
  expect(cut.largestDifference).toBeNaN();
  const [first, ...others] = figures.squares.filter(({ name }) => name !== 'Teachable Machine');
  const squares = [first as (typeof figures.squares)[number], { name: 'cut', ...cut }, ...others];
  expect(compareExportsWithGoals({ ...figures, squares })[1]).toMatchObject({
    got: 'NaN (cut)',
    reached: false,
  });
});
