import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { beforeAll, describe, expect, test } from 'vitest';
import { isFailure } from '../../../src/core/shared/failure.ts';
import {
  defaultTrainingSettings,
  type TrainingSettings,
} from '../../../src/core/training/training-settings.ts';
import type { TrainingResult } from '../../../src/core/training/training-types.ts';
import { createTrainingProblem, runTraining } from './training-problem.ts';

const easy = { classCount: 3, samplesPerClass: 12, embeddingSize: 16, separation: 2, seed: 7 };

beforeAll(async () => {
  await tf.setBackend('wasm');
});

async function train(
  settings: Partial<TrainingSettings>,
  problem: Partial<Parameters<typeof createTrainingProblem>[0]> = {},
): Promise<TrainingResult> {
  const { outcome } = await runTraining(createTrainingProblem({ ...easy, ...problem, settings }));
  if (isFailure(outcome)) throw new Error(JSON.stringify(outcome));
  return outcome;
}

const recipes: readonly Partial<TrainingSettings>[] = [
  { optimizer: 'adamw', learningRate: 0.01 },
  { optimizer: 'sgd', learningRate: 0.02, schedule: 'one-cycle' },
  { schedule: 'cosine', learningRate: 0.02 },
  { schedule: 'plateau', learningRate: 0.05 },
  { labelSmoothing: 0.1, learningRate: 0.02 },
  { mixup: 0.4, learningRate: 0.02, classWeighting: 'balanced' },
  {
    mixup: 0.4,
    labelSmoothing: 0.1,
    hiddenUnits: 6,
    dropout: 0.2,
    optimizer: 'adamw',
    schedule: 'one-cycle',
    learningRate: 0.02,
  },
];

describe('every recipe', () => {
  test.each(recipes)(
    'learns, gives the same head for the same seed, and leaves no tensor: %o',
    async (recipe) => {
      const before = tf.memory().numTensors;
      const settings = { ...recipe, epochs: 25, batchSize: 8 };
      const first = await train(settings);
      expect(tf.memory().numTensors).toBe(before);
      expect(first.history.at(-1)?.validationAccuracy).toBeGreaterThan(0.8);
      expect((await train(settings)).head).toEqual(first.head);
      expect((await train({ ...settings, seed: 2 })).head).not.toEqual(first.head);
      expect((await train({ epochs: 25, batchSize: 8 })).head).not.toEqual(first.head);
    },
  );

  test('runs at the limits of its settings without a head that is no number', async () => {
    for (const recipe of [
      { optimizer: 'sgd', momentum: 0.99, learningRate: 10 },
      { optimizer: 'adamw', weightDecay: 10, learningRate: 10 },
      { labelSmoothing: 0.5, mixup: 2, learningRate: 0.000001 },
      { mixup: 0.001, patience: 1000, minDelta: 1 },
      { l2: 10, learningRate: 10, hiddenUnits: 8, dropout: 0.9 },
    ] as const) {
      const request = createTrainingProblem({ ...easy, settings: { ...recipe, epochs: 6 } });
      const { outcome } = await runTraining(request);
      // Numbers that run away are said, and leave the last good head where there is one.
      if (isFailure(outcome)) expect(outcome.kind).toBe('loss-not-finite');
      else for (const { kernel } of outcome.head.layers) expect(kernel.every(Number.isFinite)).toBe(true);
    }
  });
});

test('smoothed labels keep a head from being sure', async () => {
  const surest = async (labelSmoothing: number) =>
    (await train({ labelSmoothing, epochs: 200, learningRate: 0.05, l2: 0, refit: false })).history.at(-1)
      ?.loss;
  // The loss cannot fall below the entropy of the smoothed target: 0.9 + 0.1 / 3 and twice 0.1 / 3.
  const entropy = -((14 / 15) * Math.log(14 / 15) + (2 / 30) * Math.log(1 / 30));
  expect(await surest(0.1)).toBeGreaterThan(entropy - 1e-6);
  expect(await surest(0.1)).toBeLessThan(entropy + 0.02);
  expect(await surest(0)).toBeLessThan(0.01);
});

