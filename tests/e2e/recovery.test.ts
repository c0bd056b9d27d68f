import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { holdBaseModel } from './hold-base-model.ts';
import type { StudioPage } from './studio-page.ts';
import { type StudioSession, startStudioSession } from './studio-session.ts';
import { drawStripesPng, packStripes } from './test-images.ts';

let session: StudioSession;

beforeAll(async () => {
  session = await startStudioSession();
});

afterAll(async () => {
  await session?.close();
});

/** An error that nobody catches, as a bug in the worker would throw. */
async function crashWorker(page: Page): Promise<void> {
  await page.workers()[0]?.evaluate(() => {
    setTimeout(() => {
      throw new Error('made to crash');
    });
  });
}

/** Ends the worker without a word, as a browser does that runs out of memory. */
async function endWorker(page: Page): Promise<void> {
  await page.workers()[0]?.evaluate(() => self.close());
}

/** What a person sees while the engine starts again, with the button that stops it. */
async function expectRestart({ page, status }: StudioPage, detail: string) {
  const task = page.getByRole('progressbar', { name: 'Starting the engine again' });
  const notice = page.locator('#steps > *').filter({ has: task });
  await notice.waitFor();
  expect(await notice.innerText()).toContain(
    `The engine that does the computing stopped (${detail}). Your images, classes and the last trained model are kept.`,
  );
  expect(await status.innerText()).toContain('The engine that does the computing stopped');
  await page.getByRole('button', { name: 'Engine: restarting' }).waitFor();
  const stop = notice.getByRole('button', { name: 'Stop', exact: true });
  expect(await stop.isEnabled()).toBe(true);
  return stop;
}

/** What a person sees once it runs again. */
async function expectRunning({ page }: StudioPage) {
  await page.getByRole('button', { name: /^Engine: WebAssembly/ }).waitFor();
  expect(await page.getByRole('progressbar', { name: /^Starting the engine/ }).count()).toBe(0);
}

const countThumbnails = ({ page }: StudioPage) => page.locator('#images').getByRole('option').count();

test('a crash in the middle of training is said; images, model and prediction stay, and training works again', async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  await studio.importStripes({ red: 6, blue: 6 });
  await studio.setNumber('Epochs', 20);
  await studio.train();
  const before = await studio.downloadReport();
  await studio.fileInput('Image to classify').setInputFiles(drawStripesPng('red', 50));
  await expect.poll(async () => (await studio.readPredictions())[0], { timeout: 20_000 }).toMatch(/^red/);
  const predictions = await studio.readPredictions();

  await studio.setNumber('Epochs', 1000);
  await studio.setNumber('Batch size', 1);
  await studio.trainButton.click();
  await page
    .locator('#train')
    .getByText(/^Epoch \d+ of 1000$/)
    .waitFor();
  const letThrough = await holdBaseModel(page.context());
  await crashWorker(page);

  await expectRestart(studio, 'Uncaught Error: made to crash');
  expect(await studio.readClasses()).toEqual({ red: 6, blue: 6 });
  expect(await countThumbnails(studio)).toBe(12);
  expect(await studio.readPredictions()).toEqual(predictions);
  await expect.poll(() => page.locator('#train').innerText()).toContain('made to crash');
  expect(await page.locator('#train').getByRole('progressbar').count()).toBe(0);

  letThrough();
  await expectRunning(studio);
  await expect.poll(() => studio.trainButton.isEnabled()).toBe(true);
  const after = await studio.downloadReport();
  expect([after.history, after.evaluation]).toEqual([before.history, before.evaluation]);
  await studio.fileInput('Image to classify').setInputFiles(drawStripesPng('blue', 51));
  await expect.poll(async () => (await studio.readPredictions())[0], { timeout: 20_000 }).toMatch(/^blue/);

  await studio.setNumber('Epochs', 3);
  await studio.train();
  expect(await page.locator('#train').innerText()).not.toContain('made to crash');
  const report = await studio.downloadReport();
  expect(report.history).toHaveLength(3);
  expect(report.timings.imagesEmbedded).toBe(12);
});

