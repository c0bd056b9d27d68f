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

test('a trained head is tried in other conditions: stopped, then to the end, with what each costs', async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  await studio.importStripes({ red: 14, blue: 14 });
  await studio.setNumber('Epochs', 5);
  await studio.train();
  await page.getByText('Compare and explore').click();
  await studio.button('Try other conditions').click();
  const progress = page.getByRole('progressbar', { name: 'Looking at the images in other conditions' });
  await progress.waitFor();
  await page.locator('main').getByRole('button', { name: 'Stop', exact: true }).click();
  await progress.waitFor({ state: 'detached' });

  await studio.button('Try other conditions').click();
  const table = page.getByRole('table', { name: 'Accuracy in other conditions' });
  await table.waitFor({ timeout: 60_000 });
  const rows = await table.getByRole('row').allInnerTexts();
  expect(rows).toHaveLength(9);
  expect(rows[1]).toMatch(/^As they are\s+100%/);
  for (const row of rows.slice(2)) expect(row).toMatch(/\d+%\s+(nothing|\d+ points?)$/);
  await page.getByText(/^Judged on \d+ validation images, by the head/).waitFor();
  await expectSound(studio, 'other conditions', 'main');
});
