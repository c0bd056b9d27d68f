import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectSound } from './expect-sound.ts';
import { type StudioSession, startStudioSession } from './studio-session.ts';
import { drawStripesPng } from './test-images.ts';

let session: StudioSession;

beforeAll(async () => {
  session = await startStudioSession();
});

afterAll(async () => {
  await session?.close();
});

test('the map shows the images before training, leads from one to the next, and takes in what is predicted and what is new', async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  await studio.importStripes({ red: 10, blue: 10 });
  await studio.waitUntilImagesAreReady();
  await studio.button('Draw the map').click();
  const map = page.getByRole('application', { name: 'Map of 20 images.' });
  await map.waitFor();
  await page.getByText(/The two directions .* show \d+/).waitFor();

  await map.press('ArrowRight');
  const shown = page.locator('#map').getByRole('status');
  const first = await shown.innerText();
  expect(first).toMatch(/^(red|blue)\s+(red|blue)\/(red|blue)-\d+\.png$/);
  for (const key of ['ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'ArrowRight']) {
    await map.press(key);
  }
  expect(await shown.innerText()).toMatch(/^(red|blue)/);
  await map.press('Escape');
  await shown.getByText('Point at a dot').waitFor();

  await page.getByText('Neighbours (UMAP)', { exact: true }).click();
  await page.getByText('20 of 20 images have one of their own class').waitFor({ timeout: 30_000 });
  await expectSound(studio, 'map of the images', '#map');

  await studio.setNumber('Epochs', 5);
  await studio.train();
  await studio.fileInput('Image to classify').setInputFiles(drawStripesPng('red', 50));
  await page.getByText('The image that Predict shows').waitFor({ timeout: 20_000 });

  await studio.addImages('red', [drawStripesPng('red', 51)]);
  await page.getByText('1 image is not on the map yet.').waitFor({ timeout: 20_000 });
  await studio.button('Draw it again').click();
  await page.getByRole('application', { name: 'Map of 21 images.' }).waitFor({ timeout: 30_000 });

  // What is left out of training has no place on the map, and is not asked for.
  await studio.button('More for class blue').click();
  await page.getByRole('menuitem', { name: 'Leave out of training' }).click();
  await studio.classCard('blue').getByText('Left out of training').waitFor();
  await studio.addImages('red', [drawStripesPng('red', 52)]);
  await page.getByText('1 image is not on the map yet.').waitFor({ timeout: 20_000 });
  await studio.button('Draw it again').click();
  await page.getByRole('application', { name: 'Map of 12 images.' }).waitFor({ timeout: 30_000 });
  expect(await page.getByText('not on the map yet').count()).toBe(0);
});
