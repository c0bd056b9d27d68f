import { createHash } from 'node:crypto';
import * as tf from '@tensorflow/tfjs';
import { unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BaseModel } from '../../src/core/embedding/base-model.ts';
import type { EmbeddingTable } from '../../src/core/embedding/embedding-table.ts';
import { exportCHeader } from '../../src/core/export/c-header/export-c-header.ts';
import type { ExportedFile } from '../../src/core/export/exported-file.ts';
import { exportKeras } from '../../src/core/export/keras/export-keras.ts';
import { exportOfflinePage } from '../../src/core/export/offline-page/export-offline-page.ts';
import { exportOnnx } from '../../src/core/export/onnx/export-onnx.ts';
import { writeOnnxModel } from '../../src/core/export/onnx/write-onnx-model.ts';
import { exportScratchExtension } from '../../src/core/export/scratch-extension/export-scratch-extension.ts';
import { exportTflite } from '../../src/core/export/tflite/export-tflite.ts';
import { quantizeNetwork } from '../../src/core/export/tflite/quantize-network.ts';
import { readTfliteModel } from '../../src/core/export/tflite/read-tflite-model.ts';
import { exportWebComponent } from '../../src/core/export/web-component/export-web-component.ts';
import { isFailure } from '../../src/core/shared/failure.ts';
import type { Head } from '../../src/core/training/head.ts';
import type { CheckProgramPort, ProgramTensor } from '../../src/engine/engine-ports.ts';
import type { GraftFileFormat, ModelSource, ProgramFetch } from '../../src/engine/opened-model-api.ts';
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
import { nodeBackends, nodeRuntime, noPrograms } from './support/node-ports.ts';
import { nodePrograms } from './support/node-programs.ts';

const ports = { backends: nodeBackends, checkPrograms: nodePrograms };
const labels = awkwardLabels;
const description = describeTestModel(labels);
let base: BaseModel;
let squares: SampleSquares;
let table: EmbeddingTable;
let head: Head;

beforeAll(async () => {
  base = await readBuiltInBase();
  await tf.setBackend('wasm');
  squares = await readSampleSquares(5, base.manifest.inputSize);
  table = await embedSquares(base, squares);
  head = createTestHead(table.embeddingSize, 20, labels.length);
});

afterAll(() => tf.disposeVariables());

const float32 = { precision: 'float32', withPreprocessing: false } as const;
const ways: readonly (readonly [
  string,
  GraftFileFormat,
  () => Promise<ExportedFile> | ExportedFile,
  number,
])[] = [
  ['ONNX', 'onnx', () => exportOnnx(base, head, description, float32), 1e-4],
  [
    'ONNX that takes any size',
    'onnx',
    () => exportOnnx(base, head, description, { ...float32, withPreprocessing: true }),
    1e-4,
  ],
  [
    'ONNX in half precision',
    'onnx',
    () => exportOnnx(base, head, description, { ...float32, precision: 'float16' }),
    5e-3,
  ],
  [
    'the offline page',
    'offline-page',
    async () => exportOfflinePage(base, head, description, await nodeRuntime.loadOfflinePage()),
    1e-4,
  ],
  [
    'Scratch blocks',
    'scratch-extension',
    async () => exportScratchExtension(base, head, description, await nodeRuntime.loadScratchExtension()),
    1e-4,
  ],
  ['Keras', 'keras', () => exportKeras(base, head, description), 1e-4],
];

test.each(ways)('opens again and predicts the same: %s', async (_, format, write, tolerance) => {
  const { bytes, fileName } = await write();
  const fetched: (ProgramFetch | null)[] = [];
  const model = await open(sourceOf(format, { [fileName]: bytes }), fetched);
  expect(model.facts).toMatchObject({
    maker: 'graft',
    format,
    labels,
    noneThreshold: 0.4,
    inputSize: 224,
    rangeKnown: true,
    output: 'probabilities',
  });
  expect(await differFromStudio(model, squares.pixels, table, head)).toBeLessThan(tolerance);
  expect(fetched.at(-1) ?? null).toBeNull();
  expect(fetched.length > 0).toBe(format === 'onnx');
  model.dispose();
});

test('opens again and predicts the same: the web component, from the files of its ZIP', async () => {
  const { bytes } = exportWebComponent(base, head, description, await nodeRuntime.loadWebComponent());
  const files = Object.entries(unzipSync(bytes)).map(([path, file]) => [`my/${path}`, file] as const);
  const model = await open(sourceOf('web-component', Object.fromEntries(files), 'my/model/classifier.json'));
  expect(model.facts).toMatchObject({ maker: 'graft', format: 'web-component', labels });
  expect(await differFromStudio(model, squares.pixels, table, head)).toBeLessThan(1e-4);
  model.dispose();
});

test('the C header gives LiteRT the network of the TFLite file of 8 bits, and what it says of itself', async () => {
  const network = await quantizeNetwork(base, head, squares.pixels);
  const { bytes, fileName } = exportCHeader(base, head, description, network);
  const given: Uint8Array[] = [];
  const asked: ProgramTensor[] = [];
  const litert: CheckProgramPort = {
    start: async () => ({
      name: 'LiteRT',
      open: async (model) => void given.push(model),
      run: async (image) => {
        asked.push(image);
        return Float32Array.from(labels, (_, index) => index);
      },
      end: () => {},
    }),
  };
  const source = sourceOf('c-header', { [fileName]: bytes });
  const model = await openModel(source, { ...ports, checkPrograms: litert });
  if (isFailure(model)) throw new Error(JSON.stringify(model));
  expect(model.facts).toMatchObject({ maker: 'graft', format: 'c-header', noneThreshold: 0.4 });
  // UTF-8 has no half of a character.
  expect(model.facts.labels).toEqual(labels.map((label) => label.toWellFormed()));
  expect(model.facts).toMatchObject({ inputSize: 224, rangeKnown: true, output: 'probabilities' });
  expect(model.facts.inputRange[0]).toBeCloseTo(-1, 1);
  expect(model.facts.inputRange[1]).toBeCloseTo(1, 1);
  const tflite = exportTflite(base, head, description, { precision: 'int8', network });
  expect(describeNetwork(given[0])).toEqual(describeNetwork(tflite.bytes));
  const [pixels] = squares.pixels as [Uint8Array];
  expect(await model.predict(pixels, [-1, 1])).toEqual(Float32Array.from(labels, (_, index) => index / 256));
  expect(asked.at(-1)).toEqual({ data: pixels, shape: [1, 224, 224, 3] });
});

