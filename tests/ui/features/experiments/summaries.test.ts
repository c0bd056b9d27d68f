import { expect, test } from 'vitest';
import type { ApproachResult } from '../../../../src/core/experiments/approach.ts';
import type { Comparison } from '../../../../src/studio/experiments-state.ts';
import { listDisagreements } from '../../../../src/ui/features/experiments/list-disagreements.ts';
import {
  listShownApproaches,
  summariseComparison,
} from '../../../../src/ui/features/experiments/summarise-comparison.ts';
import { summariseCurve } from '../../../../src/ui/features/experiments/summarise-curve.ts';
import { summariseShifts } from '../../../../src/ui/features/experiments/summarise-shifts.ts';

function predict(...classes: number[]): ApproachResult {
  return {
    predictedClassIndexes: Int32Array.from(classes),
    trainedParameterCount: 0,
    neighbourCount: null,
    commonNames: null,
    durationMs: 1,
  };
}

/** One training image, four judged ones of the classes 0, 0, 1, 1. */
const comparison: Comparison = {
  basis: {
    key: '',
    classIds: ['a', 'b'],
    classNamesAtTraining: ['a', 'b'],
    judgedSet: 'test',
    trainingIds: ['t'],
    judgedIds: ['w', 'x', 'y', 'z'],
    classIndexes: [1, 0, 0, 1, 1],
  },
  head: { ...predict(0, 0, 1, 1), tunedBlockCount: 0, isLinear: true },
  results: {
    majority: predict(1, 1, 1, 1),
    neighbours: predict(0, 1, 1, 1),
    centroids: predict(0, 1, 1, 0),
    imagenet: { kind: 'base-model-unreachable', url: '', detail: '' },
  },
  leftOut: {},
};

test('accuracy counts the judged images alone, and its interval holds it', () => {
  const summaries = summariseComparison(comparison);
  expect(summaries.map(({ name, accuracy }) => [name, accuracy])).toEqual([
    ['head', 1],
    ['neighbours', 0.75],
    ['centroids', 0.5],
    ['majority', 0.5],
  ]);
  for (const { lower, accuracy, upper } of summaries) {
    expect(lower).toBeLessThanOrEqual(accuracy);
    expect(upper).toBeGreaterThanOrEqual(accuracy);
  }
});

test('a linear layer has a line of its own where the head is another', () => {
  const linear = predict(0, 0, 1, 0);
  const names = (isLinear: boolean, results: Comparison['results']) =>
    listShownApproaches({ ...comparison, head: { ...comparison.head, isLinear }, results });
  expect(names(true, {})).not.toContain('linear');
  expect(names(false, {})[1]).toBe('linear');
  expect(names(true, { linear })[1]).toBe('linear');
});

test('disagreements leave out the floor, and begin with what most get wrong', () => {
  expect(listDisagreements(comparison)).toEqual([
    {
      sampleId: 'x',
      trueClassIndex: 0,
      answers: [
        { classIndex: 1, names: ['neighbours', 'centroids'] },
        { classIndex: 0, names: ['head'] },
      ],
      wrongCount: 2,
    },
    {
      sampleId: 'z',
      trueClassIndex: 1,
      answers: [
        { classIndex: 1, names: ['head', 'neighbours'] },
        { classIndex: 0, names: ['centroids'] },
      ],
      wrongCount: 1,
    },
  ]);
});

test('a curve has means and standard deviations, from few images to all', () => {
  const results = [
    { learner: 'head', perClass: null, seed: 1, accuracy: 0.9 },
    { learner: 'head', perClass: 2, seed: 1, accuracy: 0.4 },
    { learner: 'head', perClass: 2, seed: 2, accuracy: 0.6 },
  ] as const;
  const { head, scratch } = summariseCurve({ results, meanPerClass: 30 });
  expect(scratch).toBeUndefined();
  expect(head?.map(({ x, perClass, runCount }) => [x, perClass, runCount])).toEqual([
    [2, 2, 2],
    [30, null, 1],
  ]);
  expect(head?.[0]?.value).toBeCloseTo(0.5);
  expect(head?.[0]?.high).toBeCloseTo(0.5 + Math.sqrt(0.02));
  expect(head?.[1]).toMatchObject({ value: 0.9, low: 0.9, high: 0.9 });
});

test('each condition names all classes that lose images, the one that loses the most first, and none that gains', () => {
  const { accuracy, conditions } = summariseShifts({
    phase: 'done',
    model: {} as never,
    set: 'test',
    counts: [4, 4, 4],
    rightCounts: [4, 3, 2],
    leftOut: [],
    entries: [
      { shift: 'blurred', preview: null, rightCounts: [3, 0, 4] },
      { shift: 'surroundings', preview: null, rightCounts: [4, 3, 2] },
    ],
  });
  expect(accuracy).toBe(0.75);
  expect(conditions.map(({ lost }) => lost.toFixed(3))).toEqual(['0.167', '0.000']);
  expect(conditions.map(({ losers }) => losers.map(({ classIndex, right }) => [classIndex, right]))).toEqual([
    [
      [1, 0],
      [0, 3],
    ],
    [],
  ]);
});
