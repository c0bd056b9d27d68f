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

test('fewer bits are measured on the images that were held back, can be stopped, and are said to be of an older model', async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  await studio.importStripes({ red: 14, blue: 14 });
  await studio.setNumber('Epochs', 5);
  await studio.train();
  await page.getByText('How small can it be?').click();
  const part = page.locator('#export');
  await part.getByRole('button', { name: 'Measure it' }).click();
  await part.getByRole('button', { name: 'Stop' }).click();
  await part.getByRole('button', { name: 'Measure it' }).click();
  const table = page.getByRole('table', { name: 'The model with fewer bits' });
  await table.waitFor({ timeout: 60_000 });
  await part.getByText(/^Judged on \d+ validation images/).waitFor();
  const read = async (row: string) => {
    const cells = await table.getByRole('row', { name: row }).getByRole('cell').allInnerTexts();
    return cells.map((cell) => Number.parseFloat(cell.replace(/^</, '')));
  };
  const [whole = 0, half = 0, quarter = 0] = await read('Size');
  expect(whole).toBeGreaterThan(12);
  expect(half / whole).toBeCloseTo(0.5, 1);
  expect(quarter / whole).toBeCloseTo(0.25, 1);
  expect(await read('Other answer')).toEqual([0, 0, 0]);
  expect((await read('Right'))[2]).toBe((await read('Right'))[0]);
  await expectSound(studio, 'compression', '#export');

  await studio.train();
  await part.getByText('Another model has been trained since.').waitFor();
});
