import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { createRandom, randomNormal } from '../../../src/core/shared/random.ts';
import {
  computeTuningGradients,
  type TunedPart,
  type TuningBatch,
} from '../../../src/core/training/tuning-gradients.ts';
import { computeStockLoss } from './stock-tuning-loss.ts';

const [batchSize, side, channels, embeddingSize, hiddenUnits, classCount] = [4, 6, 3, 5, 4, 3];
const l2 = 0.05;

// Otherwise TF.js advertises its native build.
beforeAll(() => tf.env().set('IS_TEST', true));

/** Two blocks of given strides and a head with a hidden layer, with numbers that leave few units cut off by ReLU6. */
function makePart(strides: readonly (1 | 2)[]): TunedPart {
  const random = createRandom(7);
  const normals = (shape: number[], scale: number, centre = 0) =>
    tf.tensor(
      Float32Array.from(
        { length: shape.reduce((product, size) => product * size, 1) },
        () => centre + scale * randomNormal(random),
      ),
      shape,
    );
  const block = (from: number, to: number) => ({
    depthwiseKernel: normals([3, 3, from, 1], 0.4) as tf.Tensor4D,
    depthwiseBias: normals([from], 0.5, 1.5) as tf.Tensor1D,
    pointwiseKernel: normals([from, to], 0.8) as tf.Tensor2D,
    pointwiseBias: normals([to], 0.5, 1.5) as tf.Tensor1D,
  });
  const layer = (from: number, to: number) => ({
    kernel: normals([from, to], 0.7) as tf.Tensor2D,
    bias: normals([to], 0.3) as tf.Tensor1D,
  });
  return {
    strides,
    blocks: [block(channels, 4), block(4, embeddingSize)],
    head: [layer(embeddingSize, hiddenUnits), layer(hiddenUnits, classCount)],
  };
}

/** Three rows that count differently, and one of padding; dropout takes a part of what goes into each layer. */
function makeBatch(): TuningBatch {
  const random = createRandom(8);
  const column = (values: number[]) => tf.tensor2d(values, [batchSize, 1]);
  const masks = [embeddingSize, hiddenUnits].map((size) =>
    tf.tensor2d(
      Float32Array.from({ length: batchSize * size }, () => (random.next() < 0.3 ? 0 : 1 / 0.7)),
      [batchSize, size],
    ),
  );
  return {
    activations: tf.tensor4d(
      Float32Array.from({ length: batchSize * side * side * channels }, (_, at) =>
        at < 3 * side * side * channels ? Math.min(6, Math.abs(2 * randomNormal(random))) : 0,
      ),
      [batchSize, side, side, channels],
    ),
    targets: tf.tensor2d([1, 0, 0, 0.1, 0.8, 0.1, 0, 0, 1, 0, 0, 0], [batchSize, classCount]),
    weights: column([1 / 3, 1 / 3, 1 / 3, 0]),
    lossWeights: column([0.5 / 3, 1.5 / 3, 1 / 3, 0]),
    dropoutMasks: masks,
  };
}

/** All numbers that are trained, in the order of the part. */
function listParameters({ blocks, head }: Pick<TunedPart, 'blocks' | 'head'>): tf.Tensor[] {
  return [
    ...blocks.flatMap((block) => [
      block.depthwiseKernel,
      block.depthwiseBias,
      block.pointwiseKernel,
      block.pointwiseBias,
    ]),
    ...head.flatMap(({ kernel, bias }) => [kernel, bias]),
  ];
}

async function readAll(tensors: readonly tf.Tensor[]): Promise<Float32Array[]> {
  return Promise.all(tensors.map(async (tensor) => (await tensor.data()) as Float32Array));
}

const largestOf = (values: Float32Array) => Math.max(...values.map(Math.abs));

test.each([[[1, 1] as const], [[2, 1] as const], [[1, 2] as const]])(
  'the gradients of the whole part, strides %j, are those that TF.js has on the cpu backend',
  async (strides) => {
    await tf.setBackend('cpu');
    const batch = makeBatch();
    const parameters = listParameters(makePart(strides));
    const { value, grads } = tf.valueAndGrads((...args: tf.Tensor[]) =>
      computeStockLoss(strides, batch, args, l2),
    )(parameters);
    const expected = await readAll(grads);
    const penalty = tf.tidy(() =>
      tf.mul(
        tf.addN(
          parameters.slice(8).flatMap((tensor) => (tensor.rank === 2 ? [tf.sum(tf.square(tensor))] : [])),
        ),
        l2 / 2,
      ),
    );
    const expectedLoss = ((await value.data())[0] as number) - ((await penalty.data())[0] as number);

    for (const backend of ['cpu', 'wasm']) {
      await tf.setBackend(backend);
      const ours = computeTuningGradients(makePart(strides), makeBatch(), l2);
      expect((await ours.loss.data())[0]).toBeCloseTo(expectedLoss, 5);
      const gradients = await readAll(listParameters(ours));
      gradients.forEach((gradient, index) => {
        const stock = expected[index] as Float32Array;
        const errors = gradient.map((number, at) => number - (stock[at] as number));
        expect(largestOf(stock), `parameter ${index}`).toBeGreaterThan(0);
        expect(largestOf(errors) / largestOf(stock), `parameter ${index}, ${backend}`).toBeLessThan(1e-4);
      });
    }
  },
);
