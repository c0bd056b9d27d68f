import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BaseModel } from '../../src/core/embedding/base-model.ts';
import { scalePixels } from '../../src/core/embedding/embedder.ts';
import type { EmbeddingTable } from '../../src/core/embedding/embedding-table.ts';
import { exportKeras } from '../../src/core/export/keras/export-keras.ts';
import { predictTable } from '../../src/core/prediction/predict-table.ts';
import type { Head } from '../../src/core/training/head.ts';
import { createTestHead, describeTestModel, readBuiltInBase } from '../core/export/export-fixtures.ts';
import { embedSquares, readSampleSquares, type SampleSquares } from '../core/export/sample-squares.ts';
import { findPython } from './find-python.ts';
import { requireFromClient } from './require-from-client.ts';

// Keras itself is not there where these tests run: its file is taken apart, and put together by others.

const imageCount = 50;
const labels = ['a "quoted" name', '🐈‍⬛ / é e\u0301', 'long '.repeat(40), '</script>\n\ud800'];

let base: BaseModel;
let head: Head;
let squares: SampleSquares;
let table: EmbeddingTable;
let fileName: string;
let files: Readonly<Record<string, Uint8Array<ArrayBuffer>>>;
let config: KerasObject;
let folder: string;

interface KerasObject {
  readonly module: string;
  readonly class_name: string;
  readonly registered_name: null;
  readonly config: Readonly<Record<string, unknown>>;
}

/** What of jsfive is used. */
interface Hdf5 {
  readonly keys: readonly string[];
  get(path: string): Hdf5 & { readonly shape: number[]; readonly dtype: string; readonly value: number[] };
}

