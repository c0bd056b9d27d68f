import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { beforeAll, expect, it } from 'vitest';
import { createRandom } from '../../../src/core/shared/random.ts';
import { createTrainingProblem } from '../../core/training/training-problem.ts';
import {
  chooseTrainingRows,
  classifyRaw,
  teachableMachineRecipe,
  trainLikeTeachableMachine,
} from './teachable-machine-recipe.ts';

const problem = createTrainingProblem({
  classCount: 3,
  samplesPerClass: 15,
  embeddingSize: 12,
  separation: 0.7,
  seed: 3,
});

beforeAll(async () => {
  await tf.setBackend('wasm');
});

it('holds out the last 15 % of each shuffled class, rounded up', () => {
  const { classIndexes } = problem;
  const rows = chooseTrainingRows(classIndexes, [...classIndexes.keys()], 3, createRandom(1));
  expect(new Set(rows).size).toBe(rows.length);
  for (const classIndex of [0, 1, 2]) {
    // ceil(0.15 * 15) = 3
    expect(rows.filter((row) => classIndexes[row] === classIndex)).toHaveLength(12);
  }
});

it('learns what the same layers learn in TF.js, batch by batch in one order', async () => {
  const rows = chooseTrainingRows(problem.classIndexes, [...problem.classIndexes.keys()], 3, createRandom(2));
  const before = tf.memory().numTensors;
  const layers = await trainLikeTeachableMachine(problem, rows, createRandom(7));
  expect(tf.memory().numTensors).toBe(before);

  const { epochs, batchSize, learningRate, hiddenUnits } = teachableMachineRecipe;
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ inputShape: [12], units: hiddenUnits, activation: 'relu' }),
      tf.layers.dense({ units: 3, activation: 'softmax', useBias: false }),
    ],
  });
  model.compile({ optimizer: tf.train.adam(learningRate), loss: 'categoricalCrossentropy' });
  const values = tf.tensor2d(problem.embeddings.values, [45, 12]);
  const inputs = values.gather(tf.tensor1d([...rows], 'int32'));
  const targets = tf.oneHot(
    [...rows].map((row) => problem.classIndexes[row] as number),
    3,
  );
  await model.fit(inputs, targets, { epochs, batchSize, shuffle: false, verbose: 0 });
  // The start is drawn otherwise, so they agree in what they say of the samples, not in their weights.
  const expected = await (model.predict(values) as tf.Tensor).argMax(1).data();
  const said = [...problem.classIndexes.keys()].map((row) =>
    classifyRaw(layers, problem.embeddings.values.subarray(12 * row, 12 * row + 12)),
  );
  const agreeing = said.filter((classIndex, row) => classIndex === expected[row]).length;
  expect(agreeing).toBeGreaterThan(40);
  expect(layers[1]?.bias.every((value) => value === 0)).toBe(true);
});
