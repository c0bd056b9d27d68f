import { readFile } from 'node:fs/promises';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { unzipSync } from 'fflate';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BaseModel } from '../../../src/core/embedding/base-model.ts';
import { scalePixels } from '../../../src/core/embedding/embedder.ts';
import type { EmbeddingTable } from '../../../src/core/embedding/embedding-table.ts';
import { exportOnnx } from '../../../src/core/export/onnx/export-onnx.ts';
import { predictTable } from '../../../src/core/prediction/predict-table.ts';
import { rankClasses } from '../../../src/core/prediction/rank-classes.ts';
import type { Head } from '../../../src/core/training/head.ts';
import {
  awkwardLabels,
  createTestHead,
  describeTestModel,
  readBuiltInBase,
} from '../../core/export/export-fixtures.ts';
import {
  createMeansHead,
  embedSquares,
  readSampleSquares,
  type SampleSquares,
} from '../../core/export/sample-squares.ts';
import { launchBrowser } from '../../support/browser.ts';
import { openClientPage } from '../client-page.ts';
import { loadOnnxRuntime, readOnnxMetadata, readOnnxModel } from './open-onnx.ts';

const imageCount = 50;
const batchSize = 10;
const tolerances = { float32: 1e-4, float16: 5e-3 } as const;
const cases = (['float32', 'float16'] as const).flatMap((precision) =>
  [false, true].map((withPreprocessing) => ({ precision, withPreprocessing })),
);
/** In the browser, which takes its time: each precision and each kind of input once. */
const browserCases = cases.filter(
  ({ precision, withPreprocessing }) => withPreprocessing === (precision === 'float16'),
);

let base: BaseModel;
let squares: SampleSquares;
let table: EmbeddingTable;
let heads: Readonly<Record<'linear' | 'hidden-layer', Head>>;
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
  base = await readBuiltInBase();
  await tf.setBackend('wasm');
  squares = await readSampleSquares(imageCount, base.manifest.inputSize);
  table = await embedSquares(base, squares);
  heads = {
    linear: createMeansHead(table, squares),
    'hidden-layer': createTestHead(table.embeddingSize, 20, squares.classNames.length),
  };
});

afterAll(() => browser.close());

/** A batch of squares as the input of a model. */
function makeInput(at: number, withPreprocessing: boolean) {
  const { inputSize, inputRange } = base.manifest;
  const batch = squares.pixels.slice(at, at + batchSize);
  if (withPreprocessing) {
    const data = Uint8Array.from(Buffer.concat(batch));
    return { type: 'uint8', data, dims: [batch.length, inputSize, inputSize, 3] } as const;
  }
  const scaled = scalePixels(batch, inputSize, batch.length, inputRange);
  const places = inputSize * inputSize;
  const data = new Float32Array(scaled.length);
  for (let i = 0; i < scaled.length; i++) {
    const image = Math.floor(i / (3 * places));
    const place = Math.floor(i / 3) % places;
    data[(3 * image + (i % 3)) * places + place] = scaled[i] as number;
  }
  return { type: 'float32', data, dims: [batch.length, 3, inputSize, inputSize] } as const;
}

function largestDifference(actual: ArrayLike<number>, expected: Float32Array): number {
  expect(actual.length).toBe(expected.length);
  return expected.reduce((most, value, i) => Math.max(most, Math.abs(value - (actual[i] as number))), 0);
}

describe.each(cases)('in $precision, preprocessing inside: $withPreprocessing', (options) => {
  it.each(['linear', 'hidden-layer'] as const)(
    'onnxruntime-node predicts with a %s head as the studio',
    async (kind) => {
      const ort = loadOnnxRuntime();
      const file = exportOnnx(base, heads[kind], describeTestModel(squares.classNames), options);
      const session = await ort.InferenceSession.create(file.bytes);
      const actual: number[] = [];
      for (let at = 0; at < imageCount; at += batchSize) {
        const { type, data, dims } = makeInput(at, options.withPreprocessing);
        const { probabilities } = await session.run({ images: new ort.Tensor(type, data, dims) });
        expect(probabilities?.dims).toEqual([batchSize, squares.classNames.length]);
        actual.push(...(probabilities?.data ?? []));
      }
      await session.release();
      const difference = largestDifference(actual, predictTable(heads[kind], table));
      expect(difference).toBeLessThan(tolerances[options.precision]);
    },
  );
});

it.each(browserCases)(
  'in $precision, preprocessing inside: $withPreprocessing, onnxruntime-web predicts in Chromium as the studio, and asks nobody else',
  async (options) => {
    const file = exportOnnx(base, heads.linear, describeTestModel(squares.classNames), options);
    const inputs = Array.from({ length: imageCount / batchSize }, (_, i) =>
      makeInput(i * batchSize, options.withPreprocessing),
    );
    const files: Record<string, Uint8Array> = { '/model.onnx': file.bytes };
    for (const [i, { data }] of inputs.entries()) files[`/batch-${i}`] = new Uint8Array(data.buffer);
    const client = await openClientPage(browser, 'onnxruntime', files);
    try {
      const actual = await client.call<number[]>(
        'predictBatches',
        inputs.map(({ type, dims }) => ({ type, dims })),
      );
      const difference = largestDifference(actual, predictTable(heads.linear, table));
      expect(difference).toBeLessThan(tolerances[options.precision]);
      expect(client.foreignRequests).toEqual([]);
    } finally {
      await client.close();
    }
  },
);

