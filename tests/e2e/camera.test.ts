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
