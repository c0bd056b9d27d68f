import { afterAll, beforeAll, expect, test } from 'vitest';
import { dialogPart, expectSound } from './expect-sound.ts';
import { type StudioSession, startStudioSession } from './studio-session.ts';
import { drawMany, packZip } from './test-images.ts';

let session: StudioSession;

beforeAll(async () => {
  session = await startStudioSession();
});

afterAll(async () => {
  await session?.close();
});

/** Three classes with images for validation; among those of red lies a blue one. */
function packMixedUp() {
  const files: Record<string, Uint8Array> = {};
  for (const kind of ['red', 'blue', 'green'] as const) {
    for (const image of drawMany(kind, 8)) files[`train/${kind}/${image.name}`] = image.buffer;
    for (const image of drawMany(kind, 4, 50)) files[`validation/${kind}/${image.name}`] = image.buffer;
  }
  const [stray] = drawMany('blue', 1, 200);
  if (stray !== undefined) files['validation/red/stray.png'] = stray.buffer;
  return packZip('mixed-up.zip', files);
}

test('the figures are explained, a threshold answers “None of these”, and a wrong label is found, moved and put back', async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  await studio.importZip(packMixedUp());
  await studio.waitUntilImagesAreReady();
  await studio.train();
  const evaluate = page.locator('#evaluate');
  await expect.poll(() => evaluate.innerText()).toMatch(/On other images like these: \d+% to \d+%/);
  expect(await evaluate.innerText()).toContain('What to try next');
  // What the curves say follows from them, and each has its explanation.
  const train = page.locator('#train');
  expect(await train.innerText()).toMatch(/On the images held back the loss was|From about epoch \d+ on/);
  await train.getByLabel('What is this? Loss and accuracy per epoch').click();
  await train.getByText('An epoch is one pass through all training images.').waitFor();
  await evaluate.getByLabel('What is this? Confusion matrix').click();
  await evaluate.getByText('Right answers lie on the diagonal').waitFor();
  await evaluate.getByLabel('What is this? Confusion matrix').click();

  await evaluate.getByText('Can its confidence be trusted?').click();
  await evaluate.getByRole('img', { name: 'Reliability diagram' }).waitFor();
  expect(await evaluate.innerText()).toMatch(/Confidence and accuracy differ by 0\.\d{3}/);
  await evaluate.getByText('“None of these”', { exact: true }).click();
  for (const explanation of await evaluate.getByText('What is this?').all()) await explanation.click();
  await evaluate.getByText('Show the numbers').last().click();
  await expectSound(studio, 'figures, all opened');
  await page.setViewportSize({ width: 1280, height: 900 });

  const slider = evaluate.getByRole('slider', { name: 'Least confidence for naming a class' });
  await slider.focus();
  await page.keyboard.press('End');
  const [image] = drawMany('red', 1, 90);
  if (image === undefined) throw new Error('no image');
  await studio.fileInput('Image to classify').setInputFiles(image);
  await page.locator('#predict').getByText('None of these', { exact: true }).waitFor({ timeout: 20_000 });
  expect((await studio.readPredictions())[0]).toMatch(/^red/);
  const none = page.locator('#predict').getByRole('switch', { name: /^Say “None of these”/ });
  expect(await none.isChecked()).toBe(true);
  await expectSound(studio, 'none of these', '#predict');
  await page.setViewportSize({ width: 1280, height: 900 });
  await none.press('Space');
  await page
    .locator('#predict')
    .getByText('None of these', { exact: true })
    .waitFor({ state: 'detached', timeout: 20_000 });

  await studio.button('Find likely label errors').click();
  const dialog = page.getByRole('dialog', { name: 'Likely label errors' });
  await dialog.getByRole('button', { name: 'Check the labels' }).click();
  const suspects = dialog.getByRole('list', { name: 'Likely label errors' }).getByRole('listitem');
  await suspects.first().waitFor({ timeout: 60_000 });
  expect(await suspects.first().innerText()).toMatch(
    /In “red”, but looks like “blue”\s+validation\/red\/stray\.png/,
  );
  await suspects
    .first()
    .getByRole('button', { name: /^It is fine: / })
    .click();
  await suspects
    .first()
    .getByRole('button', { name: /^Not fine after all: / })
    .click();
  await suspects
    .first()
    .getByRole('button', { name: /^Move to “blue”: / })
    .click();
  await expect.poll(() => suspects.first().innerText()).toContain('Now in “blue”');
  await expectSound(studio, 'likely label errors', dialogPart);
  await page.setViewportSize({ width: 1280, height: 900 });
  expect((await studio.readClasses()).blue).toBe(13);
  await dialog.getByRole('button', { name: /^Undo: move 1 image/ }).click();
  await expect.poll(async () => (await studio.readClasses()).blue).toBe(12);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(await evaluate.innerText()).not.toContain('You have changed images or classes since');

  await page
    .getByRole('table', { name: 'Confusion matrix' })
    .getByRole('button', { name: /of red taken for blue/ })
    .click();
  const cell = page.getByRole('dialog', { name: /of red taken for blue/ });
  await cell.getByRole('button', { name: 'Leave out: validation/red/stray.png' }).click();
  await expect.poll(() => cell.innerText()).toContain('Left out of training');
  await expectSound(studio, 'images of a cell', dialogPart);
  await page.keyboard.press('Escape');
  await expect.poll(() => evaluate.innerText()).toContain('You have changed images or classes since');
  expect(session.complaints).toEqual([]);
}, 240_000);
