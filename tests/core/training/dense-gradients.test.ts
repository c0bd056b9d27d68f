import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { createRandom, randomNormal } from '../../../src/core/shared/random.ts';
import { computeGradients } from '../../../src/core/training/dense-gradients.ts';

interface PlainLayer {
  readonly kernel: number[][];
  readonly bias: number[];
}

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** Weighted cross-entropy of the head plus the penalty, in 64-bit numbers, straight from the definition. */
function lossByDefinition(
  layers: readonly PlainLayer[],
  inputs: number[][],
  classes: number[],
  weights: number[],
  masks: number[][][] | null,
  l2: number,
): number {
  let total = 0;
  inputs.forEach((input, row) => {
    let activation = input;
    layers.forEach(({ kernel, bias }, index) => {
      const masked = activation.map((value, i) => value * (masks?.[index]?.[row]?.[i] ?? 1));
      const output = bias.map((b, o) =>
        masked.reduce((sum, value, i) => sum + value * ((kernel[i] as number[])[o] as number), b),
      );
      activation = index < layers.length - 1 ? output.map((value) => Math.max(0, value)) : output;
    });
    const largest = Math.max(...activation);
    const logSum = largest + Math.log(activation.reduce((sum, z) => sum + Math.exp(z - largest), 0));
    total += (weights[row] as number) * (logSum - (activation[classes[row] as number] as number));
  });
  const squares = layers.flatMap(({ kernel }) => kernel.flat()).reduce((sum, w) => sum + w * w, 0);
  return total + (l2 / 2) * squares;
}

test('the gradients agree with finite differences of the loss', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        seed: fc.integer({ min: 0, max: 1_000_000 }),
        hiddenUnits: fc.constantFrom(0, 4),
        l2: fc.constantFrom(0, 0.1),
        dropout: fc.boolean(),
        sampleCount: fc.integer({ min: 1, max: 5 }),
      }),
      async ({ seed, hiddenUnits, l2, dropout, sampleCount }) => {
        const random = createRandom(seed);
        const normals = (length: number) => Array.from({ length }, () => randomNormal(random));
        const sizes = hiddenUnits === 0 ? [6, 3] : [6, hiddenUnits, 3];
        const layers = sizes.slice(1).map((outputSize, i) => ({
          kernel: Array.from({ length: sizes[i] as number }, () => normals(outputSize)),
          bias: normals(outputSize),
        }));
        const inputs = Array.from({ length: sampleCount }, () => normals(6));
        const classes = inputs.map(() => Math.floor(random.next() * 3));
        const weights = inputs.map(() => (3 * random.next()) / sampleCount);
        const masks = dropout
          ? layers.map((layer) => inputs.map(() => layer.kernel.map(() => (random.next() < 0.5 ? 0 : 2))))
          : null;

        const batch = {
          inputs: tf.tensor2d(inputs),
          targets: tf.oneHot(tf.tensor1d(classes, 'int32'), 3).toFloat() as tf.Tensor2D,
          weights: tf.fill([sampleCount, 1], 1 / sampleCount) as tf.Tensor2D,
          lossWeights: tf.tensor2d(weights, [sampleCount, 1]),
          dropoutMasks: masks?.map((mask) => tf.tensor2d(mask)) ?? null,
        };
        const gradients = computeGradients(
          layers.map(({ kernel, bias }) => ({ kernel: tf.tensor2d(kernel), bias: tf.tensor1d(bias) })),
          batch,
          l2,
        );
        expect((await gradients.loss.data())[0]).toBeCloseTo(
          lossByDefinition(layers, inputs, classes, weights, masks, 0),
          4,
        );

        const nudge = 1e-5;
        for (const [index, layer] of layers.entries()) {
          const kernelGradient = (await gradients.layers[index]?.kernel.array()) as number[][];
          const biasGradient = (await gradients.layers[index]?.bias.array()) as number[];
          const rows = [...layer.kernel, layer.bias];
          const analytic = [...kernelGradient, biasGradient];
          rows.forEach((row, r) => {
            row.forEach((value, c) => {
              row[c] = value + nudge;
              const above = lossByDefinition(layers, inputs, classes, weights, masks, l2);
              row[c] = value - nudge;
              const below = lossByDefinition(layers, inputs, classes, weights, masks, l2);
              row[c] = value;
              expect(analytic[r]?.[c]).toBeCloseTo((above - below) / (2 * nudge), 3);
            });
          });
        }
      },
    ),
    { seed: 20, numRuns: 60 },
  );
});

test('padding with weight zero changes neither loss nor gradient', async () => {
  const layer = { kernel: tf.tensor2d([[0.5, -1]]), bias: tf.tensor1d([0.1, 0]) };
  const plain = computeGradients(
    [layer],
    {
      inputs: tf.tensor2d([[2]]),
      targets: tf.tensor2d([[0, 1]]),
      weights: tf.tensor2d([[1]]),
      lossWeights: tf.tensor2d([[3]]),
      dropoutMasks: null,
    },
    0,
  );
  const padded = computeGradients(
    [layer],
    {
      inputs: tf.tensor2d([[2], [77]]),
      targets: tf.tensor2d([
        [0, 1],
        [1, 0],
      ]),
      weights: tf.tensor2d([[1], [0]]),
      lossWeights: tf.tensor2d([[3], [0]]),
      dropoutMasks: null,
    },
    0,
  );
  expect(await padded.loss.data()).toEqual(await plain.loss.data());
  expect(await padded.accuracy.data()).toEqual(await plain.accuracy.data());
  expect(await padded.layers[0]?.kernel.array()).toEqual(await plain.layers[0]?.kernel.array());
});
