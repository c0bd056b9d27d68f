import { strToU8 } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordVideo } from '../support/record-video.ts';
import { dialogPart, expectSound } from './expect-sound.ts';
import { type StudioSession, startStudioSession } from './studio-session.ts';
import { drawStripesPng, packZip, type TestFile } from './test-images.ts';

let session: StudioSession;
let clip: Buffer;

beforeAll(async () => {
  session = await startStudioSession();
  const { page } = await session.openStudio();
  clip = Buffer.from(await recordVideo(page), 'base64');
  await page.context().close();
});

afterAll(async () => {
  await session?.close();
});

function video(name: string, buffer = clip): TestFile {
  return { name, mimeType: 'video/webm', buffer };
}

test('frames of a video become images of the class that it was added to, beside the images', async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  const dialog = page.getByRole('dialog', { name: 'Frames for Class 1' });
  await studio.button('Add class').click();
  await studio.addImages('Class 1', [drawStripesPng('red', 1), video('my clip.webm')]);
  await dialog.getByText('my clip.webm').waitFor();
  await dialog.getByText(/^[\d.]+ s long, 320 × 240 pixels\./).waitFor();
  await expect.poll(() => dialog.locator('img').count(), { timeout: 20_000 }).toBe(6);
  await expectSound(studio, 'video dialog', dialogPart);

  await studio.setNumber('Frames', 12);
  await studio.setNumber('Seconds apart', 0.5);
  await dialog.getByText(/^The video is over after [34] frames\.$/).waitFor();
  await dialog.getByRole('button', { name: 'Spread over the whole video' }).click();
  await dialog.getByText(/^12 frames, the last one at [\d.]+ s of [\d.]+ s\.$/).waitFor();
  await dialog.getByRole('button', { name: 'Take 12 frames' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(await studio.readClasses()).toEqual({ 'Class 1': 13 });
  await page
    .getByRole('option', { name: /^my clip 00:00\.\d\d\.jpg/ })
    .first()
    .waitFor();
});

test('several videos are asked for one by one; one without frames changes nothing', async () => {
  const studio = await session.openStudio();
  const dialog = studio.page.getByRole('dialog');
  await studio.button('Add class').click();
  await studio.addImages(
    'Class 1',
    ['a.webm', 'b.webm', 'c.webm', 'd.webm'].map((name) => video(name)),
  );
  await dialog.getByText('3 more videos follow.').waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.getByText('b.webm').waitFor();
  await studio.setNumber('Frames', 3);
  await dialog.getByRole('button', { name: 'Take 3 frames' }).click();
  await dialog.getByText('c.webm').waitFor();
  await dialog.getByRole('button', { name: 'Leave all out' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(await studio.readClasses()).toEqual({ 'Class 1': 3 });
});

test('Stop keeps the frames so far', async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  const dialog = page.getByRole('dialog');
  await studio.button('Add class').click();
  await studio.addImages('Class 1', [video('clip.webm')]);
  await expect.poll(() => dialog.locator('img').count(), { timeout: 20_000 }).toBe(6);
  await studio.setNumber('Frames', 30);
  await studio.setNumber('Seconds apart', 0.05);
  // A device that gets stuck at the fourth frame, until it is let go on.
  await page.evaluate(() => {
    const { toBlob } = HTMLCanvasElement.prototype;
    let frameCount = 0;
    HTMLCanvasElement.prototype.toBlob = function stuck(...args) {
      frameCount++;
      if (frameCount === 4) window.addEventListener('go-on', () => toBlob.apply(this, args));
      else toBlob.apply(this, args);
    };
  });
  await dialog.getByRole('button', { name: 'Take 30 frames' }).click();
  await dialog.getByText('3 of 30').waitFor();
  await expectSound(studio, 'taking frames', dialogPart);
  await dialog.getByRole('button', { name: 'Stop' }).click();
  await dialog.getByText('Stopping after this step').waitFor();
  await page.evaluate(() => window.dispatchEvent(new Event('go-on')));
  await dialog.waitFor({ state: 'detached' });
  // The dialog goes before the last frames are in.
  await expect.poll(() => studio.readClasses()).toEqual({ 'Class 1': 4 });
});

test('a video that cannot be played, or lies in a ZIP, is listed with what to do', async () => {
  const studio = await session.openStudio();
  await studio.importZip(
    packZip('pets.zip', {
      'cat/1.png': drawStripesPng('red', 1).buffer,
      'cat/film.webm': clip,
      'dog/1.png': drawStripesPng('blue', 2).buffer,
    }),
  );
  await studio.waitUntilImagesAreReady();
  await studio.addImages('cat', [video('broken.webm', Buffer.from(strToU8('no video at all')))]);
  await expect
    .poll(() => studio.readProblems(), { timeout: 20_000 })
    .toEqual([
      { file: 'broken.webm', sentence: expect.stringMatching(/^This browser cannot play this video/) },
      { file: 'cat/film.webm', sentence: expect.stringMatching(/Add it to a class with the button/) },
    ]);
  expect(await studio.page.getByRole('dialog').count()).toBe(0);
  expect(await studio.readClasses()).toEqual({ cat: 1, dog: 1 });
});
