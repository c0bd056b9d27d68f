import { afterAll, beforeAll, expect, test } from 'vitest';
import { nameLimits } from '../../src/core/dataset/dataset.ts';
import type { StudioPage } from './studio-page.ts';
import { type StudioSession, startStudioSession } from './studio-session.ts';
import { drawStripesPng, packZip } from './test-images.ts';

let session: StudioSession;

beforeAll(async () => {
  session = await startStudioSession();
});

afterAll(async () => {
  await session?.close();
});

const markup = '<img src=x onerror=alert(1)>';
const endless = 'W'.repeat(nameLimits.classNameLength);

/** On a phone and on a desk: nothing is wider than the screen, so that the page scrolls up and down only. */
async function expectNoScrollingSideways({ page }: StudioPage) {
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 844 });
    // Charts take their new width a moment later.
    await expect
      .poll(() =>
        page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
      )
      .toBeLessThanOrEqual(0);
  }
}

async function renameClass(studio: StudioPage, name: string, newName: string) {
  await studio.classCard(name).getByRole('textbox', { name: 'Class name' }).fill(newName);
  await studio.page.keyboard.press('Enter');
  await studio.classCard(newName).waitFor();
}

test('names of classes with markup, of any length and in any script stay text, from the card to the downloaded model', async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  const dialogs: string[] = [];
  page.on('dialog', async (dialog) => {
    dialogs.push(dialog.message());
    await dialog.dismiss();
  });
  await studio.importStripes({ red: 8, blue: 8, green: 8 });
  await renameClass(studio, 'red', markup);
  await renameClass(studio, 'blue', `${endless}and more`.slice(0, nameLimits.classNameLength));
  await renameClass(studio, 'green', 'قطة 🐈');
  await expectNoScrollingSideways(studio);

  await studio.setNumber('Epochs', 20);
  await studio.train();
  await studio.fileInput('Image to classify').setInputFiles(drawStripesPng('red', 50));
  await expect
    .poll(async () => (await studio.readPredictions())[0]?.startsWith(markup), { timeout: 20_000 })
    .toBe(true);
  expect(await studio.status.innerText()).toContain(markup);
  const matrix = page.getByRole('table', { name: 'Confusion matrix' });
  for (const name of [markup, endless, 'قطة 🐈']) {
    expect(await matrix.getByRole('rowheader', { name, exact: true }).count()).toBe(1);
  }
  await expectNoScrollingSideways(studio);

  for (const cell of [markup, endless]) {
    await matrix.getByRole('button', { name: `of ${cell} recognised` }).click();
    await page.getByRole('dialog', { name: `of ${cell} recognised` }).waitFor();
    await expectNoScrollingSideways(studio);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }

  await studio.button(`Delete class ${markup}`).click();
  await page.getByText(`Deleted class ${markup}.`).waitFor();
  await expectNoScrollingSideways(studio);
  await studio.button('Undo').click();

  const report = await studio.downloadReport();
  expect(report.dataset.classes.map(({ name }) => name).sort()).toEqual([markup, endless, 'قطة 🐈'].sort());
  expect(dialogs).toEqual([]);
  expect(await page.locator('img[src="x"]').count()).toBe(0);
});

test('forty classes fit: into the picture, the matrix and the predictions', async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  const files: Record<string, Uint8Array> = {};
  for (let index = 1; index <= 40; index++) {
    for (const seed of [1, 2]) {
      const kind = (['red', 'blue', 'green'] as const)[index % 3] ?? 'red';
      files[`Kind number ${index}/${seed}.png`] = drawStripesPng(kind, 10 * index + seed).buffer;
    }
  }
  await studio.importZip(packZip('forty.zip', files));
  await expect.poll(async () => Object.keys(await studio.readClasses()).length, { timeout: 30_000 }).toBe(40);
  await expectNoScrollingSideways(studio);
  await studio.waitUntilImagesAreReady();
  await studio.setNumber('Epochs', 2);
  await page.getByText('Advanced', { exact: true }).click();
  await studio.setNumber('Validation share', 0.5);
  await studio.train();
  await studio.fileInput('Image to classify').setInputFiles(drawStripesPng('blue', 999));
  await expect.poll(async () => (await studio.readPredictions()).length, { timeout: 20_000 }).toBe(10);
  await page.locator('#predict').getByRole('button', { name: 'Show all 40' }).click();
  expect(await studio.readPredictions()).toHaveLength(40);
  expect(await page.getByRole('table', { name: 'Confusion matrix' }).getByRole('row').count()).toBe(41);
  await expectNoScrollingSideways(studio);
  expect((await studio.downloadReport()).dataset.classes).toHaveLength(40);
});
