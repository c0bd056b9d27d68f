import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StudioPage } from './studio-page.ts';
import { type StudioSession, startStudioSession } from './studio-session.ts';
import { drawStripesPng } from './test-images.ts';

let session: StudioSession;

beforeAll(async () => {
  session = await startStudioSession();
});

afterAll(async () => {
  await session?.close();
});

const picture = drawStripesPng('red', 1).buffer.toString('base64');

/** Puts a picture on the real clipboard of the browser. */
function copyPicture({ page }: StudioPage, base64 = picture) {
  return page.evaluate(async (text) => {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    const blob = new Blob([bytes], { type: 'image/png' });
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]);
  }, base64);
}

const allowed = { permissions: ['clipboard-read', 'clipboard-write'] };

test('Ctrl+V and the button bring a copied picture into the class that was used last', async () => {
  const studio = await session.openStudio(allowed);
  const { page } = studio;
  await copyPicture(studio);
  await page.locator('#images').click({ position: { x: 5, y: 5 } });
  await page.keyboard.press('Control+v');
  await expect.poll(() => studio.readClasses(), { timeout: 20_000 }).toEqual({ 'Class 1': 1 });
  await studio.button('Add class').click();
  await page.keyboard.press('Escape');
  await copyPicture(studio, drawStripesPng('blue', 2).buffer.toString('base64'));
  await studio.button('Paste').click();
  await expect.poll(() => studio.readClasses(), { timeout: 20_000 }).toEqual({ 'Class 1': 1, 'Class 2': 1 });

  await studio.button('Use camera for Class 1').focus();
  await page.keyboard.press('Control+v');
  await expect.poll(() => studio.readClasses(), { timeout: 20_000 }).toEqual({ 'Class 1': 2, 'Class 2': 1 });
  await expect
    .poll(() => studio.status.innerText(), { timeout: 20_000 })
    .toMatch(/ready in|pasted into “Class 1”/);
});

test('nothing is pasted behind a dialog', async () => {
  const studio = await session.openStudio(allowed);
  const { page } = studio;
  await copyPicture(studio);
  await page.getByRole('button', { name: /^Project:/ }).click();
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Control+v');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await studio.readClasses()).toEqual({});
  await page.keyboard.press('Control+v');
  await expect.poll(() => studio.readClasses(), { timeout: 20_000 }).toEqual({ 'Class 1': 1 });
});

test('a text field keeps what is pasted into it', async () => {
  const studio = await session.openStudio(allowed);
  const { page } = studio;
  await studio.button('Add class').click();
  const name = studio.classCard('Class 1').getByLabel('Class name');
  await copyPicture(studio);
  await name.focus();
  await page.keyboard.press('Control+v');
  await page.evaluate(() => navigator.clipboard.writeText('cats'));
  await name.press('Control+a');
  await page.keyboard.press('Control+v');
  await page.keyboard.press('Enter');
  await studio.classCard('cats').waitFor();
  expect(await studio.readClasses()).toEqual({ cats: 0 });
});

test('a clipboard without an image, or one that may not be read, is said', async () => {
  const studio = await session.openStudio(allowed);
  const { page } = studio;
  await page.evaluate(() => navigator.clipboard.writeText('only words'));
  await studio.button('Paste').click();
  await expect
    .poll(() => studio.readProblems(), { timeout: 20_000 })
    .toEqual([{ file: 'What was copied', sentence: expect.stringMatching(/^There is no image in it/) }]);

  // With nobody to ask, the browser refuses.
  const stranger = await session.openStudio();
  await stranger.button('Paste').click();
  await expect
    .poll(() => stranger.readProblems(), { timeout: 20_000 })
    .toEqual([{ file: 'What was copied', sentence: expect.stringMatching(/Ctrl\+V/) }]);
});

test('a browser that lets no page read the clipboard has no button, and still pastes', async () => {
  const studio = await session.openStudio({}, (context) =>
    context.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined })),
  );
  await studio.button('Add class').click();
  await studio.button('Use camera for Class 1').focus();
  expect(await studio.button('Paste').count()).toBe(0);
  await studio.page.evaluate((text) => {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([bytes], 'image.png', { type: 'image/png' }));
    const paste = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    document.activeElement?.dispatchEvent(paste);
  }, picture);
  await expect.poll(() => studio.readClasses(), { timeout: 20_000 }).toEqual({ 'Class 1': 1 });
  await studio.page.getByRole('option', { name: /^pasted-001\.png/ }).waitFor();
});
