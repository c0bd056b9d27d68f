import * as tf from '@tensorflow/tfjs';
import { encode } from 'fast-png';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exportCHeader } from '../../src/core/export/c-header/export-c-header.ts';
import { exportKeras } from '../../src/core/export/keras/export-keras.ts';
import { exportOnnx } from '../../src/core/export/onnx/export-onnx.ts';
import { exportTflite } from '../../src/core/export/tflite/export-tflite.ts';
import { quantizeNetwork } from '../../src/core/export/tflite/quantize-network.ts';
import { predictTable } from '../../src/core/prediction/predict-table.ts';
import { createTestHead, describeTestModel, readBuiltInBase } from '../core/export/export-fixtures.ts';
import { embedSquares, readSampleSquares } from '../core/export/sample-squares.ts';
import { expectSound } from './expect-sound.ts';
import { predictManyImages } from './predict-many-images.ts';
import { type StudioSession, startStudioSession } from './studio-session.ts';
import type { TestFile } from './test-images.ts';

let session: StudioSession;

beforeAll(async () => {
  session = await startStudioSession();
});

afterAll(async () => {
  await session?.close();
});

const labels = ['red', 'green', 'blue'];
const runtimes = [
  ['.onnx', 'ONNX, run by ONNX Runtime'],
  ['.tflite', 'TFLite, run by LiteRT'],
  ['.h', 'C header, run by LiteRT'],
  ['.keras', 'Keras, run by TensorFlow.js'],
] as const;

/** Files of a model, and what it says of squares that nothing needs to resize. */
async function writeFiles() {
  await tf.setBackend('wasm');
  const base = await readBuiltInBase();
  const squares = await readSampleSquares(4, base.manifest.inputSize);
  const table = await embedSquares(base, squares);
  const head = createTestHead(table.embeddingSize, 0, labels.length);
  const description = describeTestModel(labels);
  const [width, height] = [squares.side, squares.side];
  const images = squares.pixels.map((data, index): TestFile => {
    const png = encode({ width, height, channels: 3, data });
    return { name: `${index}.png`, mimeType: 'image/png', buffer: Buffer.from(png) };
  });
  const network = await quantizeNetwork(base, head, squares.pixels);
  const files = [
    exportOnnx(base, head, description, { precision: 'float32', withPreprocessing: false }),
    exportTflite(base, head, description, { precision: 'float32' }),
    exportTflite(base, head, description, { precision: 'int8', network }),
    exportCHeader(base, head, description, network),
    await exportKeras(base, head, description),
  ].map(({ fileName, bytes }): TestFile => {
    return { name: fileName, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) };
  });
  return { images, files, probabilities: predictTable(head, table) };
}

test('ONNX, TFLite, C header and Keras downloads are opened by what runs them, predict the same, and are there again after a reload', async () => {
  const { images, files, probabilities } = await writeFiles();
  const studio = await session.openStudio();
  const { page } = studio;
  const predict = page.locator('#predict');
  for (const [index, file] of files.entries()) {
    const way = studio.fileInput(index === 0 ? 'Open a model' : 'Open another model');
    await way.setInputFiles(file, { timeout: 120_000 });
    await predict.getByRole('heading', { name: file.name }).waitFor({ timeout: 120_000 });
    const runtime = runtimes.find(([ending]) => file.name.endsWith(ending))?.[1];
    expect(await predict.innerText()).toContain(`Exported by Graft · ${runtime}`);
    const actual = await predictManyImages(studio, images);
    const tolerance = /int8|\.h$/.test(file.name) ? 0.1 : 1e-4;
    images.forEach(({ name }, row) => {
      labels.forEach((label, column) => {
        const expected = probabilities[row * labels.length + column] ?? Number.NaN;
        const found = actual.get(`${name} probability of ${label}`) ?? Number.NaN;
        expect(Math.abs(found - expected)).toBeLessThan(tolerance);
      });
    });
  }
  await expectSound(studio, 'a Keras model is open', '#predict');
  await page.reload();
  await predict.getByRole('heading', { name: files.at(-1)?.name ?? '' }).waitFor({ timeout: 120_000 });
  await predict.getByText('This browser keeps a copy of it').waitFor();
  expect(session.complaints).toEqual([]);
}, 300_000);
