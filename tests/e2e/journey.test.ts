import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectFolder } from '../../scripts/project.mjs';
import type { GraftReport } from '../../src/core/export/create-report.ts';
import { loadExportedModel } from '../support/load-exported-model.ts';
import { type StudioSession, startStudioSession } from './studio-session.ts';
import { drawMany, drawStripes, drawStripesPng, packZip } from './test-images.ts';

let session: StudioSession;

beforeAll(async () => {
  await tf.setBackend('wasm');
  session = await startStudioSession();
});

afterAll(async () => {
  await session?.close();
});

test('a newcomer trains on the sample images in two clicks, looks, tries, and takes the model along', async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  await studio.button('Sample images').first().click();
  await studio.waitUntilImagesAreReady();
  for (const name of ['Animal', 'Food', 'Vehicle', 'Building']) {
    await expect(studio.classCard(name).innerText()).resolves.toMatch(/\d\d images/);
  }
  await studio.train();

  for (const chart of ['Loss per epoch', 'Accuracy per epoch']) {
    expect(await page.getByRole('img', { name: chart }).isVisible()).toBe(true);
  }
  const report = await studio.downloadReport();
  expect(report).toMatchObject({ format: 'graft-report', version: 1, backend: 'wasm' });
  expect(report.history).toHaveLength(report.config.epochs);
  expect(report.evaluation.test?.accuracy).toBeGreaterThan(0.85);
  expect(report.dataset.classes.map(({ name }) => name).sort()).toEqual([
    'Animal',
    'Building',
    'Food',
    'Vehicle',
  ]);

  await page.getByText('Test', { exact: true }).click();
  const matrix = page.getByRole('table', { name: 'Confusion matrix' });
  expect(await matrix.getByRole('row').count()).toBeGreaterThanOrEqual(5);
  expect(await page.getByRole('table', { name: 'Per-class report' }).isVisible()).toBe(true);

  const samples = unzipSync(await readFile(path.join(projectFolder, 'public/samples/sample-images.zip')));
  const dog = Object.keys(samples).find((file) => /^test\/Animal\/.*\.png$/.test(file)) as string;
  await studio.fileInput('Image to classify').setInputFiles({
    name: 'mine.png',
    mimeType: 'image/png',
    buffer: Buffer.from(samples[dog] as Uint8Array),
  });
  await expect.poll(async () => (await studio.readPredictions())[0], { timeout: 20_000 }).toMatch(/^Animal/);

  await studio.classCard('Animal').getByRole('textbox', { name: 'Class name' }).fill('Beast');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await studio.readPredictions())[0]).toMatch(/^Beast/);

  const { fileName, bytes } = await studio.download('Download full model (TF.js)');
  expect(fileName).toMatch(/\.zip$/);
  const { metadata, fileNames } = await loadExportedModel(bytes);
  expect(fileNames).toEqual(['metadata.json', 'model.json', 'weights.bin']);
  expect(metadata.labels).toContain('Beast');
  expect(session.complaints).toEqual([]);
}, 240_000);

test('the downloaded models predict in Node what the page predicted, on the same pixels', async () => {
  const studio = await session.openStudio();
  const kinds = ['red', 'blue', 'green'] as const;
  const files: Record<string, Uint8Array> = {};
  for (const kind of kinds) {
    for (const image of drawMany(kind, 6)) files[`stripes/train/${kind}/${image.name}`] = image.buffer;
    for (const image of drawMany(kind, 4, 50))
      files[`stripes/validation/${kind}/${image.name}`] = image.buffer;
    for (const image of drawMany(kind, 2, 100)) files[`stripes/test/${kind}/${image.name}`] = image.buffer;
  }
  await studio.importZip(packZip('stripes.zip', files));
  await studio.waitUntilImagesAreReady();
  await studio.setNumber('Epochs', 8);
  await studio.train();
  const report = await studio.downloadReport();
  const full = await loadExportedModel((await studio.download('Download full model (TF.js)')).bytes);
  const head = await loadExportedModel((await studio.download('Download head (TF.js)')).bytes);

  const embedder = tf.model({
    inputs: full.model.inputs,
    outputs: full.model.layers.find((layer) => layer.getClassName().startsWith('GlobalAverage'))
      ?.output as tf.SymbolicTensor,
  });
  // Enough was held back to fit a temperature, which has to be in what was downloaded.
  expect(report.calibration.temperature).not.toBe(1);
  expect(full.metadata).toMatchObject({ calibration: { temperature: report.calibration.temperature } });
  const predictions = testPredictions(report);
  expect(predictions).toHaveLength(6);
  for (const { file, probabilities } of predictions) {
    const [, kind, seed] = /(red|blue|green)-(\d+)\.png$/.exec(file) as unknown as [
      string,
      (typeof kinds)[number],
      string,
    ];
    const rgb = Float32Array.from(drawStripes(kind, Number(seed)), (value) => value / 127.5 - 1);
    const input = tf.tensor4d(rgb, [1, 224, 224, 3]);
    const fromFull = await (full.model.predict(input) as tf.Tensor).data();
    const fromHead = await (head.model.predict(embedder.predict(input) as tf.Tensor) as tf.Tensor).data();
    probabilities.forEach((probability, index) => {
      expect(Math.abs(probability - (fromFull[index] as number))).toBeLessThan(1e-4);
      expect(Math.abs(probability - (fromHead[index] as number))).toBeLessThan(1e-4);
    });
  }
  expect(
    report.dataset.classes.every(
      ({ training, validation, test: tested }) => training === 6 && validation === 4 && tested === 2,
    ),
  ).toBe(true);
  expect(session.complaints).toEqual([]);
});

test('two classes with one image each train, and the page says that nothing was validated', async () => {
  const studio = await session.openStudio();
  for (const kind of ['red', 'blue'] as const) {
    await studio.button('Add class').first().click();
    const card = studio.page.getByRole('group', { name: /^Class \d/ }).last();
    await card.getByRole('textbox', { name: 'Class name' }).fill(kind);
    await studio.page.keyboard.press('Enter');
    await studio.addImages(kind, [drawStripesPng(kind, 1)]);
  }
  await studio.waitUntilImagesAreReady();
  await studio.train();
  const report = await studio.downloadReport();
  expect(report.evaluation.validation).toBeNull();
  expect(report.history.every(({ validationLoss }) => validationLoss === null)).toBe(true);
  expect(await studio.page.locator('#train').innerText()).toMatch(/no validation figures/i);
  await studio.fileInput('Image to classify').setInputFiles(drawStripesPng('blue', 9));
  await expect.poll(async () => (await studio.readPredictions())[0], { timeout: 20_000 }).toMatch(/^blue/);
});

test('the same seed gives the same figures again', async () => {
  const studio = await session.openStudio();
  await studio.importStripes({ red: 5, blue: 5 });
  await studio.setNumber('Epochs', 5);
  const withoutTimes = (report: GraftReport) => report.history.map(({ durationMs: _, ...rest }) => rest);
  await studio.train();
  const first = withoutTimes(await studio.downloadReport());
  await studio.train();
  expect(withoutTimes(await studio.downloadReport())).toEqual(first);
});

function testPredictions(report: GraftReport) {
  return report.evaluation.test?.predictions ?? [];
}
