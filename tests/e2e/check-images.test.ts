import { encode } from 'fast-png';
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

/** Two classes with a copy of an image, one that lies in both, and one that shows nothing. */
function packTroubles() {
  const files: Record<string, Uint8Array> = {};
  for (const kind of ['red', 'blue'] as const) {
    for (const { name, buffer } of drawMany(kind, 12)) files[`${kind}/${name}`] = buffer;
  }
  files['red/copy.png'] = files['red/red-3.png'] as Uint8Array;
  files['red/stray.png'] = files['blue/blue-5.png'] as Uint8Array;
  const white = new Uint8Array(64 * 64 * 3).fill(255);
  files['blue/white.png'] = encode({ width: 64, height: 64, data: white, channels: 3, depth: 8 });
  return packZip('troubles.zip', files);
}

test('what stands out among the images is shown before training, and a press mends it', {
  timeout: 240_000,
}, async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  await studio.importZip(packTroubles());
  await studio.waitUntilImagesAreReady();
  await page.getByText(/^\d+ things to look at before you train/).waitFor();
  await studio.button('Check images').click();
  const dialog = page.getByRole('dialog', { name: 'Check images' });
  const finding = (title: RegExp | string) => dialog.getByRole('region', { name: title });
  await finding('1 image shows nothing').waitFor();
  await expectSound(studio, 'findings', dialogPart);

  await finding(/more than one class/)
    .getByRole('button', { name: /^Keep .* in “blue” only$/ })
    .first()
    .click();
  await finding(/more than one class/).waitFor({ state: 'detached' });
  await finding(/exact cop/)
    .getByRole('button', { name: 'Remove the copies' })
    .click();
  await finding(/exact cop/).waitFor({ state: 'detached' });
  expect(await studio.readClasses()).toEqual({ red: 12, blue: 13 });
  await dialog.getByRole('button', { name: /^Undo: remove 1 image$/ }).click();
  await finding(/exact cop/).waitFor();
  await finding(/exact cop/)
    .getByRole('button', { name: 'Remove the copies' })
    .click();

  await finding('1 image shows nothing').getByRole('button', { name: 'Leave out of training' }).click();
  await finding('1 image shows nothing').waitFor({ state: 'detached' });
  expect(await studio.readClasses(), 'what is left out stays').toMatchObject({ blue: 13 });
  // What is left can be let go, one after the other.
  const dismiss = dialog.getByRole('button', { name: /^Dismiss/ });
  while ((await dismiss.count()) > 0) await dismiss.first().click();
  await dialog.getByText('Nothing stands out any more. The images are ready to be trained on.').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(await page.getByText(/to look at before you train/).count()).toBe(0);
  expect(session.complaints).toEqual([]);
});

test('small classes are mended by more images, or by leaving them out', { timeout: 240_000 }, async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  await studio.importStripes({ red: 12, blue: 3, green: 4 });
  await studio.button('Check images').click();
  const dialog = page.getByRole('dialog', { name: 'Check images' });
  const finding = dialog.getByRole('region', { name: /fewer than ten images$/ });
  await finding.getByText('“blue”: 3 images').waitFor();
  await expectSound(studio, 'small classes', dialogPart);
  await finding.getByRole('button', { name: 'Leave “green” out of training' }).click();
  await finding.getByText('“green”: 4 images').waitFor({ state: 'detached' });
  await studio.fileInput('Add more images to “blue”').setInputFiles([...drawMany('green', 8)]);
  await finding.waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  expect(await studio.readClasses()).toEqual({ red: 12, blue: 11, green: 4 });
  expect(session.complaints).toEqual([]);
});

test('uneven classes are mended by weighing them, and the settings and the report say so', {
  timeout: 240_000,
}, async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  const part = page.locator('#train');
  await studio.importStripes({ red: 12, blue: 3 });
  await studio.button('Check images').click();
  const dialog = page.getByRole('dialog', { name: 'Check images' });
  const finding = dialog.getByRole('region', { name: '“red” has far more images than “blue”' });
  await finding.getByRole('button', { name: 'Weigh rare classes more' }).click();
  await finding.waitFor({ state: 'detached' });
  await studio.status.getByText('The next training weighs rare classes more.').waitFor();
  await page.keyboard.press('Escape');

  await part.getByText('Rare classes weigh more.').waitFor();
  await part.locator('summary').getByText('Advanced').click();
  const weighing = part.getByRole('switch', { name: 'Weigh rare classes more' });
  expect(await weighing.isChecked()).toBe(true);
  await expectSound(studio, 'weighed classes', '#train');
  await studio.train();
  await part.getByText('Rare classes weighed more: in the loss, all classes count the same.').waitFor();
  const balanced = await studio.downloadReport();
  expect(balanced.config.classWeighting).toBe('balanced');

  // As it was, and so the finding is there again.
  await weighing.click();
  await page.getByText(/^\d+ things? to look at before you train/).waitFor();
  await studio.train();
  const plain = await studio.downloadReport();
  expect(plain.config.classWeighting).toBe('none');
  expect(plain.history.map(({ loss }) => loss)).not.toEqual(balanced.history.map(({ loss }) => loss));
  expect(session.complaints).toEqual([]);
});
