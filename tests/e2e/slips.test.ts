import { afterAll, beforeAll, expect, test } from 'vitest';
import { type StudioSession, startStudioSession } from './studio-session.ts';
import { packStripes } from './test-images.ts';

let session: StudioSession;

beforeAll(async () => {
  session = await startStudioSession();
});

afterAll(async () => {
  await session?.close();
});

test('who presses everything twice gets everything once', async () => {
  const studio = await session.openStudio({}, (context) =>
    context.route(/sample-images\.zip/, (route) =>
      route.fulfill({ body: packStripes({ red: 4, blue: 4 }).buffer }),
    ),
  );
  const { page } = studio;
  await studio.button('Sample images').dblclick();
  await studio.waitUntilImagesAreReady();
  expect(await studio.readClasses()).toEqual({ red: 4, blue: 4 });
  expect(await studio.readProblems()).toEqual([]);

  await studio.setNumber('Epochs', 10);
  await studio.trainButton.dblclick();
  await studio.waitUntilTrained();

  const downloads: string[] = [];
  page.on('download', (download) => downloads.push(download.suggestedFilename()));
  await Promise.all([page.waitForEvent('download'), studio.button('Download full model (TF.js)').dblclick()]);
  await expect.poll(() => studio.status.innerText(), { timeout: 60_000 }).toMatch(/ downloaded, /);
  await Promise.all([page.waitForEvent('download'), studio.button('Download report').dblclick()]);
  // A second one would have come by the time that another file is there.
  const report = await studio.downloadReport();
  expect(downloads.map((name) => name.split('.').at(-1))).toEqual(['zip', 'json', 'json']);
  expect(report.history).toHaveLength(10);
  expect(report.timings.imagesEmbedded).toBe(8);
});

test('deleting a class can be undone, with all its images', async () => {
  const studio = await session.openStudio();
  await studio.importStripes({ red: 3, blue: 2, green: 2 });
  await studio.button('Delete class red').click();
  await expect.poll(() => studio.readClasses()).toEqual({ blue: 2, green: 2 });
  await studio.button('Undo').click();
  await expect.poll(() => studio.readClasses()).toEqual({ red: 3, blue: 2, green: 2 });
  expect(await studio.trainButton.isEnabled()).toBe(true);
  expect(await studio.button('Undo').count()).toBe(0);
});

test('the back button goes back through the steps, and asks before it leaves a page that is not kept', async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  await page.goto(`${session.url}?backend=wasm&keep=nothing`);
  await studio.importStripes({ red: 2, blue: 2 });
  const steps = page.getByRole('navigation', { name: 'Steps' });
  await steps.getByRole('link', { name: 'Train' }).click();
  await steps.getByRole('link', { name: 'Export' }).click();
  await page.goBack();
  expect(new URL(page.url()).hash).toBe('#train');
  await page.goBack();
  expect(new URL(page.url()).hash).toBe('');
  expect(await studio.readClasses()).toEqual({ red: 2, blue: 2 });

  const questions: string[] = [];
  page.on('dialog', async (dialog) => {
    questions.push(dialog.type());
    await dialog.dismiss();
  });
  await page.evaluate(() => {
    setTimeout(() => history.back());
  });
  await expect.poll(() => questions).toEqual(['beforeunload']);
  expect(await studio.readClasses()).toEqual({ red: 2, blue: 2 });
  expect(await studio.trainButton.isEnabled()).toBe(true);
});

test('a hurried person who clicks on and on stops the training', async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  await studio.importStripes({ red: 3, blue: 3 });
  await studio.setNumber('Epochs', 1000);
  await studio.setNumber('Batch size', 1);
  const box = await studio.trainButton.boundingBox();
  if (box === null) throw new Error('no button');
  // Where Stop will appear.
  const [x, y] = [box.x + box.width - 20, box.y + box.height / 2];
  let clickCount = 0;
  await expect
    .poll(
      async () => {
        const said = await studio.status.innerText();
        if (!said.startsWith('Training stopped')) await page.mouse.click(x, y, { clickCount: ++clickCount });
        return said;
      },
      { timeout: 30_000, interval: 200 },
    )
    .toMatch(/^Training stopped/);
});

test('sample images that never come are stopped, and own images come in', async () => {
  const studio = await session.openStudio({}, (context) =>
    context.route(/sample-images\.zip/, () => new Promise<void>(() => {})),
  );
  await studio.button('Sample images').click();
  await studio.page.locator('#images').getByRole('button', { name: 'Stop' }).click();
  await expect.poll(() => studio.readProblems()).toMatchObject([{ file: 'Sample images' }]);
  await studio.importStripes({ red: 2, blue: 2 });
  await expect.poll(() => studio.trainButton.isEnabled()).toBe(true);
});
