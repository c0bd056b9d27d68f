import { afterAll, beforeAll, expect, test } from 'vitest';
import { type StudioSession, startStudioSession } from './studio-session.ts';

let session: StudioSession;

beforeAll(async () => {
  session = await startStudioSession();
});

afterAll(async () => {
  await session?.close();
});

test('the camera shows live predictions, and gives images to a class', async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  await studio.importStripes({ red: 6, blue: 6 });
  await studio.setNumber('Epochs', 5);
  await studio.train();
  await page.locator('#predict').getByRole('button', { name: 'Use camera', exact: true }).click();
  await expect.poll(async () => (await studio.readPredictions()).length, { timeout: 30_000 }).toBe(2);
  await studio.button('End camera').click();

  await studio.button('Use camera for red').click();
  await studio.button('Take picture').click();
  await page.getByRole('dialog').getByText('1 picture added').waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => studio.classCard('red').innerText(), { timeout: 20_000 }).toMatch(/7 images/);
});

test('a recording counts down, takes the pictures of its length, and its options are there the next time', async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  const dialog = page.getByRole('dialog');
  await studio.button('Add class').click();
  await studio.button('Use camera for Class 1').click();
  await dialog.getByText('Options', { exact: true }).click();
  // So few that none has to be left out on a slow machine.
  await studio.setNumber('Pictures per second', 1);
  await studio.setNumber('Delay', 1);
  await studio.setNumber('Length', 3);
  await dialog.getByRole('button', { name: 'Record 3 s' }).click();
  await dialog.getByText('Recording starts in 1 s').waitFor();
  await dialog.getByText('3 pictures added').waitFor({ timeout: 20_000 });

  await page.keyboard.press('Escape');
  expect(await studio.readClasses()).toEqual({ 'Class 1': 3 });

  await page.reload();
  await studio.button('Add class').first().click();
  await studio.button('Use camera for Class 1').click();
  await dialog.getByRole('button', { name: 'Record 3 s' }).waitFor();
});

test('Stop ends a recording early and keeps what it has', async () => {
  const studio = await session.openStudio();
  const dialog = studio.page.getByRole('dialog');
  await studio.button('Add class').click();
  await studio.button('Use camera for Class 1').click();
  await dialog.getByText('Options', { exact: true }).click();
  await studio.setNumber('Length', 60);
  await dialog.getByRole('button', { name: 'Record 60 s' }).click();
  await dialog.getByText(/^[3-9] pictures$/).waitFor();
  await dialog.getByRole('button', { name: 'Stop' }).click();
  const said = await dialog.getByText(/^\d+ pictures added$/).innerText();
  await studio.page.keyboard.press('Escape');
  expect(await studio.readClasses()).toEqual({ 'Class 1': Number.parseInt(said, 10) });
});

test('a second camera can be chosen, and Predict shows the same one with the same mirror', async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  await studio.importStripes({ red: 4, blue: 4 });
  await studio.setNumber('Epochs', 2);
  await studio.train();
  await studio.button('Use camera for red').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Options', { exact: true }).click();
  const choice = dialog.getByLabel('Camera', { exact: true });
  // They are listed only once one of them is on.
  await expect.poll(() => choice.getByRole('option').count()).toBe(2);
  const names = await choice.getByRole('option').allInnerTexts();
  await choice.selectOption({ index: 1 });
  await dialog.getByRole('switch', { name: 'Mirror the view' }).uncheck();
  await studio.button('Take picture').click();
  await dialog.getByText('1 picture added').waitFor();
  const view = page.getByLabel('What the camera sees');
  const readCamera = () =>
    view.evaluate((video: HTMLVideoElement) => ({
      name: (video.srcObject as MediaStream | null)?.getVideoTracks()[0]?.label,
      mirrored: getComputedStyle(video).transform !== 'none',
    }));
  expect(await readCamera()).toEqual({ name: names[1], mirrored: false });
  await page.keyboard.press('Escape');

  await page.locator('#predict').getByRole('button', { name: 'Use camera', exact: true }).click();
  await expect.poll(async () => (await studio.readPredictions()).length, { timeout: 30_000 }).toBe(2);
  expect(await readCamera()).toEqual({ name: names[1], mirrored: false });
  await page.locator('#predict').getByText('Options', { exact: true }).click();
  await page.locator('#predict').getByLabel('Camera', { exact: true }).selectOption({ index: 0 });
  await expect.poll(readCamera).toEqual({ name: names[0], mirrored: true });
});
