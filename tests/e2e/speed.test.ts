import { afterAll, beforeAll, expect, test } from 'vitest';
import { dialogPart, expectSound } from './expect-sound.ts';
import { type StudioSession, startStudioSession } from './studio-session.ts';

let session: StudioSession;

beforeAll(async () => {
  session = await startStudioSession();
});

afterAll(async () => {
  await session?.close();
});

test('the speed of the machine is measured on a press, can be stopped, says what it means, and is copied as text', async () => {
  const studio = await session.openStudio({ permissions: ['clipboard-read', 'clipboard-write'] });
  const { page } = studio;
  await page.getByRole('button', { name: /^Engine: WebAssembly/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Measure speed' }).click();
  await dialog.getByRole('progressbar', { name: 'Measuring the speed' }).waitFor();
  await dialog.getByRole('button', { name: 'Stop' }).click();
  await dialog.getByRole('button', { name: 'Measure speed' }).click();
  const table = dialog.getByRole('table', { name: 'Speed of each backend' });
  await table.waitFor({ timeout: 120_000 });
  const rows = await table.getByRole('row').allInnerTexts();
  expect(rows).toHaveLength(5);
  expect(rows[1]).toMatch(/^WebAssembly \(in use\)(\s+[\d.,]+ ms){3}$/);
  await dialog
    .getByText(/^With WebAssembly, 500 new images take about .+ here before they can be trained on/)
    .waitFor();
  await dialog.getByRole('button', { name: 'Copy as text' }).click();
  await dialog.getByRole('button', { name: 'Copied' }).waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain('WebAssembly (in use)\t');
  expect(copied).toMatch(/^Speed of Graft, \d+ processors?, images of 224 × 224 pixels\n/);
  await expectSound(studio, 'the speed of the machine', dialogPart);
  expect(session.complaints).toEqual([]);
}, 300_000);
