import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StudioPage } from './studio-page.ts';
import { type StudioSession, startStudioSession } from './studio-session.ts';
import { drawMany, drawStripesPng } from './test-images.ts';

let session: StudioSession;

beforeAll(async () => {
  session = await startStudioSession();
});

afterAll(async () => {
  await session?.close();
});

const png = (seed: number) => Uint8Array.from(drawStripesPng('red', seed).buffer);

async function importFiles(studio: StudioPage, files: Record<string, Uint8Array>, name = 'images.zip') {
  await studio.importZip({ name, mimeType: 'application/zip', buffer: Buffer.from(zipSync(files)) });
}

/** What the Images step says, once it says `pattern`. */
async function expectImagesToSay(studio: StudioPage, pattern: RegExp) {
  await expect.poll(() => studio.page.locator('#images').innerText(), { timeout: 30_000 }).toMatch(pattern);
}

test('what is no image is named with its reason, and the rest comes in', async () => {
  const studio = await session.openStudio();
  await importFiles(studio, {
    'set/cats/one.png': png(1),
    'set/cats/notes.txt': strToU8('only words'),
    'set/cats/empty.jpg': new Uint8Array(),
    'set/cats/cut.png': png(2).subarray(0, 300),
    'set/dogs/two.png': png(3),
    'set/dogs/.DS_Store': strToU8('ignored'),
    '__MACOSX/set/dogs/._two.png': strToU8('ignored'),
  });
  await studio.waitUntilImagesAreReady();
  await expectImagesToSay(studio, /3 files did not come in/);
  for (const file of ['notes.txt', 'empty.jpg', 'cut.png']) {
    await expectImagesToSay(studio, new RegExp(file.replace('.', '\\.')));
  }
  expect(await studio.classCard('cats').innerText()).toMatch(/1 image\b/);
  expect(await studio.classCard('dogs').innerText()).toMatch(/1 image\b/);
});

test('a path that climbs out is refused by name; names with markup stay text', async () => {
  const studio = await session.openStudio();
  const markup = '<img src=x onerror="window.hacked=1">';
  await importFiles(studio, {
    '../../etc/passwd.png': png(1),
    [`${markup.replaceAll('/', '')}/a.png`]: png(2),
    '__proto__/b.png': png(3),
  });
  await studio.waitUntilImagesAreReady();
  await expectImagesToSay(studio, /passwd/);
  expect(await studio.classCard('__proto__').isVisible()).toBe(true);
  expect(await studio.classCard(markup).isVisible()).toBe(true);
  expect(await studio.page.evaluate(() => 'hacked' in window)).toBe(false);
});

test('an archive that unpacks a thousand-fold, an empty one and a broken one each get a sentence; classes stay', async () => {
  const studio = await session.openStudio();
  await importFiles(studio, { 'cats/1.png': png(1), 'dogs/2.png': png(2) });
  await studio.waitUntilImagesAreReady();

  await importFiles(studio, { 'cats/bomb.png': new Uint8Array(60_000_000) }, 'bomb.zip');
  await expectImagesToSay(studio, /bomb/);
  await importFiles(studio, {}, 'nothing.zip');
  await expectImagesToSay(studio, /nothing\.zip/);
  await studio.importZip({
    name: 'torn.zip',
    mimeType: 'application/zip',
    buffer: Buffer.from('PK but not really'),
  });
  await expectImagesToSay(studio, /torn\.zip/);

  expect(await studio.classCard('cats').innerText()).toMatch(/1 image\b/);
  expect(await studio.classCard('dogs').innerText()).toMatch(/1 image\b/);
  expect(await studio.trainButton.isEnabled()).toBe(true);
});

test('one class alone says why it cannot train', async () => {
  const studio = await session.openStudio();
  await importFiles(studio, { 'cats/1.png': png(1), 'cats/2.png': png(2) });
  await expectImagesToSay(studio, /2 images/);
  await expect.poll(() => studio.page.locator('#train').innerText()).toMatch(/second/i);
  expect(await studio.trainButton.isDisabled()).toBe(true);
});

test('a setting out of its range is said and never reaches the training', async () => {
  const studio = await session.openStudio();
  await importFiles(studio, { 'cats/1.png': png(1), 'dogs/2.png': png(2) });
  await studio.waitUntilImagesAreReady();
  await studio.setNumber('Epochs', 5);
  await studio.setNumber('Learning rate', 1e9);
  const isBlockedOrCorrected = async () =>
    (await studio.trainButton.isDisabled()) ||
    Number(await studio.page.getByLabel('Learning rate', { exact: true }).inputValue()) <= 10;
  expect(await isBlockedOrCorrected()).toBe(true);
});

test('deleting a class can be undone, and a double click on Train starts one run', async () => {
  const studio = await session.openStudio();
  const files: Record<string, Uint8Array> = {};
  for (const kind of ['red', 'blue'] as const) {
    for (const image of drawMany(kind, 4)) files[`${kind}/${image.name}`] = image.buffer;
  }
  await importFiles(studio, files);
  await studio.waitUntilImagesAreReady();
  await studio.button('Delete class red').click();
  await expect.poll(() => studio.classCard('red').count()).toBe(0);
  await studio.button('Undo').click();
  await studio.waitUntilImagesAreReady();
  expect(await studio.classCard('red').innerText()).toMatch(/4 images/);

  await studio.setNumber('Epochs', 10);
  await studio.trainButton.dblclick();
  await studio.waitUntilTrained();
  expect((await studio.downloadReport()).history).toHaveLength(10);
});

test('a picture that is none is refused in Predict, and the next one works', async () => {
  const studio = await session.openStudio();
  await importFiles(studio, {
    'red/1.png': png(1),
    'blue/2.png': Uint8Array.from(drawStripesPng('blue', 2).buffer),
  });
  await studio.waitUntilImagesAreReady();
  await studio.setNumber('Epochs', 20);
  await studio.train();
  const input = studio.fileInput('Image to classify');
  await input.setInputFiles({ name: 'words.txt', mimeType: 'text/plain', buffer: Buffer.from('words') });
  await expect.poll(() => studio.page.locator('#predict').innerText()).toMatch(/words\.txt/);
  await input.setInputFiles(drawStripesPng('blue', 5));
  await expect.poll(async () => (await studio.readPredictions())[0], { timeout: 20_000 }).toMatch(/^blue/);
});
