import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { drawLearningCurve } from '../../../src/core/experiments/draw-learning-curve.ts';
import {
  drawPerClass,
  type LearnerName,
  listLearningSizes,
} from '../../../src/core/experiments/learning-curve.ts';
import { tryApproach } from '../../../src/core/experiments/try-approach.ts';
import { defaultTrainingSettings } from '../../../src/core/training/training-settings.ts';
import { createExperimentProblem, runToEnd } from './experiment-problem.ts';

const clock = { now: () => performance.now() };
const data = createExperimentProblem({
  classCount: 3,
  trainingPerClass: 12,
  judgedPerClass: 20,
  embeddingSize: 24,
  separation: 0.6,
  seed: 11,
});
const runs = (['neighbours', 'head'] as const).flatMap((learner) =>
  listLearningSizes(12).flatMap((perClass) => [1, 2, 3].map((seed) => ({ learner, perClass, seed }))),
);
const request = { data, runs, settings: defaultTrainingSettings };

beforeAll(async () => {
  await tf.setBackend('wasm');
});

test('each class gives as many images as are asked for, and more images are the same ones and others', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 60 }),
      fc.integer({ min: 1, max: 10 }),
      fc.integer({ min: 0, max: 1000 }),
      (classes, perClass, seed) => {
        const classIndexes = Int32Array.from(classes);
        const trainingRows = classIndexes.map((_, row) => row);
        const few = drawPerClass({ classIndexes, trainingRows }, perClass, seed);
        const more = new Set(drawPerClass({ classIndexes, trainingRows }, perClass + 3, seed));
        expect(new Set(few).size).toBe(few.length);
        expect(few.every((row) => more.has(row))).toBe(true);
        for (const classIndex of new Set(classes)) {
          const available = classes.filter((each) => each === classIndex).length;
          expect(few.filter((row) => classIndexes[row] === classIndex)).toHaveLength(
            Math.min(perClass, available),
          );
        }
        expect(drawPerClass({ classIndexes, trainingRows }, null, seed)).toEqual(trainingRows);
      },
    ),
    { seed: 1 },
  );
});

test('the sizes end below what the largest class has, and with all', () => {
  expect(listLearningSizes(140)).toEqual([1, 2, 5, 10, 20, 50, null]);
  expect(listLearningSizes(10)).toEqual([1, 2, 5, null]);
  expect(listLearningSizes(1)).toEqual([null]);
});

test('every run is made once, leaves no tensor, and learners get better with more images', async () => {
  const before = tf.memory().numTensors;
  const { result, steps } = await runToEnd(drawLearningCurve(request, null, clock));
  expect(result).toBeNull();
  expect(tf.memory().numTensors).toBe(before);
  const results = steps.flatMap((step) => step.results);
  expect(results.map(({ accuracy, ...run }) => JSON.stringify(run)).sort()).toEqual(
    runs.map((run) => JSON.stringify(run)).sort(),
  );
  const fractions = steps.map(({ doneFraction }) => doneFraction);
  expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
  expect(fractions.at(-1)).toBeCloseTo(1);

  const mean = (learner: LearnerName, perClass: number | null) => {
    const found = results.filter((each) => each.learner === learner && each.perClass === perClass);
    return found.reduce((sum, { accuracy }) => sum + accuracy, 0) / found.length;
  };
  for (const learner of ['head', 'neighbours'] as const) {
    expect(mean(learner, null)).toBeGreaterThan(mean(learner, 1) + 0.05);
    expect(mean(learner, null)).toBeGreaterThan(0.6);
  }

  const all = await runToEnd(
    tryApproach({ approach: 'neighbours', data, seed: 1 }, { imagenetHead: null, images: null }, clock),
  );
  const predicted = (all.result as { predictedClassIndexes: Int32Array }).predictedClassIndexes;
  const right = predicted.filter(
    (classIndex, i) => classIndex === data.classIndexes[data.judgedRows[i] as number],
  );
  expect(mean('neighbours', null)).toBeCloseTo(right.length / predicted.length);
});

test('a stop keeps what is done and leaves no tensor', async () => {
  const before = tf.memory().numTensors;
  let resultCount = 0;
  const { result, steps } = await runToEnd(drawLearningCurve(request, null, clock), ({ results }) => {
    resultCount += results.length;
    return resultCount > 19 ? 'stop' : 'continue';
  });
  expect(result).toBeNull();
  expect(steps.flatMap((step) => step.results)).toHaveLength(20);
  expect(tf.memory().numTensors).toBe(before);
});