describe('preprocessing inside', () => {
  const options = { precision: 'float32', withPreprocessing: true } as const;

  it.each([
    ['a wide picture', 31, 0],
    ['a tall one', 0, 30],
  ])('cuts the square out of the middle of %s', async (_, extraColumns, extraRows) => {
    const ort = loadOnnxRuntime();
    const file = exportOnnx(base, heads.linear, describeTestModel(squares.classNames), options);
    const session = await ort.InferenceSession.create(file.bytes);
    const { side } = squares;
    const [width, height] = [side + extraColumns, side + extraRows];
    const [left, top] = [Math.floor(extraColumns / 2), Math.floor(extraRows / 2)];
    for (const [row, square] of squares.pixels.slice(0, 4).entries()) {
      // Around the square there is nothing but red.
      const picture = Uint8Array.from({ length: width * height * 3 }, (_, i) => (i % 3 === 0 ? 255 : 0));
      for (let y = 0; y < side; y++) {
        picture.set(square.subarray(3 * y * side, 3 * (y + 1) * side), 3 * ((top + y) * width + left));
      }
      const input = new ort.Tensor('uint8', picture, [1, height, width, 3]);
      const { probabilities } = await session.run({ images: input });
      const expected = predictTable(heads.linear, table).subarray(4 * row, 4 * row + 4);
      expect(largestDifference(probabilities?.data ?? [], expected)).toBeLessThan(tolerances.float32);
    }
    await session.release();
  });

  it('resizes files of another size nearly as the preview does', async () => {
    const samples = Object.entries(unzipSync(await readFile('public/samples/sample-images.zip')));
    const pictures = samples
      .filter(([path]) => path.startsWith('test/') && path.endsWith('.png'))
      .filter((_, i) => i % 2 === 0);
    expect(pictures.length).toBeGreaterThan(20);
    const files: Record<string, Uint8Array> = {
      '/model.onnx': exportOnnx(base, heads.linear, describeTestModel(squares.classNames), options).bytes,
    };
    for (const [i, [, png]] of pictures.entries()) files[`/picture-${i}`] = png;
    const client = await openClientPage(browser, 'onnxruntime', files);
    try {
      const pairs = await client.call<{ bySquare: number[]; byPicture: number[] }[]>(
        'predictPictures',
        pictures.length,
        squares.side,
      );
      for (const { bySquare, byPicture } of pairs) {
        expect(largestDifference(byPicture, Float32Array.from(bySquare))).toBeLessThan(0.05);
      }
      const agreeing = pairs.filter(
        ({ bySquare, byPicture }) => rankClasses(bySquare)[0] === rankClasses(byPicture)[0],
      );
      expect(agreeing.length).toBeGreaterThanOrEqual(0.95 * pictures.length);
    } finally {
      await client.close();
    }
  });
});

describe('the file', () => {
  const exportAwkward = (withPreprocessing: boolean) =>
    exportOnnx(
      base,
      createTestHead(table.embeddingSize, 0, awkwardLabels.length),
      describeTestModel(awkwardLabels),
      {
        precision: 'float32',
        withPreprocessing,
      },
    );

  it('carries every label as it was written, and what the model is', () => {
    const { labels, metadata } = readOnnxMetadata(exportAwkward(false).bytes);
    expect(labels).toEqual(awkwardLabels);
    expect(metadata).toMatchObject({
      format: 'graft-model',
      contains: 'full',
      precision: 'float32',
      labels: awkwardLabels,
      input: { shape: [null, 3, 224, 224], dtype: 'float32' },
      metrics: { validation: { sampleCount: 8, accuracy: 0.875 } },
    });
    expect(readOnnxMetadata(exportAwkward(true).bytes).metadata).toMatchObject({
      input: { shape: [null, null, null, 3], dtype: 'uint8' },
    });
  });

  it('names its maker and the operations that it needs', () => {
    const model = readOnnxModel(exportAwkward(true).bytes);
    expect(model).toMatchObject({ producerName: 'Graft', producerVersion: '9.8.7' });
    expect(model.opsetImport.map(({ domain, version }) => [domain, Number(version)])).toEqual([['', 18]]);
    const names = model.graph.node.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('is byte for byte the same when the same model is exported again', () => {
    expect(Buffer.compare(exportAwkward(true).bytes, exportAwkward(true).bytes)).toBe(0);
  });

  it('is half as long with float16', () => {
    const lengthOf = (precision: 'float32' | 'float16') =>
      exportOnnx(base, heads.linear, describeTestModel(squares.classNames), {
        precision,
        withPreprocessing: true,
      }).bytes.length;
    expect(lengthOf('float16') / lengthOf('float32')).toBeLessThan(0.53);
  });

  it('leaves numbers as they are that float16 cannot hold', async () => {
    const head = createTestHead(table.embeddingSize, 0, 2);
    const kernel = Float32Array.from(head.layers[0]?.kernel ?? [], (value, i) => (i === 5 ? 70_000 : value));
    const large = { ...head, layers: head.layers.map((layer) => ({ ...layer, kernel })) };
    const file = exportOnnx(base, large, describeTestModel(['a', 'b']), {
      precision: 'float16',
      withPreprocessing: false,
    });
    const written = readOnnxModel(file.bytes).graph.initializer.find(({ name }) => name === 'dense_1_kernel');
    expect(new Float32Array(Uint8Array.from(written?.rawData ?? []).buffer)).toEqual(kernel);
  });

  it('is refused where head, base and description do not belong together', () => {
    const options = { precision: 'float32', withPreprocessing: false } as const;
    expect(() => exportOnnx(base, heads.linear, describeTestModel(['a']), options)).toThrow(RangeError);
    const other = describeTestModel(squares.classNames, { id: 'another' });
    expect(() => exportOnnx(base, heads.linear, other, options)).toThrow(RangeError);
  });
});
