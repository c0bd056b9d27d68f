import { afterAll, beforeAll, expect, test } from 'vitest';
import { type StudioSession, startStudioSession } from './studio-session.ts';

let session: StudioSession;

beforeAll(async () => {
  session = await startStudioSession();
});

afterAll(async () => {
  await session?.close();
});

test('copies are shown and their cost said, then they are looked at once, also over a visit that comes after', async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  const part = page.locator('#train');
  await studio.importStripes({ red: 8, blue: 8 });
  await studio.chooseCopies(2);

  const previews = part.getByRole('list', { name: 'How copies of your images look' });
  await previews.getByRole('img', { name: 'Copy 2 of the image of red' }).waitFor();
  expect(await previews.getByRole('img').count()).toBe(6);
  const pictures = await previews.getByRole('img').evaluateAll((images) =>
    images.map((image) => {
      const { naturalWidth } = image as HTMLImageElement;
      const canvas = new OffscreenCanvas(8, 8);
      const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
      context.drawImage(image as HTMLImageElement, 0, 0, 8, 8);
      return { naturalWidth, seen: context.getImageData(0, 0, 8, 8).data.join() };
    }),
  );
  expect(pictures.every(({ naturalWidth }) => naturalWidth > 0)).toBe(true);
  expect(new Set(pictures.map(({ seen }) => seen)).size).toBe(6);

  await part.getByText('14 images × 2 copies: 28 more images to look at before training').waitFor();
  await part.getByText('2 copies of each training image come with it.').waitFor();
  await studio.train();
  const first = await studio.downloadReport();
  expect(first.config).toMatchObject({ copiesPerImage: 2, flip: true, rotationDegrees: 10 });
  expect(first.timings.imagesEmbedded).toBe(16 + 28);
  const counts = first.dataset.classes.map(({ training, validation }) => training + validation);
  expect(counts).toEqual([8, 8]);
  expect(first.evaluation.validation?.sampleCount).toBe(2);
  await part.getByText('all of them are known already').waitFor();
  await part.getByText('It learned from 2 copies of each training image as well.').waitFor();

  await studio.train();
  const second = await studio.downloadReport();
  expect(second.timings.imagesEmbedded).toBe(16 + 28);
  expect(second.history.map(({ loss }) => loss)).toEqual(first.history.map(({ loss }) => loss));

  await page.reload();
  await studio.waitUntilTrained();
  await part.getByText('Augmentation: 2 copies of each').click();
  await part.getByText('all of them are known already').waitFor();
  await studio.train();
  const third = await studio.downloadReport();
  expect(third.timings.imagesEmbedded).toBe(0);
  expect(third.history.map(({ loss }) => loss)).toEqual(first.history.map(({ loss }) => loss));
  expect(session.complaints).toEqual([]);
}, 240_000);

test('the keyboard chooses copies, and a setting that changes nothing makes none', async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  const part = page.locator('#train');
  await part.locator('summary').getByText('Augmentation', { exact: true }).press('Enter');
  const choice = page.getByRole('radiogroup', { name: 'Copies of each training image' });
  await choice.getByRole('radio', { name: 'Off' }).focus();
  await page.keyboard.press('ArrowRight');
  expect(await choice.getByRole('radio', { name: '1' }).isChecked()).toBe(true);
  await part.getByText('Once your images are ready, copies of some of them are shown here.').waitFor();
  for (const label of [
    'Turned by up to (°)',
    'Cropped by up to (%)',
    'Brightness by up to (%)',
    'Colour by up to (%)',
  ]) {
    await studio.setNumber(label, 0);
  }
  await part.getByRole('switch', { name: 'Mirror every other copy' }).click();
  await part.getByText('Nothing is chosen that would change the copies, so none are made.').waitFor();
  expect(await part.locator('summary').getByText('Augmentation', { exact: true }).isVisible()).toBe(true);
  await studio.setNumber('Turned by up to (°)', 60);
  await part.getByText('Nothing is chosen that would change the copies, so none are made.').waitFor();
}, 120_000);
