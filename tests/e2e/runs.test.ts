import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectSound } from './expect-sound.ts';
import { type StudioSession, startStudioSession } from './studio-session.ts';

let session: StudioSession;

beforeAll(async () => {
  session = await startStudioSession();
});

afterAll(async () => {
  await session.close();
});

it('compares settings, keeps two trainings as runs, and takes the first into use again', async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  const train = page.locator('#train');
  await studio.importStripes({ red: 12, blue: 12 });

  await page.getByText('Find better settings', { exact: true }).click();
  await studio.button('Test learning rates').click();
  await page.getByRole('img', { name: 'Loss against learning rate' }).waitFor();
  await train.getByRole('button', { name: /^Use 0\./ }).click();
  await studio.button('Cross-validate').click();
  const folds = page.getByRole('table', { name: 'Accuracy of each fold' }).getByRole('row');
  await expect.poll(() => folds.count(), { timeout: 60_000 }).toBe(6);
  await expectSound(studio, 'better settings', '#train');

  await studio.setNumber('Epochs', 5);
  await studio.train();
  await page.getByText('Advanced', { exact: true }).click();
  await page.getByText('AdamW', { exact: true }).click();
  await studio.setNumber('Epochs', 8);
  await studio.train();
  await page.getByText('Runs (2)', { exact: true }).click();
  await page.getByRole('img', { name: 'Validation loss of the runs, per epoch' }).waitFor();
  await expectSound(studio, 'runs', '#train');

  await studio.button('Use Run 1').click();
  await expect.poll(() => studio.status.innerText()).toContain('“Run 1” is in use');
  expect((await studio.downloadReport()).history).toHaveLength(5);
  await studio.button('Delete Run 2').click();
  await page.getByText('Runs (1)', { exact: true }).waitFor();
  await studio.button('Bring it back').click();
  await page.getByText('Runs (2)', { exact: true }).waitFor();
  expect(session.complaints).toEqual([]);
});
