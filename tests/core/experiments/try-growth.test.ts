import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { beforeAll, expect, test } from 'vitest';
import type { GrowthWay } from '../../../src/core/experiments/growth.ts';
import { tryGrowth } from '../../../src/core/experiments/try-growth.ts';
import { predictTable } from '../../../src/core/prediction/predict-table.ts';
import { growHead } from '../../../src/core/training/grow-head.ts';
import { createInitialHead } from '../../../src/core/training/initial-head.ts';
import { defaultTrainingSettings } from '../../../src/core/training/training-settings.ts';
import { createExperimentProblem, runToEnd } from './experiment-problem.ts';

const data = createExperimentProblem({
  classCount: 4,
  trainingPerClass: 15,
  judgedPerClass: 15,
  embeddingSize: 24,
  separation: 0.7,
  seed: 3,
});
const settings = { ...defaultTrainingSettings, learningRate: 0.02, epochs: 30 };

beforeAll(async () => {
  await tf.setBackend('wasm');
});

test('a grown head says of old classes what it said, and of a new one nothing yet', () => {
  const plain = createInitialHead(24, 3, 8, 5);
  const head = {
    ...plain,
    layers: plain.layers.map((layer) => ({
      ...layer,
      kernel: layer.kernel.map((_, i) => Math.sin(i)),
      bias: layer.bias.map((_, i) => i + 1),
    })),
  };
  const grown = growHead(head, [2, null, 0, 1]);
  const [before, after] = [predictTable(head, data.embeddings), predictTable(grown, data.embeddings)];
  for (let row = 0; row < data.embeddings.sampleCount; row++) {
    const old = [2, 0, 1].map((column) => before[row * 3 + column] as number);
    const kept = [0, 2, 3].map((column) => after[row * 4 + column] as number);
    const sum = kept.reduce((total, value) => total + value, 0);
    kept.forEach((value, i) => {
      expect(value / sum).toBeCloseTo(old[i] as number, 4);
    });
  }
});

test('trained on a new class alone a head forgets the old ones; with rehearsal it knows both', async () => {
  const before = tf.memory().numTensors;
  for (const newClassIndex of [0, 3]) {
    const { result, steps } = await runToEnd(tryGrowth({ data, newClassIndex, settings }));
    expect(result).toBeNull();
    expect(tf.memory().numTensors).toBe(before);
    expect(steps.at(-1)?.doneFraction).toBeCloseTo(1);
    const points = steps.flatMap((step) => step.points);
    const of = (way: GrowthWay) => points.filter((point) => point.way === way);
    expect(of('new-only').map(({ epoch }) => epoch)).toEqual(Array.from({ length: 21 }, (_, epoch) => epoch));
    expect(of('new-only')[0]).toEqual({ ...of('rehearsal')[0], way: 'new-only' });
    const [start, forgot, rehearsed] = [of('new-only')[0], of('new-only').at(-1), of('rehearsal').at(-1)];
    expect(start?.oldAccuracy).toBeGreaterThan(0.8);
    expect(start?.newAccuracy).toBeLessThan(0.2);
    expect(forgot?.newAccuracy).toBeGreaterThan(0.9);
    expect(forgot?.oldAccuracy).toBeLessThan((rehearsed?.oldAccuracy ?? 0) - 0.1);
    expect(rehearsed?.newAccuracy).toBeGreaterThan(0.7);
    expect(rehearsed?.oldAccuracy).toBeGreaterThan(0.8);
  }
});

test('a stop ends it and leaves no tensor', async () => {
  const before = tf.memory().numTensors;
  const { result, steps } = await runToEnd(
    tryGrowth({ data, newClassIndex: 1, settings }),
    ({ doneFraction }) => (doneFraction > 0.6 ? 'stop' : 'continue'),
  );
  expect(result).toBeNull();
  expect(steps.at(-1)?.doneFraction).toBeLessThan(0.7);
  expect(tf.memory().numTensors).toBe(before);
});
