import { unzipSync, zipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { StudioPage } from './studio-page.ts';
import { type StudioSession, startStudioSession } from './studio-session.ts';
import { drawMany, drawStripesPng } from './test-images.ts';

let session: StudioSession;

beforeAll(async () => {
  session = await startStudioSession();
});

afterAll(async () => {
  await session?.close();
});

const twoClasses = () => {
  const files: Record<string, Uint8Array> = {};
  for (const kind of ['red', 'blue'] as const) {
    for (const image of drawMany(kind, 6)) files[`${kind}/${image.name}`] = image.buffer;
  }
  return { name: 'two.zip', mimeType: 'application/zip', buffer: Buffer.from(zipSync(files)) };
};

test('a crash of the worker is said, the engine comes back, and nothing is embedded again', async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  await studio.importZip(twoClasses());
  await studio.waitUntilImagesAreReady();
  await studio.setNumber('Epochs', 1000);
  await studio.trainButton.click();
  await page.getByRole('progressbar', { name: 'Training' }).waitFor();

  const [worker] = page.workers();
  await worker?.evaluate(() => {
    setTimeout(() => {
      throw new Error('made to crash');
    });
  });
  await expect.poll(() => studio.trainButton.isEnabled(), { timeout: 30_000 }).toBe(true);

  await studio.setNumber('Epochs', 3);
  await studio.train();
  const report = await studio.downloadReport();
  expect(report.history).toHaveLength(3);
  expect(report.timings.imagesEmbedded).toBe(12);
});

test('Stop ends training at once and keeps the best head so far', async () => {
  const studio = await session.openStudio();
  await studio.importZip(twoClasses());
  await studio.waitUntilImagesAreReady();
  await studio.setNumber('Epochs', 1000);
  await studio.trainButton.click();
  await studio.page.getByRole('progressbar', { name: 'Training' }).waitFor();
  await studio.page.locator('#train').getByRole('button', { name: 'Stop', exact: true }).click();
  await studio.waitUntilTrained(20_000);
  const report = await studio.downloadReport();
  expect(report.history.length).toBeLessThan(1000);
  await studio.fileInput('Image to classify').setInputFiles(drawStripesPng('red', 50));
  await expect.poll(async () => (await studio.readPredictions()).length, { timeout: 20_000 }).toBe(2);
});

test('the camera shows live predictions, and gives images to a class', async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  await studio.importZip(twoClasses());
  await studio.waitUntilImagesAreReady();
  await studio.setNumber('Epochs', 5);
  await studio.train();
  await page.locator('#predict').getByRole('button', { name: 'Use camera', exact: true }).click();
  await expect.poll(async () => (await studio.readPredictions()).length, { timeout: 30_000 }).toBe(2);
  await studio.button('End camera').click();

  await studio.button('Use camera for red').click();
  await studio.button('Take picture').click();
  await page.getByRole('dialog').getByText('1 picture added').waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => studio.classCard('red').innerText(), { timeout: 20_000 }).toMatch(/7 images/);
});

/** Opens the engine's dialog at the choice of base models. */
async function openBaseModels(page: Page) {
  await page.getByRole('button', { name: /^Engine/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Change base model' }).click();
  return dialog;
}

test('another base model that cannot be reached is said, and the one in use stays', async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  await studio.importZip(twoClasses());
  await studio.waitUntilImagesAreReady();
  const dialog = await openBaseModels(page);
  await dialog.getByText('An address', { exact: true }).click();
  await dialog.getByLabel('Address of model.json').fill(`${session.url}no-such-model/model.json`);
  await dialog.getByRole('button', { name: 'Use this base model' }).click();
  await expect.poll(() => dialog.innerText(), { timeout: 30_000 }).toMatch(/no-such-model/);
  await page.keyboard.press('Escape');
  await studio.setNumber('Epochs', 2);
  await studio.train();
  expect((await studio.downloadReport()).baseModel.id).toBe('mobilenet-v1-1.0-224');
});

test('a layers model from files becomes the base model, and the images are embedded by it', async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  await studio.importZip(twoClasses());
  await studio.waitUntilImagesAreReady();
  await studio.setNumber('Epochs', 2);
  await studio.train();
  const files = unzipSync((await studio.download('Download full model (TF.js)')).bytes);

  const dialog = await openBaseModels(page);
  await dialog.getByText('Files', { exact: true }).click();
  await dialog.getByLabel('Choose model files').setInputFiles(
    ['model.json', 'weights.bin'].map((name) => ({
      name,
      mimeType: 'application/octet-stream',
      buffer: Buffer.from(files[name] as Uint8Array),
    })),
  );
  await dialog.getByRole('button', { name: 'Use this base model' }).click();
  await expect.poll(() => dialog.innerText(), { timeout: 60_000 }).not.toMatch(/In use: MobileNet V1 1\.0/);
  await page.keyboard.press('Escape');
  await studio.waitUntilImagesAreReady();
  await studio.train();
  const report = await studio.downloadReport();
  expect(report.baseModel.id).not.toBe('mobilenet-v1-1.0-224');
  expect(report.baseModel.embeddingSize).toBe(1024);
  expect(report.timings.imagesEmbedded).toBe(24);
});

test('a start on a network that hangs can be stopped, and tried again', async () => {
  const context = await session.browser.newContext();
  let hangs = true;
  await context.route(/weights\.bin/, (route) => (hangs ? undefined : route.continue()));
  const studio = new StudioPage(await context.newPage());
  await studio.open(session.url);
  await studio.button('Stop').click();
  await expect.poll(() => studio.status.innerText()).toMatch(/was stopped/);
  hangs = false;
  await studio.button('Try again').click();
  await studio.importZip(twoClasses());
  await studio.waitUntilImagesAreReady();
  await context.close();
});
