import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { strFromU8, unzipSync } from 'fflate';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BaseModel } from '../../src/core/embedding/base-model.ts';
import type { EmbeddingTable } from '../../src/core/embedding/embedding-table.ts';
import { exportCHeader } from '../../src/core/export/c-header/export-c-header.ts';
import { writeHeaderAsTflite } from '../../src/core/export/c-header/write-header-as-tflite.ts';
import type { ExportedFile } from '../../src/core/export/exported-file.ts';
import { exportTflite } from '../../src/core/export/tflite/export-tflite.ts';
import { quantizeNetwork } from '../../src/core/export/tflite/quantize-network.ts';
import { predictTable } from '../../src/core/prediction/predict-table.ts';
import { rankClasses } from '../../src/core/prediction/rank-classes.ts';
import type { Head } from '../../src/core/training/head.ts';
import {
  awkwardLabels,
  createTestHead,
  describeTestModel,
  readBuiltInBase,
} from '../core/export/export-fixtures.ts';
import {
  createMeansHead,
  embedSquares,
  readSampleSquares,
  type SampleSquares,
} from '../core/export/sample-squares.ts';
import { launchBrowser } from '../support/browser.ts';
import { openClientPage } from './client-page.ts';

const imageCount = 50;
/** With 8 bits, where the class is what counts. */
const int8ImageCount = 200;
const calibrationCount = 24;
const tolerances = { float32: 1e-4, float16: 5e-3 } as const;
const precisions = ['float32', 'float16'] as const;

let base: BaseModel;
let squares: SampleSquares;
/** More of them, and others to find the ranges of 8 bits by. */
let manySquares: SampleSquares;
let calibration: readonly Uint8Array[];
let table: EmbeddingTable;
let heads: Readonly<Record<'linear' | 'hidden-layer', Head>>;
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
  base = await readBuiltInBase();
  await tf.setBackend('wasm');
  const all = await readSampleSquares(int8ImageCount + calibrationCount, base.manifest.inputSize);
  squares = takeFirst(all, imageCount);
  manySquares = takeFirst(all, int8ImageCount);
  calibration = all.pixels.slice(int8ImageCount);
  table = await embedSquares(base, squares);
  heads = {
    linear: createMeansHead(table, squares),
    'hidden-layer': createTestHead(table.embeddingSize, 20, squares.classNames.length),
  };
});

afterAll(() => browser.close());

function takeFirst(all: SampleSquares, count: number): SampleSquares {
  return { ...all, pixels: all.pixels.slice(0, count), classIndexes: all.classIndexes.slice(0, count) };
}

/** What LiteRT says of a model, and what it gives for the squares. */
async function predictWithLiteRt(model: Uint8Array, { pixels }: SampleSquares) {
  const files = { '/model.tflite': model, '/squares': Buffer.concat(pixels) };
  const client = await openClientPage(browser, 'litert', files, {
    '@litertjs/core': '/node_modules/@litertjs/core/dist/index.js',
    '@litertjs/wasm-utils': '/node_modules/@litertjs/wasm-utils/dist/index.js',
  });
  try {
    const result = await client.call<{ input: object; output: object; values: number[] }>(
      'predictSquares',
      squares.side,
      base.manifest.inputRange,
    );
    expect(client.foreignRequests).toEqual([]);
    return result;
  } finally {
    await client.close();
  }
}

/** What MediaPipe's image classifier gives for the squares, each in order of confidence. */
async function classifyWithMediaPipe(model: Uint8Array, { pixels }: SampleSquares) {
  const files = { '/model.tflite': model, '/squares': Buffer.concat(pixels) };
  const client = await openClientPage(browser, 'mediapipe', files, {
    '@mediapipe/tasks-vision': '/node_modules/@mediapipe/tasks-vision/vision_bundle.mjs',
  });
  try {
    const results = await client.call<{ index: number; label: string; score: number }[][]>(
      'classifySquares',
      squares.side,
    );
    expect(client.foreignRequests).toEqual([]);
    return results;
  } finally {
    await client.close();
  }
}

function largestDifference(actual: ArrayLike<number>, expected: Float32Array): number {
  expect(actual.length).toBe(expected.length);
  return expected.reduce((most, value, i) => Math.max(most, Math.abs(value - (actual[i] as number))), 0);
}

describe.each(precisions)('in %s', (precision) => {
  // Of the two kinds the browser, which takes its time, gets the other one with the other precision.
  const kind = precision === 'float32' ? 'hidden-layer' : 'linear';

  it(`LiteRT predicts with a ${kind} head as the studio`, async () => {
    const file = exportTflite(base, heads[kind], describeTestModel(squares.classNames), { precision });
    const { input, output, values } = await predictWithLiteRt(file.bytes, squares);
    expect(input).toEqual({ name: 'images', dtype: 'float32', shape: [1, 224, 224, 3] });
    expect(output).toEqual({ name: 'probabilities', dtype: 'float32', shape: [1, 4] });
    const difference = largestDifference(values, predictTable(heads[kind], table));
    expect(difference).toBeLessThan(tolerances[precision]);
  });

  it('MediaPipe reads labels and scaling out of the file, and predicts as the studio', async () => {
    const file = exportTflite(base, heads.linear, describeTestModel(squares.classNames), { precision });
    const results = await classifyWithMediaPipe(file.bytes, squares);
    const expected = predictTable(heads.linear, table);
    const actual = new Float32Array(expected.length);
    results.forEach((categories, row) => {
      for (const { index, label, score } of categories) {
        expect(label).toBe(squares.classNames[index]);
        actual[4 * row + index] = score;
      }
    });
    const difference = largestDifference(actual, expected);
    expect(difference).toBeLessThan(tolerances[precision]);
  });
});

