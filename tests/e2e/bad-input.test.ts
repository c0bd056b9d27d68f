import { strToU8 } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StudioPage } from './studio-page.ts';
import { type StudioSession, startStudioSession } from './studio-session.ts';
import { drawStripesPng, packZip } from './test-images.ts';

let session: StudioSession;

beforeAll(async () => {
  session = await startStudioSession();
});

afterAll(async () => {
  await session?.close();
});

const png = (seed: number) => Uint8Array.from(drawStripesPng('red', seed).buffer);

async function importFiles(studio: StudioPage, files: Record<string, Uint8Array>, name = 'images.zip') {
  await studio.importZip(packZip(name, files));
}

/** Waits until exactly these files are listed, each with a sentence that says so, in any order. */
async function expectProblems(studio: StudioPage, sentences: Readonly<Record<string, RegExp>>) {
  await expect
    .poll(async () => (await studio.readProblems()).map(({ file }) => file).sort(), { timeout: 30_000 })
    .toEqual(Object.keys(sentences).sort());
  for (const { file, sentence } of await studio.readProblems())
    expect(sentence).toMatch(sentences[file] as RegExp);
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
  await expectProblems(studio, {
    'set/cats/notes.txt': /^This is not an image.* not used\b/,
    'set/cats/empty.jpg': /^This file is empty and is not used\./,
    'set/cats/cut.png': /^This PNG image is damaged or cut short and is not used\./,
  });
  expect(await studio.readClasses()).toEqual({ cats: 1, dogs: 1 });
  expect(await studio.status.innerText()).toBe('2 images ready in 2 classes, 3 files left out.');

  await studio.button('Dismiss').click();
  expect(await studio.readProblems()).toEqual([]);
  expect(await studio.readClasses()).toEqual({ cats: 1, dogs: 1 });
});

test('a path that climbs out is refused by name; names with markup stay text', async () => {
  const studio = await session.openStudio();
  const markup = '<img src=x onerror="window.hacked=1">';
  await importFiles(studio, {
    '../../etc/passwd.png': png(1),
    [`${markup}/a.png`]: png(2),
    '__proto__/b.png': png(3),
    [`good/${markup}.png`]: strToU8('no image'),
  });
  await studio.waitUntilImagesAreReady();
  await expectProblems(studio, {
    '../../etc/passwd.png': /^Its path points outside of the folder/,
    [`good/${markup}.png`]: /^This is not an image/,
  });
  expect(Object.entries(await studio.readClasses()).sort()).toEqual([
    [markup, 1],
    ['__proto__', 1],
    ['good', 0],
  ]);
  expect(await studio.page.evaluate(() => 'hacked' in window)).toBe(false);
});

test('an archive that unpacks a thousand-fold, an empty one and a broken one each get a sentence; classes stay', async () => {
  const studio = await session.openStudio();
  const before = { cats: 1, dogs: 1 };
  await importFiles(studio, { 'cats/1.png': png(1), 'dogs/2.png': png(2) });
  await studio.waitUntilImagesAreReady();

  await importFiles(studio, { 'cats/bomb.png': new Uint8Array(60_000_000) }, 'bomb.zip');
  const bomb = { 'cats/bomb.png': /^It unpacks to .*, which no image does, so it was left out\./ };
  await expectProblems(studio, bomb);
  expect(await studio.readClasses()).toEqual(before);

  await importFiles(studio, {}, 'nothing.zip');
  const nothing = { ...bomb, 'nothing.zip': /^There is nothing in it, so nothing changed\./ };
  await expectProblems(studio, nothing);
  expect(await studio.readClasses()).toEqual(before);

  await studio.importZip({
    name: 'torn.zip',
    mimeType: 'application/zip',
    buffer: Buffer.from('PK but not really'),
  });
  await expectProblems(studio, { ...nothing, 'torn.zip': /^It could not be unpacked/ });
  expect(await studio.readClasses()).toEqual(before);
  expect(await studio.trainButton.isEnabled()).toBe(true);
});

test('one class alone says why it cannot train', async () => {
  const studio = await session.openStudio();
  await importFiles(studio, { 'cats/1.png': png(1), 'cats/2.png': png(2) });
  await expect.poll(() => studio.readClasses(), { timeout: 30_000 }).toEqual({ cats: 2 });
  await studio.page.getByText('Only one class has images', { exact: false }).waitFor();
  expect(await studio.trainButton.isDisabled()).toBe(true);
});

test('a setting out of its range is said and never reaches the training', async () => {
  const studio = await session.openStudio();
  await importFiles(studio, { 'cats/1.png': png(1), 'dogs/2.png': png(2) });
  await studio.waitUntilImagesAreReady();
  await studio.setNumber('Epochs', 5);
  await studio.setNumber('Learning rate', 1e9);
  await studio.page.getByText('Learning rate is out of its range.').waitFor();
  expect(await studio.trainButton.isDisabled()).toBe(true);
  await studio.setNumber('Learning rate', 0.01);
  await studio.train();
  expect((await studio.downloadReport()).config).toMatchObject({ epochs: 5, learningRate: 0.01 });
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
  await expect
    .poll(() => studio.page.locator('#predict').innerText())
    .toMatch(/words\.txt\s+This is not an image \(text\/plain\)\. It is not used\b/);
  expect(await studio.readPredictions()).toEqual([]);
  await input.setInputFiles(drawStripesPng('blue', 5));
  await expect.poll(async () => (await studio.readPredictions())[0], { timeout: 20_000 }).toMatch(/^blue/);
  expect(await studio.page.locator('#predict').innerText()).not.toMatch(/words\.txt/);
});