test('a mixed pair of classes counts each class by its weight', async () => {
  // Class 0 has three rows of one kind, class 1 one row of another kind; balanced, both weigh the same. The loss before the
  // first step is ln 2 for each row, mixed or not.
  const values = Float32Array.from([1, 0, 1, 0, 1, 0, 0, 1]);
  const { outcome } = await runTraining({
    embeddings: { sampleCount: 4, embeddingSize: 2, values },
    classIndexes: Int32Array.from([0, 0, 0, 1]),
    classCount: 2,
    trainingRows: Int32Array.from([0, 1, 2, 3]),
    validationRows: new Int32Array(),
    settings: {
      ...defaultTrainingSettings,
      epochs: 1,
      optimizer: 'sgd',
      learningRate: 0.1,
      mixup: 1,
      classWeighting: 'balanced',
    },
  });
  if (isFailure(outcome)) throw new Error(outcome.kind);
  expect(outcome.history[0]?.loss).toBeCloseTo(Math.LN2, 6);
  // Balanced, both classes pull the bias equally hard, whoever is mixed with whom.
  for (const bias of outcome.head.layers[0]?.bias ?? [1]) expect(Math.abs(bias)).toBeLessThan(1e-6);
});

describe('early stopping', () => {
  const noisy = { separation: 0.2, samplesPerClass: 8, seed: 3 };
  const settings = { epochs: 120, learningRate: 0.05, l2: 0 };

  test('ends the fit so many epochs after the best, which is kept and refitted', async () => {
    const whole = await train(settings, noisy);
    expect(whole.bestEpoch).toBeLessThan(60);
    const early = await train({ ...settings, patience: 20 }, noisy);
    expect(early.ending).toBe('early');
    expect(early.history).toHaveLength(early.bestEpoch + 20);
    expect(early.history).toEqual(
      whole.history.slice(0, early.history.length).map((record, i) => ({
        ...record,
        durationMs: early.history[i]?.durationMs,
      })),
    );
    expect(early.refitDone).toBe(true);
  });

  test('does not count a gain below the smallest that is asked for', async () => {
    const any = await train({ ...settings, learningRate: 0.0005, patience: 3 }, noisy);
    const large = await train({ ...settings, learningRate: 0.0005, patience: 3, minDelta: 1 }, noisy);
    expect(any.history.length).toBeGreaterThan(4);
    // The first epoch is better than nothing, the three after it are not by so much.
    expect(large.history).toHaveLength(4);
    expect(large.bestEpoch).toBe(4);
  });

  test('does nothing where nothing is validated', async () => {
    const request = createTrainingProblem({
      ...easy,
      samplesPerClass: 1,
      settings: { epochs: 9, patience: 1 },
    });
    const { outcome } = await runTraining(request);
    expect(outcome).toMatchObject({ ending: 'finished', bestEpoch: 9 });
  });
});

test('a refit repeats the rates of the fit', async () => {
  // On the same rows in fit and refit, what differs is the order alone: with one batch, nothing.
  const request = createTrainingProblem({
    ...easy,
    settings: { epochs: 30, schedule: 'plateau', learningRate: 0.3, batchSize: 1024 },
  });
  const validationRows = request.trainingRows.slice(0, 1);
  const trainingRows = request.trainingRows;
  const { outcome } = await runTraining({ ...request, trainingRows, validationRows });
  if (isFailure(outcome)) throw new Error(outcome.kind);
  expect(outcome.refitDone).toBe(true);
  // The refit has one row twice, so the heads are near to each other, not the same.
  const [fitted, refitted] = [outcome.validationHead, outcome.head].map(
    ({ layers }) => layers[0]?.kernel ?? [],
  );
  const distance = Math.hypot(...Array.from(fitted ?? [], (value, i) => value - (refitted?.[i] ?? 0)));
  expect(distance).toBeLessThan(0.2 * Math.hypot(...Array.from(fitted ?? [])));
});
