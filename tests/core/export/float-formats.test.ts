import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BaseModel } from '../../../src/core/embedding/base-model.ts';
import { scalePixels } from '../../../src/core/embedding/embedder.ts';
import type { EmbeddingTable } from '../../../src/core/embedding/embedding-table.ts';
import { exportFullModel } from '../../../src/core/export/export-full-model.ts';
import { exportHeadModel } from '../../../src/core/export/export-head-model.ts';
import { exportGraphModel } from '../../../src/core/export/graph-model/export-graph-model.ts';
import type { FloatPrecision } from '../../../src/core/export/write-weights.ts';
import { predictTable } from '../../../src/core/prediction/predict-table.ts';
import type { Head } from '../../../src/core/training/head.ts';
import { createTestHead, describeTestModel, readBuiltInBase, unzipModel } from './export-fixtures.ts';
import { createMeansHead, embedSquares, readSampleSquares, type SampleSquares } from './sample-squares.ts';

const imageCount = 50;
const tolerances = { float32: 1e-4, float16: 5e-3 } as const;
const precisions = ['float32', 'float16'] as const;

let base: BaseModel;
let squares: SampleSquares;
let table: EmbeddingTable;
let heads: Readonly<Record<'linear' | 'hidden-layer', Head>>;

beforeAll(async () => {
  base = await readBuiltInBase();
  await tf.setBackend('wasm');
  squares = await readSampleSquares(imageCount, base.manifest.inputSize);
  table = await embedSquares(base, squares);
  heads = {
    linear: createMeansHead(table, squares),
    'hidden-layer': createTestHead(table.embeddingSize, 20, squares.classNames.length),
  };
});

afterAll(() => tf.disposeVariables());

const cases = precisions.flatMap((precision) =>
  (['linear', 'hidden-layer'] as const).map((kind) => ({ precision, kind })),
);

it('the head of class means knows most squares, and is not sure of all', () => {
  const expected = predictTable(heads.linear, table);
  const highest = squares.classIndexes.map((_, row) => Math.max(...rowOf(expected, row)));
  const right = squares.classIndexes.filter(
    (classIndex, row) => rowOf(expected, row).indexOf(highest[row] ?? 0) === classIndex,
  );
  expect(right.length).toBeGreaterThan(0.8 * imageCount);
  expect(Math.min(...highest)).toBeLessThan(0.9);
});

describe.each(cases)('in $precision with a $kind head', ({ precision, kind }) => {
  it('the graph model gives what the studio predicts', async () => {
    const head = heads[kind];
    const tensorCount = tf.memory().numTensors;
    const file = await exportGraphModel(base, head, describeTestModel(squares.classNames), { precision });
    expect(tf.memory().numTensors).toBe(tensorCount);
    const { model, weights, metadata } = unzipModel(file);
    expect(metadata).toMatchObject({ contains: 'full', precision, labels: squares.classNames });
    const graph = await tf.loadGraphModel(tf.io.fromMemory(artifactsOf(model, weights)));
    expect(graph.inputs).toMatchObject([{ name: 'images', shape: [-1, 224, 224, 3], dtype: 'float32' }]);
    await expectSame((images) => graph.predict(images) as tf.Tensor, head, precision);
    graph.dispose();
    expect(tf.memory().numTensors).toBe(tensorCount);
  });

  it('the full layers model gives what the studio predicts', async () => {
    const head = heads[kind];
    const description = describeTestModel(squares.classNames);
    const { model, weights, metadata } = unzipModel(
      await exportFullModel(base, head, description, { precision }),
    );
    expect(metadata).toMatchObject({ contains: 'full', precision });
    const layers = await tf.loadLayersModel(tf.io.fromMemory(artifactsOf(model, weights)));
    await expectSame((images) => layers.predict(images) as tf.Tensor, head, precision);
    layers.dispose();
  });

  it('the head gives what the studio predicts', async () => {
    const head = heads[kind];
    const description = describeTestModel(squares.classNames);
    const { model, weights, metadata } = unzipModel(await exportHeadModel(head, description, { precision }));
    expect(metadata).toMatchObject({ contains: 'head', precision });
    const layers = await tf.loadLayersModel(tf.io.fromMemory(artifactsOf(model, weights)));
    const rows = tf.tensor(table.values, [table.sampleCount, table.embeddingSize]);
    const output = layers.predict(rows) as tf.Tensor;
    expectClose(await output.data(), predictTable(head, table), precision);
    tf.dispose([rows, output]);
    layers.dispose();
  });
});

