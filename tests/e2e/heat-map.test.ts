import { encode } from 'fast-png';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dialogPart, expectSound } from './expect-sound.ts';
import { type StudioSession, startStudioSession } from './studio-session.ts';
import { drawStripes, type TestFile } from './test-images.ts';

let session: StudioSession;

beforeAll(async () => {
  session = await startStudioSession();
});

afterAll(async () => {
  await session?.close();
});

const side = 224;

/** Lying red stripes in the upper half, upright blue ones in the lower half. */
function drawBoth(): TestFile {
  const data = drawStripes('red', 70);
  data.set(drawStripes('blue', 71).subarray((side * side * 3) / 2), (side * side * 3) / 2);
  const buffer = Buffer.from(encode({ width: side, height: side, data, channels: 3, depth: 8 }));
  return { name: 'both.png', mimeType: 'image/png', buffer };
}

test('the heat map lies where each class is, for the class that is chosen, and goes when it is closed', async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  await studio.importStripes({ red: 10, blue: 10 });
  await studio.train();
  await studio.fileInput('Image to classify').setInputFiles(drawBoth());
  await expect.poll(async () => (await studio.readPredictions()).length, { timeout: 20_000 }).toBe(2);
  const map = (name: string) => page.getByRole('img', { name: `Heat map for “${name}”` });
  expect(await map('red').or(map('blue')).count()).toBe(0);

  await page.getByText('Heat map: where the head looks').click();
  const choice = page.getByLabel('Look for');
  await choice.selectOption('red');
  expect(await map('red').getAttribute('aria-label')).toMatch(/strongest at the top( left| right)?\.$/);
  await choice.selectOption('blue');
  expect(await map('blue').getAttribute('aria-label')).toMatch(/strongest at the bottom( left| right)?\.$/);
  await expectSound(studio, 'heat map', '#predict');

  await page.getByText('Heat map: where the head looks').click();
  await expect.poll(() => map('blue').count()).toBe(0);

  // Of the images behind a number of the confusion matrix, too.
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.getByRole('table', { name: 'Confusion matrix' }).getByRole('button').first().click();
  const dialog = page.getByRole('dialog');
  const look = dialog.getByRole('button', { name: /^Heat map: / }).first();
  await look.waitFor();
  await expectSound(studio, 'images of a cell', dialogPart);
  await look.click();
  await dialog.waitFor({ state: 'detached' });
  await expect.poll(() => map('blue').or(map('red')).count(), { timeout: 20_000 }).toBe(1);
});

test('the heat map follows the camera', async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  await studio.importStripes({ red: 6, blue: 6 });
  await studio.train();
  await page.getByText('Heat map: where the head looks').click();
  await page.getByText('Choose an image, or use the camera').waitFor();
  await page.locator('#predict').getByRole('button', { name: 'Use camera', exact: true }).click();
  await page
    .locator('#predict')
    .getByRole('img', { name: /^Heat map for/ })
    .waitFor({ timeout: 30_000 });
});

test('any image of a class can be looked at this way, even while the camera is on', async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  await studio.importStripes({ red: 6, blue: 6 });
  await studio.train();
  await page.locator('#predict').getByRole('button', { name: 'Use camera', exact: true }).click();
  await expect.poll(async () => (await studio.readPredictions()).length, { timeout: 30_000 }).toBe(2);
  await studio.classCard('red').getByRole('option').first().dblclick();
  await page.getByRole('dialog').getByRole('button', { name: 'Where the head looks' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('img', { name: 'Heat map for “red”' }).waitFor({ timeout: 30_000 });
  await page.getByRole('img', { name: /^The square of .*red.* that the model sees$/ }).waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('predict');
});
