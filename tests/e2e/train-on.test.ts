import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectSound } from './expect-sound.ts';
import { type StudioSession, startStudioSession } from './studio-session.ts';
import { drawStripesPng } from './test-images.ts';

let session: StudioSession;

beforeAll(async () => {
  session = await startStudioSession();
});

afterAll(async () => {
  await session?.close();
});

test('a head that knows two classes learns a third one in few epochs, and says what the two became', async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  const train = page.locator('#train');
  await studio.importStripes({ red: 10, blue: 10 });
  expect(await train.getByText('Start from').count()).toBe(0);
  await studio.train();

  await studio.importStripes({ green: 10 });
  const way = train.getByRole('radiogroup', { name: 'Start from' });
  await way.getByText('The trained head').click();
  await expect.poll(() => train.innerText()).toContain('learns green from the beginning');
  await studio.setNumber('Epochs', 4);
  await studio.train();

  expect(await train.innerText()).toMatch(
    /Trained on\. Of the 4 images held back from the classes that it knew, the head had 100% right before\. It still has\./,
  );
  await expectSound(studio, 'trained on', '#train');
  const report = await studio.downloadReport();
  expect(report.history).toHaveLength(4);
  expect(report.training.trainedOn).toEqual({
    set: 'validation',
    newClassCount: 1,
    imageCount: 4,
    accuracyBefore: 1,
    accuracyAfter: 1,
  });
  await page.getByText('Runs (2)').click();
  const [latest, first] = await page
    .getByRole('list', { name: 'Runs' })
    .getByRole('listitem')
    .allInnerTexts();
  expect(latest).toContain(
    'Trained on with 1 new class: of the classes that it knew, 100% right before, 100% now.',
  );
  expect(first).not.toContain('Trained on');
  // A new head begins where all classes are equally likely.
  expect(report.history[0]?.loss).toBeLessThan(Math.log(3) / 2);
  expect(report.evaluation.validation?.accuracy).toBe(1);
  expect(report.dataset.classes.map(({ name }) => name).sort()).toEqual(['blue', 'green', 'red']);
  for (const kind of ['green', 'red', 'blue'] as const) {
    await studio.fileInput('Image to classify').setInputFiles(drawStripesPng(kind, 77));
    await expect.poll(async () => (await studio.readPredictions())[0], { timeout: 20_000 }).toContain(kind);
  }
  expect(await studio.readPredictions()).toHaveLength(3);

  await page.getByText('Advanced', { exact: true }).click();
  const optimizer = await train.locator('label').filter({ hasText: 'AdamW' }).boundingBox();
  expect(optimizer?.height).toBeGreaterThanOrEqual(44);
  await studio.setNumber('Hidden units', 8);
  await expect.poll(() => train.innerText()).toContain('has other layers than “Hidden units” asks for');
  expect(await way.count()).toBe(0);
  expect(session.complaints).toEqual([]);
});
