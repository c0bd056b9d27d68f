import * as tf from '@tensorflow/tfjs';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BaseModel } from '../../src/core/embedding/base-model.ts';
import type { EmbeddingTable } from '../../src/core/embedding/embedding-table.ts';
import { exportFullModel } from '../../src/core/export/export-full-model.ts';
import { exportHeadModel } from '../../src/core/export/export-head-model.ts';
import type { ExportedFile } from '../../src/core/export/exported-file.ts';
import { exportGraphModel } from '../../src/core/export/graph-model/export-graph-model.ts';
import { exportTeachableMachine } from '../../src/core/export/teachable-machine/export-teachable-machine.ts';
import { isFailure } from '../../src/core/shared/failure.ts';
import type { Head } from '../../src/core/training/head.ts';
import type { ModelSource } from '../../src/engine/opened-model-api.ts';
import { openModel } from '../../src/engine/worker/opened-models/open-model.ts';
import type { RunningModel } from '../../src/engine/worker/opened-models/run-model.ts';
import {
  awkwardLabels,
  createTestHead,
  describeTestModel,
  readBuiltInBase,
} from '../core/export/export-fixtures.ts';
import { embedSquares, readSampleSquares, type SampleSquares } from '../core/export/sample-squares.ts';
import { differFromStudio } from './support/differ-from-studio.ts';
import {
  graphModelFiles,
  layersModelFiles,
  type ModelFiles,
  mobileNetLikeNodes,
  seededInitializer,
} from './support/made-models.ts';
import { nodeBackends, noPrograms } from './support/node-ports.ts';

const ports = { backends: nodeBackends, checkPrograms: noPrograms };
const labels = awkwardLabels;
let base: BaseModel;
let squares: SampleSquares;
let table: EmbeddingTable;
let head: Head;

beforeAll(async () => {
  base = await readBuiltInBase();
  await tf.setBackend('wasm');
  squares = await readSampleSquares(10, base.manifest.inputSize);
  table = await embedSquares(base, squares);
  head = createTestHead(table.embeddingSize, 20, labels.length);
});

afterAll(() => tf.disposeVariables());

describe('what Graft has written', () => {
  const description = () => describeTestModel(labels);
  const ways: readonly (readonly [string, () => Promise<ExportedFile> | ExportedFile, number])[] = [
    ['the full model', () => exportFullModel(base, head, description()), 1e-4],
    [
      'the full model in half precision',
      () => exportFullModel(base, head, description(), { precision: 'float16' }),
      5e-3,
    ],
    ['the graph model', () => exportGraphModel(base, head, description(), { precision: 'float32' }), 1e-4],
    ['that for Teachable Machine', () => exportTeachableMachine(base, head, description()), 1e-4],
  ];
  test.each(ways)('opens again and predicts the same: %s', async (_, write, tolerance) => {
    const model = await open(sourceOf(unzipSync((await write()).bytes)));
    expect(model.facts).toMatchObject({
      maker: 'graft',
      labels,
      noneThreshold: 0.4,
      inputSize: 224,
      rangeKnown: true,
      output: 'probabilities',
    });
    expect(await differFromStudio(model, squares.pixels, table, head)).toBeLessThan(tolerance);
    model.dispose();
  });

  test('a graph model of 8 bits opens and mostly agrees', async () => {
    const file = await exportGraphModel(base, head, description(), { precision: 'int8' });
    const model = await open(sourceOf(unzipSync(file.bytes)));
    expect(await differFromStudio(model, squares.pixels, table, head)).toBeLessThan(0.2);
    model.dispose();
  });

  test.each([0, 20])('a head alone is read to its numbers, with %i hidden units', async (hiddenUnits) => {
    const own = createTestHead(table.embeddingSize, hiddenUnits, labels.length);
    const model = await open(sourceOf(unzipSync((await exportHeadModel(own, description())).bytes)));
    expect(model.facts.head).toEqual({
      head: own,
      baseModel: { id: 'mobilenet-v1-1.0-224', sha256: '0123456789abcdef' },
    });
    model.dispose();
  });
});

