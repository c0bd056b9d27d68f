import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { scalePixels } from '../../src/core/embedding/embedder.ts';
import { loadOnnxRuntime } from '../clients/onnxruntime/open-onnx.ts';
import { loadExportedModel } from '../support/load-exported-model.ts';
import { dialogPart, expectSound } from './expect-sound.ts';
import type { StudioPage } from './studio-page.ts';
import { type StudioSession, startStudioSession } from './studio-session.ts';
import { drawMany, drawStripes, drawStripesPng, packZip } from './test-images.ts';

const side = 160;
/** Of exactly the size that the base model sees, so that no resizing comes between. */
const zip = packZip(
  'stripes.zip',
  Object.fromEntries(
    (['red', 'blue'] as const).flatMap((kind) =>
      drawMany(kind, 10, 1, side).map(({ name, buffer }) => [`${kind}/${name}`, buffer]),
    ),
  ),
);

let session: StudioSession;

beforeAll(async () => {
  session = await startStudioSession();
});

afterAll(async () => {
  await session?.close();
});

async function chooseSize({ page }: StudioPage, size: number) {
  await page.getByRole('button', { name: /^Engine/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: `${size} × ${size}` }).check();
  await dialog.getByRole('button', { name: 'Use this size' }).click();
  await dialog.getByText(`${size} × ${size} pixels in`).waitFor({ timeout: 60_000 });
  await page.keyboard.press('Escape');
}

test('a model that is trained at 160 pixels predicts, is exported as it predicts, and is there after a reload', async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  await studio.importZip(zip);
  await studio.waitUntilImagesAreReady();
  await chooseSize(studio, side);
  await studio.waitUntilImagesAreReady();
  await studio.setNumber('Epochs', 10);
  await studio.train();
  const report = await studio.downloadReport();
  expect(report.baseModel).toMatchObject({ id: 'mobilenet-v1-1.0-224', inputSize: side });

  const predict = async () => {
    await studio.fileInput('Image to classify').setInputFiles(drawStripesPng('red', 77, side));
    await expect.poll(async () => (await studio.readPredictions())[0], { timeout: 60_000 }).toMatch(/^red/);
    return studio.readPredictions();
  };
  const predicted = await predict();

  const full = await studio.download('Download full model (TF.js)');
  const { model, metadata } = await loadExportedModel(full.bytes);
  // What the page itself found when it ran the file beside its own preview.
  expect(metadata).toMatchObject({ inputSize: side, check: { outcome: 'compared', passed: true } });
  const pixels = scalePixels([drawStripes('red', 77, side)], side, 1, [-1, 1]);
  const probabilities = tf.tidy(() =>
    Array.from((model.predict(tf.tensor4d(pixels, [1, side, side, 3])) as tf.Tensor).dataSync()),
  );
  model.dispose();
  const labels = metadata.labels as readonly string[];
  const shown = predicted.map((entry) => Number(/([\d.]+)\s*%/.exec(entry)?.[1]) / 100);
  expect(Math.abs((probabilities[labels.indexOf('red')] ?? 0) - (shown[0] ?? 0))).toBeLessThan(6e-4);

  const onnx = await studio.download('Download ONNX');
  const ort = loadOnnxRuntime();
  const opened = await ort.InferenceSession.create(onnx.bytes);
  const input = opened.inputMetadata[0];
  expect(input?.shape.slice(1)).toEqual([3, side, side]);
  const channelsFirst = Float32Array.from(
    pixels,
    (_, i) => pixels[(i % side ** 2) * 3 + Math.floor(i / side ** 2)] as number,
  );
  const answers = await opened.run({
    [input?.name ?? '']: new ort.Tensor('float32', channelsFirst, [1, 3, side, side]),
  });
  const ofOnnx = Object.values(answers)[0]?.data ?? [];
  await opened.release();
  probabilities.forEach((probability, i) => {
    expect(Math.abs(probability - (ofOnnx[i] as number))).toBeLessThan(1e-4);
  });

  for (const name of ['for Teachable Machine', 'graph model (TF.js)', 'TFLite', 'Keras', 'offline page'])
    expect((await studio.download(`Download ${name}`)).bytes.length).toBeGreaterThan(1e6);

  await page.reload();
  await studio.waitUntilImagesAreReady();
  expect(await predict()).toEqual(predicted);
  await chooseSize(studio, 224);
  await page.getByText(/^This head belongs to another base model, or another input size/).waitFor();
  await chooseSize(studio, side);
  expect((await studio.downloadReport()).baseModel.inputSize).toBe(side);
  expect(session.complaints).toEqual([]);
}, 300_000);

test('the sizes are measured on the images before one is chosen, which can be stopped', async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  await studio.importStripes({ red: 10, blue: 10 });
  await page.getByRole('button', { name: /^Engine/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('About 2.0 times as fast').waitFor();
  await dialog.getByRole('button', { name: 'Measure on my images' }).click();
  await dialog.getByRole('progressbar', { name: 'Trying each input size on your images' }).waitFor();
  await dialog.getByRole('button', { name: 'Stop' }).click();
  await dialog.getByRole('button', { name: 'Measure on my images' }).click();
  const table = dialog.getByRole('table', { name: 'The input sizes on my images' });
  await table.waitFor({ timeout: 120_000 });
  const rows = await table.getByRole('row').allInnerTexts();
  expect(rows.map((row) => row.split(/\s/)[0])).toEqual(['Size', '224', '192', '160', '128']);
  for (const row of rows.slice(1)) expect(row).toMatch(/\d ms\s+\d+(\.\d)?%$/);
  await dialog.getByText('Measured on the 20 images that are learned from.').waitFor();
  expect(await dialog.getByRole('radio', { name: '160 × 160' }).isChecked()).toBe(false);
  await expectSound(studio, 'measured input sizes', dialogPart);

  await dialog.getByRole('radio', { name: '160 × 160' }).check();
  await dialog.getByRole('button', { name: 'Use this size' }).click();
  await dialog.getByText('160 × 160 pixels in').waitFor({ timeout: 60_000 });
  await page.keyboard.press('Escape');
  await studio.setNumber('Epochs', 5);
  await studio.train();
  // All of them were looked at while the size was measured.
  expect((await studio.downloadReport()).timings.imagesEmbedded).toBe(0);
  expect(session.complaints).toEqual([]);
}, 300_000);