beforeAll(async () => {
  base = await readBuiltInBase();
  await tf.setBackend('wasm');
  squares = await readSampleSquares(imageCount, base.manifest.inputSize);
  table = await embedSquares(base, squares);
  head = createTestHead(table.embeddingSize, 12, labels.length);
  const file = await exportKeras(base, head, describeTestModel(labels));
  fileName = file.fileName;
  files = unzipSync(file.bytes) as typeof files;
  config = readJson('config.json') as KerasObject;
  folder = await mkdtemp(path.join(tmpdir(), 'graft-keras-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

function readJson(name: string): unknown {
  return JSON.parse(new TextDecoder().decode(files[name]));
}

function openWeights(): Hdf5 {
  const { File } = requireFromClient<{ File: new (bytes: ArrayBuffer, name: string) => Hdf5 }>(
    'jsfive',
    'jsfive',
  );
  return new File((files['model.weights.h5'] as Uint8Array<ArrayBuffer>).buffer, 'model.weights.h5');
}

test('the file holds what Keras 3 writes, and nothing more, which it would take for assets', () => {
  expect(fileName).toMatch(/^graft-keras.*\.keras$/);
  expect(Object.keys(files)).toEqual(['metadata.json', 'config.json', 'model.weights.h5']);
  expect(readJson('metadata.json')).toMatchObject({
    keras_version: '3.0.0',
    date_saved: '2026-03-04@05:06:07',
    graft: { labels, contains: 'full', inputRange: [-1, 1] },
  });
});

test('every layer is one of Keras 3, with no argument that its constructor refuses', () => {
  expect(config).toMatchObject({ module: 'keras', class_name: 'Sequential', registered_name: null });
  const [input, ...layers] = config.config.layers as KerasObject[];
  expect(input).toMatchObject({ class_name: 'InputLayer', config: { batch_shape: [null, 224, 224, 3] } });
  const names = layers.map((layer) => layer.config.name);
  expect(new Set(names).size).toBe(layers.length);
  for (const layer of layers) {
    expect(layer).toMatchObject({ module: 'keras.layers', registered_name: null });
    const known = constructorArguments[layer.class_name];
    expect([...(known ?? []), 'name', 'trainable', 'dtype'], layer.class_name).toEqual(
      expect.arrayContaining(Object.keys(layer.config)),
    );
    // Keras 3 refuses names with slashes.
    expect(layer.config.name).not.toContain('/');
  }
  const limits = layers.filter((layer) => layer.class_name === 'ReLU').map((layer) => layer.config.max_value);
  expect(limits).toEqual(base.layers.map(() => 6));
});

/** Of the constructors in keras/src/layers of Keras 3, as far as a model of convolutions needs them. */
const constructorArguments: Readonly<Record<string, readonly string[]>> = {
  Conv2D: [
    ...['filters', 'kernel_size', 'strides', 'padding', 'data_format', 'dilation_rate', 'groups'],
    ...['activation', 'use_bias'],
  ],
  DepthwiseConv2D: [
    ...['kernel_size', 'strides', 'padding', 'depth_multiplier', 'data_format', 'dilation_rate'],
    ...['activation', 'use_bias'],
  ],
  ReLU: ['max_value', 'negative_slope', 'threshold'],
  GlobalAveragePooling2D: ['data_format', 'keepdims'],
  LayerNormalization: ['axis', 'epsilon', 'center', 'scale'],
  Dense: ['units', 'activation', 'use_bias'],
};

test('another reader of HDF5 finds the weights where Keras 3 looks for them', () => {
  const weights = openWeights();
  expect([...weights.keys].sort()).toEqual(['layers', 'vars']);
  const { keys } = weights.get('layers');
  expect(keys).toEqual(
    expect.arrayContaining([
      ...['conv2d', 'conv2d_1', 'conv2d_13', 'depthwise_conv2d', 'depthwise_conv2d_12', 're_lu', 're_lu_26'],
      ...['global_average_pooling2d', 'layer_normalization', 'dense', 'dense_1'],
    ]),
  );
  expect(keys).toHaveLength(2 * base.layers.length + 4);
  const [first] = base.layers;
  const kernel = weights.get('layers/conv2d/vars/0');
  expect(kernel.shape).toEqual(first?.info.kernelShape);
  expect(kernel.dtype).toBe('<f4');
  expect(Float32Array.from(kernel.value)).toEqual(first?.kernel);
  expect(weights.get('layers/re_lu/vars').keys).toEqual([]);
});

test('put together from what that reader finds, the model gives what the studio predicts', async () => {
  const weights = openWeights();
  const [input, ...layers] = config.config.layers as KerasObject[];
  const model = tf.sequential();
  const counts: Record<string, number> = {};
  layers.forEach((layer, index) => {
    const made = makeLayer(layer, index === 0 ? (input?.config.batch_shape as number[]) : null);
    model.add(made);
    const count = counts[layer.class_name] ?? 0;
    counts[layer.class_name] = count + 1;
    const group = `${groupNames[layer.class_name]}${count === 0 ? '' : `_${count}`}`;
    const { keys } = weights.get(`layers/${group}/vars`);
    const tensors = [...keys].sort().map((key) => {
      const { value, shape } = weights.get(`layers/${group}/vars/${key}`);
      return tf.tensor(Float32Array.from(value), shape);
    });
    made.setWeights(tensors);
    tf.dispose(tensors);
  });
  const expected = predictTable(head, table);
  const { inputSize, inputRange } = base.manifest;
  const actual: number[] = [];
  for (let at = 0; at < imageCount; at += 10) {
    const pixels = scalePixels(squares.pixels.slice(at, at + 10), inputSize, 10, inputRange);
    const images = tf.tensor(pixels, [10, inputSize, inputSize, 3]);
    const output = model.predict(images) as tf.Tensor;
    actual.push(...(await output.data()));
    tf.dispose([images, output]);
  }
  model.dispose();
  expect(actual).toHaveLength(expected.length);
  const differences = actual.map((value, i) => Math.abs(value - (expected[i] ?? Number.NaN)));
  expect(Math.max(...differences)).toBeLessThan(1e-4);
});

const groupNames: Readonly<Record<string, string>> = {
  Conv2D: 'conv2d',
  DepthwiseConv2D: 'depthwise_conv2d',
  ReLU: 're_lu',
  GlobalAveragePooling2D: 'global_average_pooling2d',
  LayerNormalization: 'layer_normalization',
  Dense: 'dense',
};

function makeLayer(layer: KerasObject, batchInputShape: number[] | null): tf.layers.Layer {
  const found = tf.serialization.SerializationMap.getMap().classNameMap[layer.class_name];
  if (found === undefined) throw new Error(`TF.js has no ${layer.class_name}`);
  const camelCase = Object.entries(layer.config).map(([key, value]) => [
    key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    key === 'data_format' ? 'channelsLast' : value,
  ]);
  const input = batchInputShape === null ? {} : { batchInputShape };
  return new found[0]({ ...Object.fromEntries(camelCase), ...input }) as unknown as tf.layers.Layer;
}

test('h5py, which Keras reads weights with, reads every number as it is', async ({ skip }) => {
  const python = findPython('h5py');
  if (python === null) skip('h5py is not installed (python3-h5py on Debian)');
  const file = path.join(folder, 'model.weights.h5');
  await writeFile(file, files['model.weights.h5'] as Uint8Array);
  const { stdout, stderr } = spawnSync(String(python), ['-c', listWeightsInPython, file], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  const found = JSON.parse(stdout) as Record<string, readonly unknown[]>;
  const describe = (shape: readonly number[], values: Float32Array) => [
    [...shape],
    'float32',
    createHash('sha256')
      .update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
      .digest('hex'),
  ];
  let convolutions = 0;
  let depthwise = 0;
  for (const { info, kernel, bias } of base.layers) {
    const isDepthwise = info.kind === 'depthwiseConv2d';
    const count = isDepthwise ? depthwise++ : convolutions++;
    const group = `layers/${isDepthwise ? 'depthwise_conv2d' : 'conv2d'}${count === 0 ? '' : `_${count}`}/vars`;
    expect(found[`${group}/0`]).toEqual(describe(info.kernelShape, kernel));
    expect(found[`${group}/1`]).toEqual(describe([info.biasLength], bias));
  }
  for (const [index, layer] of head.layers.entries()) {
    const group = `layers/dense${index === 0 ? '' : `_${index}`}/vars`;
    expect(found[`${group}/0`]).toEqual(describe([layer.inputSize, layer.outputSize], layer.kernel));
    expect(found[`${group}/1`]).toEqual(describe([layer.outputSize], layer.bias));
  }
});

const listWeightsInPython = `
import h5py, hashlib, json, sys
found = {}
def visit(name, item):
    if isinstance(item, h5py.Dataset):
        found[name] = [list(item.shape), str(item.dtype), hashlib.sha256(item[()].tobytes()).hexdigest()]
with h5py.File(sys.argv[1], 'r') as file:
    assert 'vars' in file
    file.visititems(visit)
print(json.dumps(found))
`;
