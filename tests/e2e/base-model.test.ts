import { unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type StudioSession, startStudioSession } from './studio-session.ts';

let session: StudioSession;

beforeAll(async () => {
  session = await startStudioSession();
});

afterAll(async () => {
  await session?.close();
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
  await studio.importStripes({ red: 6, blue: 6 });
  const dialog = await openBaseModels(page);
  await dialog.getByText('An address', { exact: true }).click();
  await dialog.getByLabel('Address of model.json').fill(`${session.url}no-such-model/model.json`);
  await dialog.getByRole('button', { name: 'Use this base model' }).click();
  await expect
    .poll(() => dialog.getByRole('alert').innerText(), { timeout: 30_000 })
    .toMatch(/no-such-model/);
  // The page has one live region for all that happens.
  expect(await page.getByRole('status').count()).toBe(1);
  await page.keyboard.press('Escape');
  await studio.setNumber('Epochs', 2);
  await studio.train();
  expect((await studio.downloadReport()).baseModel.id).toBe('mobilenet-v1-1.0-224');
});

test('a layers model from files becomes the base model, and the images are embedded by it', async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  await studio.importStripes({ red: 6, blue: 6 });
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
  expect(report.timings.imagesEmbedded).toBe(12);
});
