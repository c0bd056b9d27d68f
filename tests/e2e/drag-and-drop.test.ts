import { strToU8 } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DraggableFolder, dragFiles, writeDraggable } from './drag-files.ts';
import { type StudioSession, startStudioSession } from './studio-session.ts';
import { drawStripesPng, packStripes } from './test-images.ts';

let session: StudioSession;
let disk: DraggableFolder;

beforeAll(async () => {
  session = await startStudioSession();
  const png = (kind: 'red' | 'blue', seed: number) => drawStripesPng(kind, seed).buffer;
  disk = await writeDraggable({
    'loose-1.png': png('red', 11),
    'loose-2.png': png('red', 12),
    'words.txt': strToU8('only words'),
    'pets/red/1.png': png('red', 1),
    'pets/red/deeper/2.png': png('red', 2),
    'pets/blue/3.png': png('blue', 3),
    'pets/blue/broken.png': strToU8('no image'),
    'stripes.zip': packStripes({ red: 1, green: 2 }).buffer,
  });
});

afterAll(async () => {
  await session?.close();
  await disk?.remove();
});

test('a folder, a ZIP and loose images dropped on the page become classes', async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  const dropOnPage = async (...names: string[]) => {
    const before = await studio.readClasses();
    const drop = await dragFiles(page, names.map(disk.pathOf), page.locator('#train'));
    await page.getByText('Drop to bring these in').waitFor();
    expect(await studio.readClasses()).toEqual(before);
    await drop();
    await page.getByText('Drop to bring these in').waitFor({ state: 'hidden' });
  };
  await dropOnPage('pets');
  await expect.poll(() => studio.readClasses(), { timeout: 30_000 }).toEqual({ red: 2, blue: 1 });
  await studio.waitUntilImagesAreReady();
  expect(await studio.readProblems()).toEqual([
    { file: 'pets/blue/broken.png', sentence: expect.stringMatching(/^This is not an image/) },
  ]);

  await dropOnPage('stripes.zip');
  await expect.poll(() => studio.readClasses(), { timeout: 30_000 }).toEqual({ red: 3, blue: 1, green: 2 });
  await studio.waitUntilImagesAreReady();

  await dropOnPage('loose-1.png', 'loose-2.png', 'words.txt');
  await expect
    .poll(async () => (await studio.readProblems()).map(({ file }) => file), { timeout: 30_000 })
    .toEqual(['words.txt', 'pets/blue/broken.png']);
  expect(await studio.readClasses()).toEqual({ red: 3, blue: 1, green: 2, 'Class 1': 2 });
});

test('what is dropped on a class joins it, a folder with all that lies in it', async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  await studio.button('Add class').click();
  const card = studio.classCard('Class 1');
  const drop = await dragFiles(page, ['loose-1.png', 'loose-2.png'].map(disk.pathOf), card);
  await page.getByText('Drop into Class 1').waitFor();
  await drop();
  await page.getByText('Drop into Class 1').waitFor({ state: 'hidden' });
  await expect.poll(() => studio.readClasses(), { timeout: 30_000 }).toEqual({ 'Class 1': 2 });

  const dropFolder = await dragFiles(page, [disk.pathOf('pets')], card);
  await dropFolder();
  await expect
    .poll(async () => (await studio.readProblems()).map(({ file }) => file), { timeout: 30_000 })
    .toEqual(['pets/blue/broken.png']);
  expect(await studio.readClasses()).toEqual({ 'Class 1': 5 });
});

test('an image dropped on Predict is classified, and joins no class', async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  await studio.importStripes({ red: 3, blue: 3 });
  const dropOnPredict = async () => {
    const drop = await dragFiles(
      page,
      [disk.pathOf('loose-1.png')],
      page.locator('#predict').getByText('Image to classify'),
    );
    await page.locator('#predict').getByText('Drop to classify').waitFor();
    await drop();
  };
  await dropOnPredict();
  await page.locator('#predict').getByText('There is no trained model yet.').waitFor();

  await studio.setNumber('Epochs', 20);
  await studio.train();
  await dropOnPredict();
  await expect.poll(async () => (await studio.readPredictions())[0], { timeout: 20_000 }).toMatch(/^red/);
  expect(await studio.readClasses()).toEqual({ red: 3, blue: 3 });
});
