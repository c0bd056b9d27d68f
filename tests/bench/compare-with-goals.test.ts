import { describe, expect, it } from 'vitest';
import { compareWithGoals, describeGoals, type Figures } from './compare-with-goals.ts';

const training = { fit: [80], ours: [40] };
const figures: Figures = {
  accuracy: [
    {
      name: 'flowers5',
      accuracies: [0.9, 0.91],
      mean: 0.905,
      calibrationError: 0.06,
      calibrationErrorByChance: 0.05,
      imagesPerSecond: 20,
    },
    {
      name: 'pets37',
      accuracies: [0.7, 0.8],
      mean: 0.75,
      calibrationError: 0.12,
      calibrationErrorByChance: 0.1,
      imagesPerSecond: 20,
    },
  ],
  backends: [
    {
      backend: 'wasm',
      emulated: false,
      work: { imageCount: 64, rounds: 3, trainingSampleCount: 1000, epochs: 5 },
      bareBatchSize: 4,
      bare: [40, 50, 40],
      embed: [44, 100, 46],
      trainingLinear: training,
      trainingHidden: training,
    },
  ],
  firstLoad: { totalBytes: 150_000, holdsTensorFlow: false },
  samples: { imageCount: 318, imagesMs: 50_000, totalMs: 61_000, testAccuracy: 0.9 },
  projects: null,
};

describe('the table of what must be reached', () => {
  it('says of each measure what must be reached, what was, and whether that is enough', () => {
    const goals = compareWithGoals(figures);
    expect(goals.map(({ reach, got, reached }) => [reach, got, reached])).toEqual([
      ['>= 0.89', '0.9050', true],
      ['>= 0.79', '0.7500', false],
      ['>= 0.92', 'not measured (not in --data)', null],
      ['<= 0.015', '0.0100 (0.0600 - 0.0500)', true],
      ['<= 0.015', '0.0200 (0.1200 - 0.1000)', false],
      ['<= 1.15 x', '1.150 x', true],
      ['<= 200 kB gzip, no TF.js', '150.0 kB gzip, no TF.js', true],
      ['<= 60 s', '61.0 s', false],
    ]);
  });

  it('holds a large import against the small ones around it, and a reopened project against none embedded again', () => {
    const strain = { clickCount: 90, slowestClickMs: 120, heapBytes: 3e8, heapAndBuffersBytes: 9e8 };
    const imports = [
      { imageCount: 500, msPerImage: 40, ...strain },
      { imageCount: 5000, msPerImage: 55, ...strain, slowestClickMs: 208, heapAndBuffersBytes: 1.1e9 },
      { imageCount: 500, msPerImage: 50, ...strain },
    ];
    const reopening = { imageCount: 1000, firstPredictionMs: 2100, imagesEmbedded: 1 };
    const projectFile = {
      imageCount: 5000,
      saving: { ...strain, slowestClickMs: 88 },
      opening: { ...strain, slowestClickMs: 201, durationMs: 30_000 },
    };
    const goals = compareWithGoals({ ...figures, projects: { imports, projectFile, reopening } }).slice(-6);
    expect(goals.map(({ got, reached }) => [got, reached])).toEqual([
      ['208 ms of 90 clicks', false],
      ['300 MB, with buffers 1100 MB', false],
      ['1.222 x', false],
      ['88 ms of 90 clicks', true],
      ['201 ms of 90 clicks', false],
      ['2.1 s, 1 embedded', false],
    ]);
  });

  it('does not pass a first load with TF.js in it, however small, nor wasm that did not run', () => {
    const goals = compareWithGoals({
      ...figures,
      backends: [],
      firstLoad: { totalBytes: 1000, holdsTensorFlow: true },
    });
    expect(goals[5]?.reached).toBeNull();
    expect(goals[6]).toMatchObject({ got: '1.0 kB gzip, with TF.js', reached: false });
  });

  it('stands in columns', () => {
    const [head = '', ...rows] = describeGoals(compareWithGoals(figures)).split('\n');
    expect(head).toMatch(/^measure +reach +got$/);
    expect(rows).toHaveLength(8);
    for (const row of rows) expect(row.slice(head.indexOf('reach'))).toMatch(/^(>=|<=)/);
    expect(rows[0]).toMatch(/reached$/);
    expect(rows[7]).toMatch(/MISSED$/);
  });
});