describe('float16', () => {
  it.each([
    ['graph', exportGraphModel],
    ['layers', exportFullModel],
  ] as const)('halves the file of the %s model, and has a name of its own', async (_, write) => {
    const description = describeTestModel(squares.classNames);
    const single = await write(base, heads.linear, description, { precision: 'float32' });
    const half = await write(base, heads.linear, description, { precision: 'float16' });
    expect(half.bytes.length / single.bytes.length).toBeLessThan(0.52);
    expect(half.fileName).not.toBe(single.fileName);
    expect(half.fileName).toContain('float16');
  });

  it('leaves a kernel as it is that has numbers beyond its range', async () => {
    const head = createTestHead(4, 0, 2);
    const kernel = Float32Array.of(70_000, 1, -3, 0.1, 5, 6, 7, 8);
    const large = { ...head, layers: head.layers.map((layer) => ({ ...layer, kernel })) };
    const description = describeTestModel(['a', 'b'], { embeddingSize: 4 });
    const { model, weights } = unzipModel(
      await exportHeadModel(large, description, { precision: 'float16' }),
    );
    const layers = await tf.loadLayersModel(tf.io.fromMemory(artifactsOf(model, weights)));
    const [read] = layers.getLayer('probabilities').getWeights();
    expect(await read?.data()).toEqual(kernel);
    layers.dispose();
  });
});

describe('8 bits', () => {
  it('keep the class of nearly every square, in half of the room of float16', async () => {
    const description = describeTestModel(squares.classNames);
    const head = heads.linear;
    const half = await exportGraphModel(base, head, description, { precision: 'float16' });
    const file = await exportGraphModel(base, head, description, { precision: 'int8' });
    expect(file.bytes.length / half.bytes.length).toBeLessThan(0.55);
    expect(file.fileName).toContain('int8');
    const { model, weights, metadata } = unzipModel(file);
    expect(metadata).toMatchObject({ contains: 'full', precision: 'int8' });
    const graph = await tf.loadGraphModel(tf.io.fromMemory(artifactsOf(model, weights)));
    const tensorCount = tf.memory().numTensors;
    const actual = await predictSquares((images) => graph.predict(images) as tf.Tensor);
    expect(tf.memory().numTensors).toBe(tensorCount);
    graph.dispose();
    const expected = predictTable(head, table);
    const top = (probabilities: readonly number[]) => probabilities.indexOf(Math.max(...probabilities));
    const same = squares.classIndexes.filter(
      (_, row) => top(rowOf(expected, row)) === top(rowOf(Float32Array.from(actual), row)),
    );
    expect(same.length).toBeGreaterThanOrEqual(0.95 * imageCount);
    expect(differenceOf(actual, expected)).toBeLessThan(0.15);
  });
});

function artifactsOf(
  model: {
    readonly modelTopology: object;
    readonly weightsManifest: readonly { readonly weights: unknown }[];
  },
  weights: Uint8Array<ArrayBuffer>,
): tf.io.ModelArtifacts {
  const { weightsManifest, ...rest } = model;
  const weightSpecs = weightsManifest.flatMap((group) => group.weights) as tf.io.WeightsManifestEntry[];
  return { ...rest, weightSpecs, weightData: weights.slice().buffer };
}

/** Runs the squares through a model in batches and compares with what the studio gives for them. */
async function expectSame(
  predict: (images: tf.Tensor) => tf.Tensor,
  head: Head,
  precision: FloatPrecision,
): Promise<void> {
  expectClose(await predictSquares(predict), predictTable(head, table), precision);
}

async function predictSquares(predict: (images: tf.Tensor) => tf.Tensor): Promise<number[]> {
  const { inputSize, inputRange } = base.manifest;
  const probabilities: number[] = [];
  for (let at = 0; at < imageCount; at += 10) {
    const batch = squares.pixels.slice(at, at + 10);
    const pixels = scalePixels(batch, inputSize, batch.length, inputRange);
    const images = tf.tensor(pixels, [batch.length, inputSize, inputSize, 3]);
    const output = predict(images);
    probabilities.push(...(await output.data()));
    tf.dispose([images, output]);
  }
  return probabilities;
}

function expectClose(actual: ArrayLike<number>, expected: Float32Array, precision: FloatPrecision): void {
  expect(actual.length).toBe(expected.length);
  expect(differenceOf(actual, expected)).toBeLessThan(tolerances[precision]);
}

function differenceOf(actual: ArrayLike<number>, expected: Float32Array): number {
  return expected.reduce((most, value, i) => Math.max(most, Math.abs(value - (actual[i] ?? Number.NaN))), 0);
}

function rowOf(probabilities: Float32Array, row: number): number[] {
  const classCount = squares.classNames.length;
  return Array.from(probabilities.subarray(row * classCount, (row + 1) * classCount));
}
