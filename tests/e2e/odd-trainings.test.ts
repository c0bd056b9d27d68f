import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StudioPage } from './studio-page.ts';
import { type StudioSession, startStudioSession } from './studio-session.ts';
import { drawMany, drawStripesPng, packZip, type TestFile } from './test-images.ts';

let session: StudioSession;

beforeAll(async () => {
  session = await startStudioSession();
});

afterAll(async () => {
  await session?.close();
});

/** A studio with images by class, ready to train on for a few epochs. */
async function openWith(classes: Readonly<Record<string, readonly TestFile[]>>): Promise<StudioPage> {
  const studio = await session.openStudio();
  const files = Object.entries(classes).flatMap(([name, images]) =>
    images.map((image, index) => [`${name}/${index}.png`, image.buffer] as const),
  );
  await studio.importZip(packZip('odd.zip', Object.fromEntries(files)));
  await studio.waitUntilImagesAreReady();
  await studio.setNumber('Epochs', 5);
  return studio;
}

const trainText = ({ page }: StudioPage) => page.locator('#train').innerText();
const evaluateText = ({ page }: StudioPage) => page.locator('#evaluate').innerText();

/** What Predict says of an image: the classes, the likeliest first. */
async function classify(studio: StudioPage, image: TestFile): Promise<readonly string[]> {
  await studio.fileInput('Image to classify').setInputFiles(image);
  await expect
    .poll(async () => (await studio.readPredictions()).length, { timeout: 30_000 })
    .toBeGreaterThan(1);
  return studio.readPredictions();
}

test('a class of one image is trained on and said not to be checked', async () => {
  const studio = await openWith({ red: drawMany('red', 1), blue: drawMany('blue', 10) });
  await studio.train();
  expect(await trainText(studio)).toContain(
    'No image of “red” is held out for validation; its only one is used for training.',
  );
  expect((await classify(studio, drawStripesPng('blue', 90)))[0]).toContain('blue');
  expect(session.complaints).toEqual([]);
});

test('two classes of the same images train, and the page says that they hold the same', async () => {
  const same = drawMany('red', 6);
  const studio = await openWith({ first: same, second: same });
  await studio.train();
  expect(await trainText(studio)).toContain('Trained.');
  const [likeliest] = await classify(studio, drawStripesPng('red', 90));
  expect(likeliest).toMatch(/5\d(\.\d)?%/);
  await studio.button('Check images').click({ timeout: 60_000 });
  await studio.page
    .getByRole('dialog')
    .getByText(/lies? in more than one class, the same or nearly so/)
    .waitFor();
  expect(session.complaints).toEqual([]);
});

test('where all images are equal, nothing can be held back, and that is said', async () => {
  const [image] = drawMany('red', 1);
  const all = Array.from({ length: 6 }, () => image as TestFile);
  const studio = await openWith({ first: all, second: all });
  await studio.train();
  expect(await trainText(studio)).toContain(
    'No image is held out for validation, so there are no validation figures: the images of each class nearly look the same',
  );
  expect(await evaluateText(studio)).toMatch(/no validation|No image/i);
  expect((await classify(studio, image as TestFile))[0]).toMatch(/5[0-2](\.\d)?%/);
  expect(session.complaints).toEqual([]);
});

test('a class that is disabled in mid-run stays in that head, and the page says that classes changed', async () => {
  const studio = await openWith({
    red: drawMany('red', 8),
    blue: drawMany('blue', 8),
    green: drawMany('green', 8),
  });
  await studio.setNumber('Epochs', 1000);
  await studio.setNumber('Batch size', 1);
  await studio.startTraining(1000);
  await studio.button('More for class green').click();
  await studio.page.getByRole('menuitem', { name: /Leave out of training/ }).click();
  await studio.page.getByRole('button', { name: 'Stop' }).first().click();
  await studio.waitUntilTrained();
  expect(await trainText(studio)).toContain('Classes changed since this training.');
  expect(await classify(studio, drawStripesPng('green', 90))).toHaveLength(3);
  await studio.setNumber('Epochs', 5);
  await studio.train();
  expect(await classify(studio, drawStripesPng('red', 90))).toHaveLength(2);
  expect(session.complaints).toEqual([]);
});

test('settings at their limits train, or say why not, and numbers that grow without limit leave the last good head', async () => {
  const studio = await openWith({ red: drawMany('red', 10), blue: drawMany('blue', 10) });
  const { page } = studio;
  await studio.train();
  await page.getByText('Advanced', { exact: true }).click();
  // The smallest of all, then the largest of what cannot blow up.
  const set = async (numbers: Readonly<Record<string, number>>) => {
    for (const [label, value] of Object.entries(numbers)) await studio.setNumber(label, value);
  };
  const least = {
    Epochs: 1,
    'Batch size': 1,
    'Learning rate': 0.000001,
    Seed: 0,
    Dropout: 0,
    'L2 penalty': 0,
  };
  await set({ ...least, 'Validation share': 0, 'Hidden units': 0, 'Label smoothing': 0, Mixup: 0 });
  await studio.train();
  expect(await trainText(studio)).toContain('No images were held back, so there are no validation figures.');
  const most = { Epochs: 3, 'Batch size': 1024, 'Learning rate': 0.01, Seed: 4294967295, Dropout: 0.9 };
  await set({ ...most, 'Validation share': 0.5, 'Hidden units': 1024, 'Label smoothing': 0.5, Mixup: 2 });
  await studio.train();
  expect((await studio.downloadReport()).dataset.classes.map(({ validation }) => validation)).toEqual([5, 5]);

  await studio.button('Back to the defaults').click();
  await studio.setNumber('Epochs', 5);
  await studio.train();
  const before = await classify(studio, drawStripesPng('red', 90));
  await page.getByText('SGD', { exact: false }).first().click();
  // Each step makes the weights 99 times as large: sooner or later they are no numbers any more.
  await set({ 'Learning rate': 10, 'L2 penalty': 10, Epochs: 200, 'Batch size': 1 });
  await studio.trainButton.click();
  await expect
    .poll(() => trainText(studio), { timeout: 60_000 })
    .toMatch(
      /The numbers grew without limit in epoch \d+.*Choose a smaller learning rate|loss stopped being a number/s,
    );
  // In the first epoch there is no good head of this training yet, so that from before stays; later its own best one is kept.
  const hasKeptOldHead = (await trainText(studio)).includes('grew without limit in epoch');
  const after = await classify(studio, drawStripesPng('red', 90));
  expect(after).toHaveLength(2);
  if (hasKeptOldHead) expect(after).toEqual(before);
  expect(session.complaints).toEqual([]);
});
