import { afterAll, beforeAll, expect, test } from 'vitest';
import { dialogPart, expectSound } from './expect-sound.ts';
import { holdBaseModel } from './hold-base-model.ts';
import { type StudioSession, startStudioSession } from './studio-session.ts';
import { drawMany, drawStripesPng, packZip } from './test-images.ts';

let session: StudioSession;

beforeAll(async () => {
  session = await startStudioSession();
});

afterAll(async () => {
  await session?.close();
});

/** Each look takes its time on a busy machine. */
const patience = 300_000;

test(
  'while the engine starts, when it does not run, and while images come in',
  async () => {
    let letThrough = () => {};
    const studio = await session.openStudio({}, async (context) => {
      letThrough = await holdBaseModel(context);
    });
    const { page } = studio;
    await page.getByRole('button', { name: 'Engine: starting' }).waitFor();
    await expectSound(studio, 'empty and starting');
    await page.getByRole('button', { name: /^Engine/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Stop', exact: true }).waitFor();
    await expectSound(studio, 'engine dialog while it starts', dialogPart);
    await page.keyboard.press('Escape');
    await studio.importZip(threeClasses());
    await page.locator('#images').getByRole('progressbar').waitFor();
    await expectSound(studio, 'importing');
    await page.locator('footer').getByRole('button', { name: 'Stop', exact: true }).click();
    await page.getByRole('button', { name: 'Engine: not running' }).waitFor();
    await expectSound(studio, 'engine stopped');
    letThrough();
  },
  patience,
);

test(
  'from the empty page to the trained head, with every dialog',
  async () => {
    const studio = await session.openStudio();
    const { page } = studio;
    await page.getByRole('button', { name: /^Engine: WebAssembly/ }).waitFor();
    await expectSound(studio, 'empty');

    await studio.importZip(threeClasses());
    await studio.waitUntilImagesAreReady();
    await studio.button('Delete class green').click();
    await studio.button('Undo').waitFor();
    expect(await studio.readProblems()).toHaveLength(2);
    await expectSound(studio, 'ready, with problems and something deleted');
    await studio.button('Undo').click();

    await studio.chooseCopies(2);
    await page.getByRole('img', { name: 'Copy 2 of the image of red' }).waitFor();
    await expectSound(studio, 'augmentation', '#train');
    await studio.chooseCopies(0);

    const image = page.getByRole('listbox', { name: 'Images of red' }).getByRole('option').first();
    await image.click();
    await studio.button('Leave out').click();
    await studio.button('Set of 1 image').click();
    await page.getByRole('menuitemradio', { name: 'Test' }).waitFor();
    await expectSound(studio, 'an image selected and left out, with a menu');
    // The narrow page has brought its button out of sight, where a menu is hidden.
    await studio.button('Set of 1 image').scrollIntoViewIfNeeded();
    await page.getByRole('menuitemradio', { name: 'Test' }).click();
    await studio.button('Undo: keep 1 image in one set').click();
    await studio.button('Undo: leave 1 image out').click();
    await studio.button('Clear selection').click();

    await page.getByText('Advanced', { exact: true }).click();
    await studio.setNumber('Hidden units', 1024);
    await studio.setNumber('Batch size', 1);
    await studio.setNumber('Epochs', 1000);
    await studio.startTraining(1000);
    await expectSound(studio, 'training');
    await page.locator('#train').getByRole('button', { name: 'Stop', exact: true }).click();
    await studio.waitUntilTrained();
    await studio.fileInput('Image to classify').setInputFiles(drawStripesPng('blue', 9));
    await expect.poll(async () => (await studio.readPredictions()).length, { timeout: 20_000 }).toBe(3);
    await studio.downloadReport();
    await expectSound(studio, 'trained');

    const openers = {
      'cell images': () =>
        page.getByRole('table', { name: 'Confusion matrix' }).getByRole('button').first().click(),
      camera: async () => {
        await studio.button('Use camera for red').click();
        await studio.button('Take picture').click();
        await page.getByRole('dialog').getByText('Options', { exact: true }).click();
        await page.getByRole('dialog').getByText('1 picture added').waitFor();
      },
      image: () => image.dblclick(),
      credits: () => studio.button('Credits and licences').click(),
    };
    for (const [name, open] of Object.entries(openers)) {
      await open();
      await page.getByRole('dialog').waitFor();
      await expectSound(studio, name, dialogPart);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }

    await page.getByRole('button', { name: /^Engine/ }).click();
    const dialog = page.getByRole('dialog');
    await expectSound(studio, 'engine dialog', dialogPart);
    await dialog.getByRole('button', { name: 'Change base model' }).click();
    for (const kind of ['Built in', 'An address', 'Files', 'A published MobileNet']) {
      await dialog.getByText(kind, { exact: true }).click();
      await expectSound(studio, `base model: ${kind}`, dialogPart);
    }
    await page.keyboard.press('Escape');

    await page.locator('#evaluate').getByText('Test', { exact: true }).click();
    for (const numbers of await studio.button('Show the numbers').all()) await numbers.click();
    for (const howTo of await page.getByText('How to use it').all()) await howTo.click();
    await page.locator('#predict').getByRole('button', { name: 'Use camera', exact: true }).click();
    await expect.poll(async () => (await studio.readPredictions()).length, { timeout: 20_000 }).toBe(3);
    await page.locator('#predict').getByText('Options', { exact: true }).click();
    await expectSound(studio, 'trained, all opened, live camera');
  },
  patience,
);

/** Two classes of five, a third with a test set, and two files that are no images. */
function threeClasses() {
  const files: Record<string, Uint8Array> = {
    'train/red/broken.png': Uint8Array.from([1, 2, 3]),
    'train/red/empty.png': new Uint8Array(),
  };
  for (const kind of ['red', 'blue', 'green'] as const) {
    for (const image of drawMany(kind, 5)) files[`train/${kind}/${image.name}`] = image.buffer;
    for (const image of drawMany(kind, 2, 100)) files[`test/${kind}/${image.name}`] = image.buffer;
  }
  return packZip('three.zip', files);
}
