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

test('what each epoch changed is shown after a training, and stepped through by keyboard', async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  const train = page.locator('#train');
  await studio.importZip('public/samples/sample-images.zip');
  await studio.waitUntilImagesAreReady();
  await studio.setNumber('Epochs', 12);
  await studio.train();
  const slider = train.getByRole('slider', { name: 'Epoch', exact: true });
  await slider.focus();
  await page.keyboard.press('Home');
  expect(await slider.getAttribute('aria-valuetext')).toBe('Epoch 2 of 12');
  const seen: number[] = [];
  for (let epoch = 2; epoch <= 12; epoch++) {
    const said = await train.getByText(/^It changed/).innerText();
    const [, count = '0'] = /changed (\d+) answers?:/.exec(said) ?? [];
    const shown = await train.getByRole('list', { name: 'Answers that changed' }).getByRole('listitem').all();
    expect(shown).toHaveLength(Math.min(Number(count), 6));
    for (const item of shown) expect(await item.innerText()).toMatch(/now right|now wrong|still wrong/);
    seen.push(Number(count));
    await page.keyboard.press('ArrowRight');
  }
  expect(Math.max(...seen)).toBeGreaterThan(0);
  await page.keyboard.press('Home');
  await expectSound(studio, 'what an epoch did', '#train');
  // The answers are those of this training; of one from before the visit nothing is known.
  await page.reload();
  await train.getByText('Trained.').waitFor({ timeout: 60_000 });
  expect(await slider.count()).toBe(0);
  expect(session.complaints).toEqual([]);
}, 300_000);
