import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { beforeAll, describe, expect, test } from 'vitest';
import { isFailure } from '../../../src/core/shared/failure.ts';
import { findLearningRate, judgeRates, testedRates } from '../../../src/core/training/find-learning-rate.ts';
import type { LearningRateTest } from '../../../src/core/training/learning-rate-test.ts';
import type { TrainingSettings } from '../../../src/core/training/training-settings.ts';
import { createTrainingProblem, runTraining } from './training-problem.ts';

const easy = { classCount: 3, samplesPerClass: 40, embeddingSize: 16, separation: 1, seed: 7 };

beforeAll(async () => {
  await tf.setBackend('wasm');
});

async function run(settings: Partial<TrainingSettings>, stopAt = 2) {
  const request = createTrainingProblem({ ...easy, settings });
  const search = findLearningRate(request);
  let step = await search.next();
  while (step.done !== true) step = await search.next(step.value >= stopAt ? 'stop' : 'continue');
  return step.value;
}

async function find(settings: Partial<TrainingSettings>): Promise<LearningRateTest> {
  const result = await run(settings);
  if (result === null || isFailure(result)) throw new Error('no result');
  return result;
}

describe('the range test', () => {
  test('raises the rate tenfold every 20 steps, and leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    const { points } = await find({});
    expect(tf.memory().numTensors).toBe(before);
    expect(points[0]?.learningRate).toBe(testedRates.lowest);
    expect(points[60]?.learningRate).toBeCloseTo(1e-3, 12);
    // The head starts undecided, and the first rates do next to nothing.
    expect(points[5]?.loss).toBeCloseTo(Math.log(3), 2);
    expect((await find({})).points).toEqual(points);
  });

  test.each(['adam', 'adamw', 'sgd'] as const)('suggests a rate with which %s learns', async (optimizer) => {
    const { suggested } = await find({ optimizer });
    expect(suggested).not.toBeNull();
    const settings = { optimizer, learningRate: suggested ?? 0, epochs: 15 };
    const { outcome } = await runTraining(createTrainingProblem({ ...easy, settings }));
    if (isFailure(outcome)) throw new Error(outcome.kind);
    expect(outcome.history.at(-1)?.accuracy).toBeGreaterThan(0.9);
  });

  test('ends when it is stopped', async () => {
    expect(await run({}, 0)).toBeNull();
  });

  test('says why it cannot begin', async () => {
    expect(await run({ batchSize: 0 })).toMatchObject({ kind: 'setting-out-of-range' });
  });
});

describe('the suggestion', () => {
  test('is where the loss falls fastest, however far down it goes afterwards', () => {
    // Falls fast around 10^-3 (step 60), then slowly, and runs away at the end. The mean of the losses lags behind a little.
    const losses = Array.from({ length: 140 }, (_, i) =>
      i > 130 ? 3 ** (i - 130) : 1 + 1 / (1 + Math.exp((i - 60) / 3)) - 0.001 * i,
    );
    expect(judgeRates(losses).suggested).toBeGreaterThan(0.0009);
    expect(judgeRates(losses).suggested).toBeLessThan(0.004);
  });

  test('is none where the loss never falls, and where there is no loss at all', () => {
    expect(judgeRates(new Array(50).fill(1)).suggested).toBeNull();
    expect(judgeRates([1, 2, 3, 9]).suggested).toBeNull();
    expect(judgeRates([])).toEqual({ points: [], suggested: null });
  });
});
