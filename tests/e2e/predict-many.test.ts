import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectSound } from './expect-sound.ts';
import { type StudioSession, startStudioSession } from './studio-session.ts';
import { drawMany, packZip } from './test-images.ts';

let session: StudioSession;

beforeAll(async () => {
  session = await startStudioSession();
});

afterAll(async () => {
  await session?.close();
});

test('a ZIP of class folders becomes a table and a matrix, and what is broken in it is listed', async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  await studio.importStripes({ red: 6, green: 6 });
  await studio.setNumber('Epochs', 10);
  await studio.train();
  await page.getByText('Predict many', { exact: true }).click();
  const files: Record<string, Uint8Array> = { 'red/torn.png': new Uint8Array(40).fill(7) };
  for (const kind of ['red', 'green'] as const) {
    for (const { name, buffer } of drawMany(kind, 4, 50)) files[`${kind}/${name}`] = buffer;
  }
  await studio.fileInput('Images or ZIP to classify').setInputFiles(packZip('new.zip', files));
  const predict = page.locator('#predict');
  await predict.getByText('8 images classified, 1 file left out.').waitFor({ timeout: 120_000 });
  const matrix = predict.getByRole('table', { name: 'Confusion matrix of the folders' });
  expect(await matrix.getByRole('row').allInnerTexts()).toEqual([
    'Folder\tgreen\tred',
    'green\t4\t0',
    'red\t0\t4',
  ]);
  const problems = predict.getByRole('list', { name: '1 file was not classified' });
  expect(await problems.innerText()).toMatch(/^red\/torn\.png .+\.$/);
  const { fileName, bytes } = await studio.download('Download table (CSV)');
  expect(fileName).toBe('graft-predictions.csv');
  const rows = new TextDecoder().decode(bytes).trimEnd().split('\r\n');
  expect(rows).toHaveLength(10);
  expect(rows.filter((row) => /^green\/[^,]+,green,green,0\.\d{6},red,/.test(row))).toHaveLength(4);
  expect(await studio.readClasses()).toEqual({ green: 6, red: 6 });
  await expectSound(studio, 'many images classified', '#predict');
  expect(session.complaints).toEqual([]);
}, 240_000);