describe('a model from elsewhere', () => {
  test('with logits, no labels and no range: softmax, and a range that is said to be assumed', async () => {
    const model = await open(sourceOf(await makeLayers('linear', 3)));
    expect(model.facts).toMatchObject({
      maker: null,
      labels: null,
      foundLabelCount: 0,
      classCount: 3,
      inputRange: [-1, 1],
      rangeKnown: false,
      output: 'logits',
    });
    const values = await model.predict(new Uint8Array(32 * 32 * 3).fill(90), [-1, 1]);
    expect(sumOf(values)).toBeCloseTo(1, 5);
    model.dispose();
  });

  test('leaves nothing on the backend once it is closed', async () => {
    const source = sourceOf(await makeLayers('softmax', 3));
    const tensorCount = tf.memory().numTensors;
    const model = await open(source);
    await model.predict(new Uint8Array(32 * 32 * 3), [0, 1]);
    model.dispose();
    expect(tf.memory().numTensors).toBe(tensorCount);
  });

  test('with one sigmoid has two classes', async () => {
    const files = { ...(await makeLayers('sigmoid', 1)), 'labels.txt': { body: '0 cat\n1 dog\n' } };
    const model = await open(sourceOf(files));
    expect(model.facts).toMatchObject({ labels: ['cat', 'dog'], classCount: 2, output: 'scores' });
    const values = await model.predict(new Uint8Array(32 * 32 * 3), [-1, 1]);
    expect(sumOf(values)).toBeCloseTo(1, 6);
    model.dispose();
  });

  test('whose first layer scales is given bytes; labels of another number are not used', async () => {
    const first = tf.layers.rescaling({ scale: 1 / 255, inputShape: [32, 32, 3] });
    const metadata = { body: JSON.stringify({ labels: ['a', 'b'] }) };
    const files = { ...(await makeLayers('softmax', 3, [first])), 'metadata.json': metadata };
    const model = await open(sourceOf(files));
    expect(model.facts).toMatchObject({
      inputRange: [0, 255],
      rangeKnown: false,
      labels: null,
      foundLabelCount: 2,
    });
    model.dispose();
  });

  test('as a graph like MobileNet of TF Hub, with 1001 classes in a folder of a ZIP', async () => {
    const model = await open(
      sourceOf(graphModelFiles(mobileNetLikeNodes('pool', 64), 'deep/er/'), 'deep/er/model.json'),
    );
    expect(model.facts).toMatchObject({
      format: 'graph-model',
      classCount: 1001,
      inputSize: 64,
      output: 'logits',
    });
    model.dispose();
  });
});