test('when the worker ends in the middle of an import, the rest comes in with the next one, and no image twice', async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  await studio.importZip(packStripes({ red: 20, blue: 20 }));
  await expect
    .poll(() => page.locator('#images').innerText(), { timeout: 20_000 })
    .toMatch(/^[1-9]\d* of 40$/m);
  const letThrough = await holdBaseModel(page.context());
  await endWorker(page);

  await expectRestart(studio, 'the worker was ended');
  expect(await studio.readClasses()).toEqual({ red: 20, blue: 20 });
  const importing = page.locator('#images').getByRole('progressbar');
  const doneBefore = Number(await importing.getAttribute('aria-valuenow'));
  expect(doneBefore).toBeGreaterThan(0);
  expect(doneBefore).toBeLessThan(100);

  letThrough();
  await expectRunning(studio);
  await studio.waitUntilImagesAreReady();
  expect(await studio.status.innerText()).toBe('40 images ready in 2 classes.');
  expect(await studio.readClasses()).toEqual({ red: 20, blue: 20 });
  expect(await studio.readProblems()).toEqual([]);
  await studio.setNumber('Epochs', 3);
  await studio.train();
  expect((await studio.downloadReport()).timings.imagesEmbedded).toBe(40);
});

test('a start and a restart on a network that hangs can be stopped and tried again; images stay', async () => {
  let letThrough = () => {};
  const studio = await session.openStudio({}, async (context) => {
    letThrough = await holdBaseModel(context);
  });
  const { page } = studio;
  await studio.importZip(packStripes({ red: 3, blue: 3 }));
  await expect.poll(() => studio.readClasses(), { timeout: 20_000 }).toEqual({ red: 3, blue: 3 });
  await page.locator('footer').getByRole('button', { name: 'Stop', exact: true }).click();
  await expect.poll(() => studio.status.innerText()).toMatch(/was stopped/);
  letThrough();
  await studio.button('Try again').click();
  await expectRunning(studio);
  await studio.waitUntilImagesAreReady();
  expect(await countThumbnails(studio)).toBe(6);

  const letThroughAgain = await holdBaseModel(page.context());
  await endWorker(page);
  const stop = await expectRestart(studio, 'the worker was ended');
  await stop.click();
  await page.getByRole('button', { name: 'Engine: not running' }).waitFor();
  await page.locator('main').getByText('The start of the engine was stopped.').waitFor();
  expect(await studio.trainButton.isDisabled()).toBe(true);
  letThroughAgain();
  await studio.button('Try again').click();
  await expectRunning(studio);
  await expect.poll(() => studio.trainButton.isEnabled()).toBe(true);
  expect(await studio.readClasses()).toEqual({ red: 3, blue: 3 });
  expect(await countThumbnails(studio)).toBe(6);
});

test('loading the page again asks first only where something would be lost', async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  const questions: string[] = [];
  page.on('dialog', async (dialog) => {
    questions.push(dialog.type());
    await dialog.accept();
  });
  // Browsers ask only people who have touched the page.
  const reload = async () => {
    await page.getByRole('heading', { name: 'Images', exact: true }).click();
    await page.reload();
    await studio.button('Add class').first().waitFor();
  };
  await reload();
  await studio.importStripes({ red: 2, blue: 1 });
  await reload();
  expect(questions).toEqual([]);
  await expect.poll(() => studio.readClasses()).toEqual({ red: 2, blue: 1 });

  await page.goto(`${session.url}?backend=wasm&keep=nothing`);
  await studio.button('Add class').first().waitFor();
  expect(await studio.readClasses()).toEqual({});
  await studio.importStripes({ red: 2, blue: 1 });
  await reload();
  expect(questions).toEqual(['beforeunload']);
  expect(await studio.readClasses()).toEqual({});
});

test('Stop ends training at once and keeps the best head so far', async () => {
  const studio = await session.openStudio();
  await studio.importStripes({ red: 30, blue: 30 });
  await studio.setNumber('Epochs', 1000);
  // Many steps an epoch: otherwise it may have ended before a slow machine has pressed Stop.
  await studio.setNumber('Batch size', 1);
  await studio.startTraining(1000);
  await studio.page.locator('#train').getByRole('button', { name: 'Stop', exact: true }).click();
  await studio.waitUntilTrained(20_000);
  expect(await studio.status.innerText()).toMatch(/^Training stopped; the best model so far is kept\./);
  const report = await studio.downloadReport();
  expect(report.history.length).toBeLessThan(1000);
  await studio.fileInput('Image to classify').setInputFiles(drawStripesPng('red', 50));
  await expect.poll(async () => (await studio.readPredictions()).length, { timeout: 20_000 }).toBe(2);
});
