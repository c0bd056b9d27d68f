import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { beforeAll, describe, expect, it } from 'vitest';
import type { BaseModel } from '../../../src/core/embedding/base-model.ts';
import { createBaseModelEmbedder } from '../../../src/core/embedding/base-model-embedder.ts';
import { scalePixels } from '../../../src/core/embedding/embedder.ts';
import type { EmbeddingTable } from '../../../src/core/embedding/embedding-table.ts';
import { exportFullModel } from '../../../src/core/export/export-full-model.ts';
import { exportHeadModel } from '../../../src/core/export/export-head-model.ts';
import { predictTable } from '../../../src/core/prediction/predict-table.ts';
import { createTestHead, createTestImages, describeTestModel, readBuiltInBase } from './export-fixtures.ts';
import { predictAndDispose, waysToLoad } from './ways-to-load.ts';

const labels = ['ant', 'bee', 'cat'];
const heads = [
  { kind: 'linear', hiddenUnits: 0 },
  { kind: 'hidden-layer', hiddenUnits: 20 },
];
const cases = heads.flatMap((head) => waysToLoad.map((way) => ({ ...head, ...way })));

let base: BaseModel;
let images: Uint8Array<ArrayBuffer>[];
/** What the studio computes for `images`. */
let table: EmbeddingTable;

beforeAll(async () => {
  base = await readBuiltInBase();
  await tf.setBackend('wasm');
  images = createTestImages(base.manifest.inputSize);
  const embedder = createBaseModelEmbedder(base, { batchSize: images.length, padding: 'none' });
  const values = Float32Array.from(await embedder.embed(images));
  embedder.dispose();
  table = { sampleCount: images.length, embeddingSize: base.manifest.embeddingSize, values };
});

function expectClose(actual: Float32Array, expected: Float32Array): void {
  expect(actual.length).toBe(expected.length);
  const differences = Array.from(expected, (value, i) => Math.abs(value - (actual[i] as number)));
  expect(Math.max(...differences)).toBeLessThan(1e-4);
}

function isSame(actual: ArrayLike<number> | undefined, expected: Float32Array): boolean {
  return actual?.length === expected.length && expected.every((value, i) => value === actual[i]);
}

describe('the studio predicts differently for each test image', () => {
  it.each(heads)('with a $kind head', ({ hiddenUnits }) => {
    const expected = predictTable(createTestHead(table.embeddingSize, hiddenUnits, 3), table);
    const rows = images.map((_, row) => Array.from(expected.subarray(3 * row, 3 * row + 3)));
    for (const [row, probabilities] of rows.entries()) {
      expect(Math.max(...probabilities)).toBeLessThan(0.999);
      for (const other of rows.slice(row + 1)) {
        expect(
          Math.max(...other.map((value, i) => Math.abs(value - (probabilities[i] as number)))),
        ).toBeGreaterThan(0.01);
      }
    }
  });
});

describe('exportHeadModel', () => {
  it.each(cases)(
    'gives a $kind head that plain TF.js opens $way and that predicts as the studio',
    async ({ hiddenUnits, load }) => {
      const head = createTestHead(table.embeddingSize, hiddenUnits, labels.length);
      const tensorCount = tf.memory().numTensors;
      const file = await exportHeadModel(head, describeTestModel(labels));
      expect(tf.memory().numTensors).toBe(tensorCount);
      const model = await load(file);
      expect(model.inputs[0]?.shape).toEqual([null, table.embeddingSize]);
      expect(model.outputs[0]?.shape).toEqual([null, labels.length]);
      const shape = [table.sampleCount, table.embeddingSize];
      expectClose(await predictAndDispose(model, table.values, shape), predictTable(head, table));
      expect(tf.memory().numTensors).toBe(tensorCount);
    },
  );

  it('refuses labels that do not fit the head', async () => {
    const head = createTestHead(table.embeddingSize, 0, 3);
    await expect(exportHeadModel(head, describeTestModel(['one', 'two']))).rejects.toThrow(RangeError);
  });
});

describe('exportFullModel', () => {
  it.each(cases)(
    'gives a model with a $kind head that plain TF.js opens $way and that predicts as the studio',
    async ({ hiddenUnits, load }) => {
      const { inputSize, inputRange } = base.manifest;
      const head = createTestHead(table.embeddingSize, hiddenUnits, labels.length);
      const tensorCount = tf.memory().numTensors;
      const file = await exportFullModel(base, head, describeTestModel(labels));
      expect(tf.memory().numTensors).toBe(tensorCount);
      const model = await load(file);
      expect(model.inputs[0]?.shape).toEqual([null, inputSize, inputSize, 3]);
      expect(model.outputs[0]?.shape).toEqual([null, labels.length]);
      const pixels = scalePixels(images, inputSize, images.length, inputRange);
      const shape = [images.length, inputSize, inputSize, 3];
      expectClose(await predictAndDispose(model, pixels, shape), predictTable(head, table));
      expect(tf.memory().numTensors).toBe(tensorCount);
    },
  );

  it('keeps every weight of the base as it is', async () => {
    const head = createTestHead(table.embeddingSize, 0, labels.length);
    const [fromMemory] = waysToLoad;
    const model = await fromMemory.load(await exportFullModel(base, head, describeTestModel(labels)));
    for (const { info, kernel, bias } of base.layers) {
      const [kernelTensor, biasTensor] = model.getLayer(info.name).getWeights();
      expect(kernelTensor?.shape).toEqual(info.kernelShape);
      expect(isSame(await kernelTensor?.data(), kernel), `${info.name} kernel`).toBe(true);
      expect(isSame(await biasTensor?.data(), bias), `${info.name} bias`).toBe(true);
    }
    model.dispose();
  });

  it('refuses a description of another base model', async () => {
    const head = createTestHead(table.embeddingSize, 0, labels.length);
    const description = describeTestModel(labels, { id: 'another' });
    await expect(exportFullModel(base, head, description)).rejects.toThrow(RangeError);
  });
});