describe('a model that cannot be used is refused with the reason', () => {
  const cases: readonly (readonly [string, () => Promise<ModelFiles>, object])[] = [
    [
      'no JSON',
      async () => ({ 'model.json': { body: '{' } }),
      { detail: 'its model.json is not valid JSON' },
    ],
    ['no model', async () => ({ 'model.json': { body: '[]' } }), { kind: 'model-unfit' }],
    [
      'weights at another address',
      () => changeJson((json) => json.replace('weights.bin', 'https://a.example/weights.bin')),
      { detail: 'its weights file https://a.example/weights.bin lies at another address' },
    ],
    [
      'a weights file that is not there',
      () => changeJson((json) => json.replace('weights.bin', '../../secret.bin')),
      { detail: 'the file ../../secret.bin is missing among the files' },
    ],
    [
      'a layer that TensorFlow.js does not know',
      () => changeJson((json) => json.replace('"GlobalAveragePooling2D"', '"Lambda"')),
      { detail: 'TensorFlow.js does not know a part of it: Lambda' },
    ],
    [
      'a layer of monstrous size',
      () => changeJson((json) => json.replace('"units":3', '"units":900000000')),
      { detail: 'it has a layer of size 900000000' },
    ],
    [
      'other sizes than its weights',
      () => changeJson((json) => json.replace('"units":3', '"units":4')),
      { kind: 'model-unfit' },
    ],
    [
      'grey images',
      async () => layersModelFiles(makeModel('softmax', 3, [], [32, 32, 1]), ''),
      { detail: 'its input has 1 colour channels instead of 3' },
    ],
    [
      'no images',
      async () =>
        layersModelFiles(tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [9] })] }), ''),
      { detail: 'its input is not an image' },
    ],
    [
      'an image as its answer',
      async () =>
        layersModelFiles(
          tf.sequential({
            layers: [tf.layers.conv2d({ filters: 2, kernelSize: 1, inputShape: [32, 32, 3] })],
          }),
          '',
        ),
      { detail: 'for one image it gives numbers of shape 1 x 32 x 32 x 2' },
    ],
    [
      'weights that are no numbers',
      async () => {
        const files = await makeLayers('softmax', 3);
        const bytes = new Uint8Array(bytesOf(files['weights.bin']?.body ?? '')).fill(255);
        return { ...files, 'weights.bin': { body: bytes } };
      },
      { kind: 'model-not-finite' },
    ],
    [
      'weights cut short',
      async () => {
        const files = await makeLayers('softmax', 3);
        return { ...files, 'weights.bin': { body: bytesOf(files['weights.bin']?.body ?? '').slice(0, 40) } };
      },
      { kind: 'model-unfit' },
    ],
    [
      'a JSON nested without end',
      async () => ({
        'model.json': {
          body: `{"modelTopology":${'['.repeat(100_000)}${']'.repeat(100_000)},"weightsManifest":[]}`,
        },
      }),
      { kind: 'model-unfit' },
    ],
  ];
  test.each(cases)('%s', async (_, make, expected) => {
    expect(await openModel(sourceOf(await make()), ports)).toMatchObject(expected);
  });
});

async function open(source: ModelSource): Promise<RunningModel> {
  const model = await openModel(source, ports);
  if (isFailure(model)) throw new Error(JSON.stringify(model));
  return model;
}

function sumOf(values: object): number {
  if (!(values instanceof Float32Array)) throw new Error(JSON.stringify(values));
  return values.reduce((sum, value) => sum + value, 0);
}

function makeModel(
  activation: 'linear' | 'sigmoid' | 'softmax',
  units: number,
  first: readonly tf.layers.Layer[] = [],
  inputShape = [32, 32, 3],
): tf.Sequential {
  const kernelInitializer = seededInitializer(1);
  return tf.sequential({
    layers: [
      ...first,
      tf.layers.conv2d({ filters: 4, kernelSize: 3, strides: 4, inputShape, kernelInitializer }),
      tf.layers.globalAveragePooling2d({}),
      tf.layers.dense({ units, activation, kernelInitializer }),
    ],
  });
}

async function makeLayers(...request: Parameters<typeof makeModel>): Promise<ModelFiles> {
  const model = makeModel(...request);
  const files = await layersModelFiles(model, '');
  model.dispose();
  return files;
}

async function changeJson(change: (json: string) => string): Promise<ModelFiles> {
  const files = await makeLayers('softmax', 3);
  const json = files['model.json']?.body.toString() ?? '';
  const changed = change(json);
  expect(changed).not.toBe(json);
  return { ...files, 'model.json': { body: changed } };
}

function sourceOf(
  files: ModelFiles | Readonly<Record<string, Uint8Array>>,
  modelPath = 'model.json',
): ModelSource {
  return {
    format: 'tfjs',
    modelPath,
    files: Object.entries(files).map(([path, file]) => ({
      path,
      blob: new Blob([bytesOf(file instanceof Uint8Array ? file : file.body)]),
    })),
  };
}

function bytesOf(body: string | Uint8Array): Uint8Array<ArrayBuffer> {
  return typeof body === 'string' ? new TextEncoder().encode(body) : Uint8Array.from(body);
}