describe('in whole numbers of 8 bits', () => {
  let file: ExportedFile;
  let header: ExportedFile;
  beforeAll(async () => {
    const choice = {
      precision: 'int8',
      network: await quantizeNetwork(base, heads.linear, calibration),
    } as const;
    const description = describeTestModel(squares.classNames);
    file = exportTflite(base, heads.linear, description, choice);
    header = exportCHeader(base, heads.linear, description, choice.network);
  });

  it('LiteRT takes bytes and finds the class that the studio finds, in at least 95 of 100 images', async () => {
    const { input, output, values } = await predictWithLiteRt(file.bytes, manySquares);
    expect(input).toEqual({ name: 'images', dtype: 'uint8', shape: [1, 224, 224, 3] });
    expect(output).toMatchObject({ dtype: 'uint8', shape: [1, 4] });
    const expected = predictTable(heads.linear, await embedSquares(base, manySquares));
    expect(values).toHaveLength(expected.length);
    const rows = manySquares.pixels.map((_, row) => row);
    const agreeing = rows.filter((row) => findClass(values, row) === findClass(expected, row));
    expect(agreeing.length).toBeGreaterThanOrEqual(0.95 * int8ImageCount);
    const differences = expected.map((value, i) => Math.abs(value - (values[i] as number) / 256));
    expect(differences.reduce((sum, value) => sum + value, 0) / differences.length).toBeLessThan(0.03);
  });

  it('LiteRT finds the same to the bit in what Graft makes of the C header', async () => {
    const opened = writeHeaderAsTflite(header.bytes);
    expect(opened?.labels).toEqual(squares.classNames);
    const { values, input } = await predictWithLiteRt(opened?.model ?? new Uint8Array(), squares);
    expect(input).toMatchObject({ dtype: 'uint8', shape: [1, 224, 224, 3] });
    expect(values).toEqual((await predictWithLiteRt(file.bytes, squares)).values);
  });

  it('MediaPipe finds the same, with its label', async () => {
    const results = await classifyWithMediaPipe(file.bytes, squares);
    const expected = predictTable(heads.linear, table);
    const agreeing = results.filter(
      ([first], row) => first?.label === squares.classNames[findClass(expected, row)],
    );
    expect(agreeing.length).toBeGreaterThanOrEqual(0.95 * imageCount);
  });

  it('is a quarter as long, and says what its bytes stand for', async () => {
    expect(file.bytes.length).toBeLessThan(4_000_000);
    expect(file.fileName).toContain('int8');
    const { 'metadata.json': metadata = new Uint8Array(0) } = unzipSync(file.bytes);
    expect(JSON.parse(strFromU8(metadata))).toMatchObject({
      precision: 'int8',
      input: { dtype: 'uint8' },
      output: { dtype: 'uint8', quantization: { scale: 1 / 256, zeroPoint: 0 } },
    });
  });

  it('is refused without images', async () => {
    await expect(quantizeNetwork(base, heads.linear, [])).rejects.toThrow(RangeError);
  });
});

/** The column of the most probable of the four classes. */
function findClass(probabilities: ArrayLike<number>, row: number): number {
  return (
    rankClasses(Array.from({ length: 4 }, (_, column) => probabilities[4 * row + column] as number))[0] ?? -1
  );
}

describe('the file', () => {
  const exportAwkward = () => {
    const head = createTestHead(table.embeddingSize, 0, awkwardLabels.length);
    return exportTflite(base, head, describeTestModel(awkwardLabels), { precision: 'float16' }).bytes;
  };

  it('carries every label as it was written, and a line for each', () => {
    const files = unzipSync(exportAwkward());
    expect(Object.keys(files)).toEqual(['labels.txt', 'metadata.json']);
    expect(JSON.parse(strFromU8(files['metadata.json'] ?? new Uint8Array(0)))).toMatchObject({
      format: 'graft-model',
      contains: 'full',
      precision: 'float16',
      labels: awkwardLabels,
      input: { shape: [1, 224, 224, 3], dtype: 'float32' },
    });
    const lines = strFromU8(files['labels.txt'] ?? new Uint8Array(0)).split('\n');
    expect(lines).toHaveLength(awkwardLabels.length + 1);
    expect(lines.slice(0, 2)).toEqual(awkwardLabels.slice(0, 2));
    expect(lines[2]).toBe("it's <b>\\n</b> ");
  });

  it('begins as TFLite does, and is byte for byte the same when the same model is exported again', () => {
    const bytes = exportAwkward();
    expect(strFromU8(bytes.subarray(4, 8))).toBe('TFL3');
    expect(Buffer.compare(bytes, exportAwkward())).toBe(0);
  });

  it('is half as long with float16', () => {
    const lengthOf = (precision: 'float32' | 'float16') =>
      exportTflite(base, heads.linear, describeTestModel(squares.classNames), { precision }).bytes.length;
    expect(lengthOf('float16') / lengthOf('float32')).toBeLessThan(0.53);
  });

  it('is refused where head, base and description do not belong together', () => {
    const options = { precision: 'float32' } as const;
    expect(() => exportTflite(base, heads.linear, describeTestModel(['a']), options)).toThrow(RangeError);
    const other = describeTestModel(squares.classNames, { id: 'another' });
    expect(() => exportTflite(base, heads.linear, other, options)).toThrow(RangeError);
  });
});
