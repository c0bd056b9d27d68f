import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { afterAll, expect, test } from 'vitest';
import {
  computeSmallNetworkGradients,
  countSmallNetworkParameters,
  createSmallNetwork,
  runSmallNetwork,
} from '../../../src/core/experiments/small-network.ts';

afterAll(() => tf.disposeVariables());

/** A batch of pictures of 32 pixels, their targets, and a network whose every number takes part. */
function createProblem() {
  const images = tf.randomNormal<tf.Rank.R4>([3, 32, 32, 3], 0, 1, 'float32', 5);
  const targets = tf.oneHot(tf.tensor1d([0, 3, 1], 'int32'), 4) as tf.Tensor2D;
  const parameters = createSmallNetwork(4, 9).map((value, index) =>
    tf.add(value, tf.randomNormal(value.shape, 0, 0.05, 'float32', 100 + index)),
  );
  return { images, targets: tf.cast(targets, 'float32'), parameters };
}

test('the gradients are those of TensorFlow.js, and the same on wasm', async () => {
  await tf.setBackend('cpu');
  const { images, targets, parameters } = createProblem();
  const stock = tf.valueAndGrads((...values: tf.Tensor[]) =>
    tf.losses.softmaxCrossEntropy(targets, runSmallNetwork(values, images)),
  )(parameters);
  const known = await Promise.all(stock.grads.map((gradient) => gradient.data()));
  const loss = (await stock.value.data())[0] as number;
  const plain = await Promise.all([images, targets, ...parameters].map((value) => value.data()));

  for (const backend of ['cpu', 'wasm']) {
    await tf.setBackend(backend);
    const [movedImages, movedTargets, ...moved] = [images, targets, ...parameters].map((value, index) =>
      tf.tensor(plain[index] as Float32Array, value.shape),
    );
    const own = computeSmallNetworkGradients(moved, movedImages as tf.Tensor4D, movedTargets as tf.Tensor2D);
    expect((await own.loss.data())[0]).toBeCloseTo(loss, 4);
    for (const [index, gradient] of own.gradients.entries()) {
      expect(gradient.shape).toEqual(parameters[index]?.shape);
      const [values, expected] = [await gradient.data(), known[index] as Float32Array];
      const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      expect(largest).toBeGreaterThan(0);
      const error = expected.reduce(
        (most, value, i) => Math.max(most, Math.abs(value - (values[i] as number))),
        0,
      );
      expect(error / largest).toBeLessThan(1e-4);
    }
  }
});

test('it says how many numbers it trains', async () => {
  await tf.setBackend('cpu');
  const parameters = createSmallNetwork(7, 1);
  expect(countSmallNetworkParameters(7)).toBe(parameters.reduce((sum, { size }) => sum + size, 0));
  tf.dispose(parameters);
});
