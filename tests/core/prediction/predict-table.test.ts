import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { predictTable } from '../../../src/core/prediction/predict-table.ts';
import { rankClasses } from '../../../src/core/prediction/rank-classes.ts';
import { softmaxInPlace } from '../../../src/core/prediction/softmax.ts';
import { createRandom, randomNormal } from '../../../src/core/shared/random.ts';
import type { DenseLayer, Head } from '../../../src/core/training/head.ts';

const random = createRandom(7);

function normals(length: number, scale = 1): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length }, () => randomNormal(random) * scale);
}

function createLayer(
  inputSize: number,
  outputSize: number,
  activation: DenseLayer['activation'],
): DenseLayer {
  return {
    inputSize,
    outputSize,
    kernel: normals(inputSize * outputSize, 0.2),
    bias: normals(outputSize),
    activation,
  };
}

beforeAll(async () => {
  await tf.setBackend('cpu');
});
afterAll(() => tf.disposeVariables());

/** The same head as a TF.js layers model. */
function predictWithTensorFlow(head: Head, rows: Float32Array): Float32Array {
  return tf.tidy(() => {
    const model = tf.sequential({
      layers: [
        tf.layers.layerNormalization({ epsilon: 1e-6, inputShape: [head.embeddingSize] }),
        ...head.layers.map((layer, depth) =>
          tf.layers.dense({
            units: layer.outputSize,
            activation: depth === head.layers.length - 1 ? 'softmax' : layer.activation,
          }),
        ),
      ],
    });
    model.setWeights([
      tf.ones([head.embeddingSize]),
      tf.zeros([head.embeddingSize]),
      ...head.layers.flatMap((layer) => [
        tf.tensor2d(layer.kernel, [layer.inputSize, layer.outputSize]),
        tf.tensor1d(layer.bias),
      ]),
    ]);
    const output = model.predict(tf.tensor2d(rows, [rows.length / head.embeddingSize, head.embeddingSize]));
    return (output as tf.Tensor).dataSync<'float32'>().slice();
  });
}

test.each([
  ['linear', [createLayer(64, 5, 'linear')]],
  ['with a hidden layer', [createLayer(64, 10, 'relu'), createLayer(10, 3, 'linear')]],
])('a head (%s) predicts what the same TF.js model predicts', (_, layers) => {
  const classCount = layers.at(-1)?.outputSize ?? 0;
  const head: Head = { embeddingSize: 64, classCount, layers };
  // Embeddings come out of a relu: half of the numbers are zero.
  const values = normals(20 * 64).map((value) => Math.max(value, 0));
  const ours = predictTable(head, { sampleCount: 20, embeddingSize: 64, values });
  const theirs = predictWithTensorFlow(head, values);
  expect(ours.length).toBe(theirs.length);
  ours.forEach((probability, index) => {
    expect(probability).toBeCloseTo(theirs[index] as number, 6);
  });
});

test('an empty table gives no probabilities', () => {
  const head: Head = { embeddingSize: 4, classCount: 2, layers: [createLayer(4, 2, 'linear')] };
  expect(predictTable(head, { sampleCount: 0, embeddingSize: 4, values: new Float32Array() })).toHaveLength(
    0,
  );
});

test('embeddings of another base model are a bug and throw', () => {
  const head: Head = { embeddingSize: 4, classCount: 2, layers: [createLayer(4, 2, 'linear')] };
  const table = { sampleCount: 1, embeddingSize: 5, values: new Float32Array(5) };
  expect(() => predictTable(head, table)).toThrow(RangeError);
});

test('softmax sums to 1, keeps the order, and bears huge logits', () => {
  const logit = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(fc.array(logit, { minLength: 1, maxLength: 50 }), (logits) => {
      const probabilities = Float64Array.from(logits);
      softmaxInPlace(probabilities);
      expect(probabilities.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
      expect(probabilities.every((value) => value >= 0 && value <= 1)).toBe(true);
      const [first] = rankClasses(logits);
      expect(probabilities[first as number]).toBe(Math.max(...probabilities));
    }),
    { seed: 5, numRuns: 500 },
  );
});

test('softmax does not change when every logit grows alike', () => {
  const low = Float64Array.of(0, 1, 2);
  const high = Float64Array.of(1000, 1001, 1002);
  softmaxInPlace(low);
  softmaxInPlace(high);
  expect([...high]).toEqual([...low]);
  expect(low[2]).toBeCloseTo(0.66524096, 8);
});

test('classes are ranked by probability, the lower column first among equals', () => {
  expect(rankClasses([0.1, 0.4, 0.1, 0.4])).toEqual([1, 3, 0, 2]);
  expect(rankClasses(Float32Array.of(0, 1))).toEqual([1, 0]);
  expect(rankClasses([])).toEqual([]);
});
