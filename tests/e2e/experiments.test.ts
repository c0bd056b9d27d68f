import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectSound } from './expect-sound.ts';
import { type StudioSession, startStudioSession } from './studio-session.ts';

let session: StudioSession;

beforeAll(async () => {
  session = await startStudioSession();
});

afterAll(async () => {
  await session?.close();
});

test('approaches are compared, the learning curve is drawn, and forgetting is shown, with the real base', async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  await studio.importStripes({ red: 6, blue: 6, green: 6 });
  await studio.train();
  await page.locator('summary').getByText('Compare and explore', { exact: true }).click();

  // From scratch takes the longest: it is stopped, and the rest stays.
  await studio.button('Compare approaches').click();
  const comparing = page.getByRole('progressbar', { name: 'Comparing' });
  const table = page.getByRole('table', { name: 'Approaches compared' });
  await table
    .getByRole('row', { name: /^Pretrained model/ })
    .getByText('%')
    .first()
    .waitFor();
  await page
    .locator('section')
    .filter({ has: comparing })
    .last()
    .getByRole('button', { name: 'Stop' })
    .click();
  await comparing.waitFor({ state: 'detached' });
  expect(await table.getByRole('row', { name: /^Network from scratch/ }).innerText()).toContain('not yet');
  expect(await table.getByRole('row', { name: /^Your trained head/ }).innerText()).toMatch(/\d%/);
  await page.getByText('What the pretrained model sees in your classes').waitFor();

  await studio.button('Draw learning curve').click();
  await page.getByRole('img', { name: 'Accuracy by training images per class' }).waitFor();
  await page.getByRole('progressbar', { name: 'Drawing the learning curve' }).waitFor({ state: 'detached' });
  const curve = page.getByRole('table', { name: 'Accuracy by training images per class' });
  expect((await curve.getByRole('rowheader').allInnerTexts()).map((text) => text.replace(/ .*/, ''))).toEqual(
    ['1', '2', 'all'],
  );

  await page.getByLabel('Class that comes later', { exact: true }).selectOption('green');
  await studio.button('Show forgetting').click();
  await page.getByText(/^On the old classes accuracy/).waitFor();
  await expectSound(studio, 'compare and explore', '#experiments');

  await studio.button('Delete class green').click();
  await page.getByText('Your images have changed since the head was trained.').first().waitFor();
  expect(await page.getByText('These results are of images, or a split, from before.').count()).toBe(3);
  expect(session.complaints).toEqual([]);
}, 300_000);