/** All that a model computes with, in its order. The ends of a header and of a TFLite file have other names. */
function describeNetwork(bytes: Uint8Array | undefined) {
  const { tensors, nodes, input, output } = readTfliteModel(Uint8Array.from(bytes ?? []));
  const describeTensor = (place: number) => {
    const { bytes = null, ...tensor } = tensors[place] ?? {};
    return { ...tensor, name: '', bytes: bytes && createHash('sha256').update(bytes).digest('hex') };
  };
  return {
    ends: [input, output].map(describeTensor),
    nodes: nodes.map((node) => ({
      ...node,
      inputs: node.inputs.map(describeTensor),
      output: describeTensor(node.output),
    })),
  };
}

test('a program that has been ended says so with the next image', async () => {
  const { bytes } = exportOnnx(base, head, description, float32);
  const model = await open(sourceOf('onnx', { 'a.onnx': bytes }));
  model.dispose();
  await expect(model.predict(squares.pixels[0] as Uint8Array, [-1, 1])).rejects.toThrow('it was ended');
});

describe('a file that cannot be used is refused with the reason', () => {
  const foreign = () => {
    const input = { name: 'x', type: 'float32', shape: [1, 3, 8, 8], description: '' } as const;
    return writeOnnxModel({
      name: 'other',
      description: '',
      producer: { name: 'other', version: '' },
      operationSet: 18,
      inputs: [input],
      outputs: [{ ...input, name: 'y' }],
      nodes: [{ operation: 'Identity', inputs: ['x'], output: 'y', attributes: {} }],
      constants: [],
      metadata: {},
    });
  };
  const text = (words: string) => new TextEncoder().encode(words);
  const own = () => exportOnnx(base, head, description, float32).bytes;
  const tflite = () => exportTflite(base, head, description, { precision: 'float32' }).bytes;
  const otherKeras = { kind: 'model-of-other-program', format: 'keras' };
  const otherHeader = { kind: 'model-of-other-program', format: 'c-header' };
  const headAlone = JSON.stringify({ graft: { format: 'graft-model', contains: 'head', labels: ['a'] } });
  const cases: readonly (readonly [string, GraftFileFormat, () => Uint8Array<ArrayBuffer>, object])[] = [
    ['ONNX of another program', 'onnx', foreign, { kind: 'model-not-of-graft', format: 'onnx' }],
    ['no ONNX', 'onnx', () => text('<html>'), { kind: 'model-not-of-graft', format: 'onnx' }],
    ['an empty file', 'onnx', () => text(''), { kind: 'model-not-of-graft', format: 'onnx' }],
    ['ONNX that is cut short', 'onnx', () => own().slice(0, 90_000), { kind: 'model-not-of-graft' }],
    ['no TFLite', 'tflite', () => text('TFL3'), { kind: 'model-not-of-graft', format: 'tflite' }],
    [
      'TFLite where LiteRT does not run',
      'tflite',
      tflite,
      { kind: 'model-program-missing', program: 'LiteRT', fetched: true, detail: 'this is no browser' },
    ],
    ['a page of another kind', 'offline-page', () => text('<p>hi</p>'), { kind: 'model-not-of-graft' }],
    ['another script', 'scratch-extension', () => text('let a = 1;'), { kind: 'model-not-of-graft' }],
    ['Keras of another program', 'keras', () => zipSync({ 'config.json': text('{}') }), otherKeras],
    ['no Keras', 'keras', () => text('PK'), otherKeras],
    ['a head for Keras', 'keras', () => zipSync({ 'metadata.json': text(headAlone) }), otherKeras],
    ['another header', 'c-header', () => text('#define A 1\n'), otherHeader],
    ['an empty header', 'c-header', () => text(''), otherHeader],
    ['a component alone', 'web-component', () => text('{}'), { kind: 'model-not-of-graft' }],
  ];
  test.each(cases)('%s', async (_, format, make, expected) => {
    expect(await openModel(sourceOf(format, { file: make() }), ports)).toMatchObject(expected);
  });

  test('ONNX where ONNX Runtime cannot be fetched', async () => {
    const source = sourceOf('onnx', { 'a.onnx': own() });
    expect(await openModel(source, { ...ports, checkPrograms: noPrograms })).toMatchObject({
      kind: 'model-program-missing',
      program: 'ONNX Runtime',
      fetched: false,
    });
  });
});

async function open(source: ModelSource, fetched: (ProgramFetch | null)[] = []): Promise<RunningModel> {
  const model = await openModel(source, ports, (fetching) => fetched.push(fetching));
  if (isFailure(model)) throw new Error(JSON.stringify(model));
  return model;
}

function sourceOf(
  format: GraftFileFormat,
  files: Readonly<Record<string, Uint8Array<ArrayBuffer>>>,
  modelPath = Object.keys(files)[0] ?? '',
): ModelSource {
  return {
    format,
    modelPath,
    files: Object.entries(files).map(([path, bytes]) => ({ path, blob: new Blob([bytes]) })),
  };
}
