import { afterAll, beforeAll, expect, test } from 'vitest';
import { holdBaseModel } from './hold-base-model.ts';
import type { StudioPage } from './studio-page.ts';
import { type StudioSession, startStudioSession } from './studio-session.ts';
import { drawMany, drawStripesPng, packZip } from './test-images.ts';

let session: StudioSession;

beforeAll(async () => {
  session = await startStudioSession();
});

afterAll(async () => {
  await session?.close();
});

/** The accessible name, roughly, of what has the focus; `body` when nothing has. */
async function readFocus({ page }: StudioPage): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return 'body';
    return element.getAttribute('aria-label') ?? element.textContent?.trim() ?? '';
  });
}

/** Tabs to the control of that name, as somebody without a mouse does. */
async function tabTo(studio: StudioPage, name: string | RegExp): Promise<void> {
  for (let presses = 0; presses < 300; presses++) {
    await studio.page.keyboard.press('Tab');
    const focused = await readFocus(studio);
    if (typeof name === 'string' ? focused === name : name.test(focused)) return;
  }
  throw new Error(`Tab never reached ${name}`);
}

/** Few images under the name of the sample images, so that all of them come in quickly. */
function packSamples() {
  const files: Record<string, Uint8Array> = { 'train/Animal/broken.png': Uint8Array.from([1, 2, 3]) };
  for (const [kind, name] of [
    ['red', 'Animal'],
    ['blue', 'Food'],
  ] as const) {
    for (const image of drawMany(kind, 7)) files[`train/${name}/${image.name}`] = image.buffer;
    for (const image of drawMany(kind, 2, 100)) files[`test/${name}/${image.name}`] = image.buffer;
  }
  return packZip('sample-images.zip', files);
}

test('the whole journey by keyboard alone, from the sample images to the downloaded model', async () => {
  const studio = await session.openStudio({}, (context) =>
    context.route(/sample-images\.zip/, (route) => route.fulfill({ body: packSamples().buffer })),
  );
  const { page } = studio;
  const { keyboard } = page;
  const press = async (name: string | RegExp, key = 'Enter') => {
    await tabTo(studio, name);
    await keyboard.press(key);
  };

  await press('Sample images');
  await studio.waitUntilImagesAreReady();
  expect(await readFocus(studio)).toBe('Sample images');
  expect(await studio.readClasses()).toEqual({ Animal: 9, Food: 9 });

  await press('Dismiss');
  await expect.poll(() => studio.readProblems()).toEqual([]);
  expect(await readFocus(studio), 'after the problems were dismissed').not.toBe('body');

  await press('Delete class Food');
  await expect.poll(() => readFocus(studio)).toBe('Undo');
  await keyboard.press('Enter');
  await expect.poll(() => studio.readClasses()).toEqual({ Animal: 9, Food: 9 });
  expect(await readFocus(studio), 'after a deletion was undone').not.toBe('body');

  await press('Train');
  await studio.waitUntilTrained();
  expect(await readFocus(studio)).toBe('Train');

  await press(/ recognised$/, ' ');
  const cell = page.getByRole('dialog', { name: /recognised$/ });
  await cell.waitFor();
  expect(await cell.getByRole('listitem').count()).toBeGreaterThan(0);
  await keyboard.press('Escape');
  await cell.waitFor({ state: 'detached' });
  await expect.poll(() => readFocus(studio)).toMatch(/ recognised$/);

  // The browser's own picker cannot be steered from here; that it opens is what the page does.
  // Waited for from early on: the browser has to be told first, and opens its own picker until it is.
  const chosen = page.waitForEvent('filechooser');
  await tabTo(studio, 'Image to classify');
  await keyboard.press('Enter');
  const picker = await chosen;
  await picker.setFiles(drawStripesPng('blue', 50));
  await expect.poll(async () => (await studio.readPredictions())[0], { timeout: 20_000 }).toMatch(/^Food/);
  expect(await readFocus(studio)).toBe('Image to classify');

  await tabTo(studio, 'Download full model (TF.js)');
  const [download] = await Promise.all([page.waitForEvent('download'), keyboard.press('Enter')]);
  expect(download.suggestedFilename()).toMatch(/\.zip$/);
  await page.locator('#export').getByText(download.suggestedFilename()).first().waitFor();
  expect(await readFocus(studio)).toBe('Download full model (TF.js)');
});

test('stopping and trying again keep the keyboard near what was pressed', async () => {
  let letThrough = () => {};
  const studio = await session.openStudio({}, async (context) => {
    letThrough = await holdBaseModel(context);
  });
  const { keyboard } = studio.page;
  await tabTo(studio, 'Stop');
  await keyboard.press('Enter');
  await studio.button('Try again').waitFor();
  expect(await readFocus(studio), 'after the start was stopped').not.toBe('body');
  await tabTo(studio, 'Try again');
  letThrough();
  await keyboard.press('Enter');
  await studio.page.getByRole('button', { name: /^Engine: WebAssembly/ }).waitFor();
  expect(await readFocus(studio), 'after another try').not.toBe('body');
});

test('every dialog gives the focus back to what opened it, and keeps it inside while it is open', async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  await studio.button('Add class').click();
  for (const name of ['Credits and licences', 'Use camera for Class 1', /^Engine: /]) {
    await tabTo(studio, name);
    const opener = await readFocus(studio);
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    for (let presses = 0; presses < 12; presses++) {
      await page.keyboard.press('Tab');
      expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
    }
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => readFocus(studio)).toBe(opener);
  }
});
