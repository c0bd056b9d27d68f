import { unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dialogPart, expectSound } from './expect-sound.ts';
import type { StudioPage } from './studio-page.ts';
import { type StudioSession, startStudioSession } from './studio-session.ts';
import { drawStripesPng, packStripes, packZip, type TestFile } from './test-images.ts';

let session: StudioSession;
beforeAll(async () => {
  session = await startStudioSession();
});
afterAll(() => session?.close());

const toClassify = drawStripesPng('red', 77);

/** The confidence of each class, as the list of predictions says it. */
async function predict(studio: StudioPage): Promise<readonly string[]> {
  await studio.fileInput('Image to classify').setInputFiles(toClassify);
  await studio.page.getByRole('list', { name: 'Predictions' }).getByRole('listitem').first().waitFor();
  await studio.page.waitForFunction(() => !document.querySelector('#predict [role="progressbar"]'));
  return studio.readPredictions();
}

/** Trains a head on stripes and saves the project, with embeddings and without. */
async function saveTrained() {
  const studio = await session.openStudio();
  await studio.importStripes({ red: 8, blue: 8 });
  await studio.setNumber('Epochs', 10);
  await studio.train();
  const predictions = await predict(studio);
  const { accuracy } = (await studio.downloadReport()).evaluation.validation ?? { accuracy: Number.NaN };
  const whole = await studio.download('Save project');
  await studio.page.getByLabel(/^Opens faster, .* larger$/).uncheck();
  const plain = await studio.download('Save project');
  await studio.page.context().close();
  return { predictions, accuracy, whole, plain };
}

function asFile({ fileName, bytes }: { readonly fileName: string; readonly bytes: Uint8Array }): TestFile {
  return { name: fileName, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) };
}

/** Each opens several studios, which takes its time on a busy machine. */
const patience = 240_000;

describe('a project file', { timeout: patience }, () => {
  test('opens in a fresh profile with the same predictions, and nothing is embedded again', async () => {
    const { predictions, accuracy, whole, plain } = await saveTrained();
    expect(whole.fileName).toMatch(/\.graft$/);
    expect(plain.bytes.length).toBeLessThan(whole.bytes.length);

    const opened = await session.openStudio();
    await opened.importZip(asFile(whole));
    await opened.waitUntilImagesAreReady();
    expect(await opened.readClasses()).toEqual({ blue: 8, red: 8 });
    expect(await predict(opened)).toEqual(predictions);
    const report = await opened.downloadReport();
    expect(report.evaluation.validation?.accuracy).toBe(accuracy);
    expect(await opened.page.getByRole('img', { name: 'Loss per epoch' }).isVisible()).toBe(true);
    // Trained again, the report says what this visit has embedded.
    await opened.train();
    expect((await opened.downloadReport()).timings.imagesEmbedded).toBe(0);

    const slow = await session.openStudio();
    await slow.importZip(asFile(plain));
    await slow.waitUntilImagesAreReady();
    expect(await predict(slow)).toEqual(predictions);
    await slow.train();
    expect((await slow.downloadReport()).timings.imagesEmbedded).toBe(16);
    for (const { page } of [opened, slow]) await page.context().close();
    expect(session.complaints).toEqual([]);
  });

  test('that is damaged, newer or hostile gives a sentence, and the page goes on', async () => {
    const studio = await session.openStudio();
    await studio.importStripes({ red: 4, blue: 4 });
    const { fileName, bytes } = await studio.download('Save project');
    await studio.page.context().close();
    const files = unzipSync(bytes);
    const manifest = JSON.parse(new TextDecoder().decode(files['project.json']));
    const write = (changed: unknown) =>
      asFile({
        fileName,
        bytes: zipSync(
          { ...files, 'project.json': new TextEncoder().encode(JSON.stringify(changed)) },
          { level: 0 },
        ),
      });

    const other = await session.openStudio();
    for (const [file, sentence] of [
      [packZip('empty.graft', { 'a.txt': new Uint8Array(3) }), /This is no Graft project/],
      [write({ ...manifest, version: 7 }), /A newer Graft wrote this project/],
    ] as const) {
      await other.importZip(file);
      await other.page.getByRole('list', { name: /did not come in$/ }).waitFor();
      const [problem] = await other.readProblems();
      expect(problem?.sentence).toMatch(sentence);
      await other.button('Dismiss').click();
    }

    const name = `<img src=x onerror="document.title='run'">\u202Ecod.exe${'x'.repeat(10_000)}`;
    const hostile = JSON.stringify({
      ...manifest,
      name,
      classes: manifest.classes.map((each: object, index: number) =>
        index === 0 ? { ...each, name } : each,
      ),
    }).replace('{', '{"__proto__":{"polluted":1},');
    await other.importZip(write(JSON.parse(hostile)));
    await other.waitUntilImagesAreReady();
    const [first] = Object.keys(await other.readClasses());
    expect(first).toMatch(/^<img src=x onerror="document.title='run'">cod.exex+$/);
    expect(await other.page.title()).not.toBe('run');
    expect(
      await other.page.evaluate(() => ({}) as { polluted?: number }).then(({ polluted }) => polluted),
    ).toBeUndefined();

    const cut = await session.openStudio();
    await cut.importZip(asFile({ fileName, bytes: bytes.slice(0, bytes.length - 200_000) }));
    await cut.page.getByRole('list', { name: /did not come in$/ }).waitFor();
    expect((await cut.readProblems())[0]?.sentence).toMatch(/The end of this file is missing/);
    // What was at its end is gone, with a word for each image.
    const missing = (await cut.page.getByText(/^\d+ files did not come in$/).innerText()).match(/\d+/)?.[0];
    await expect
      .poll(async () => Object.values(await cut.readClasses()).reduce((sum, count) => sum + count, 0))
      .toBe(8 - (Number(missing) - 1));
    for (const { page } of [other, cut]) await page.context().close();
  });

  test('is added to other work, or opened beside it, as the person says', async () => {
    const studio = await session.openStudio();
    await studio.importStripes({ red: 3, green: 3 });
    const saved = await studio.download('Save project');
    await studio.page.context().close();

    const other = await session.openStudio();
    await other.importZip(packStripes({ red: 2, blue: 2 }));
    await other.waitUntilImagesAreReady();
    await other.importZip(asFile(saved));
    await other.button('Add to what is here').waitFor();
    await expectSound(other, 'question about a project file', dialogPart);
    await other.button('Add to what is here').click();
    await other.page.getByRole('group', { name: 'green', exact: true }).waitFor();
    await other.waitUntilImagesAreReady();
    expect(await other.readClasses()).toEqual({ blue: 2, red: 3, green: 3 });
    expect(await other.status.innerText()).toContain('2 images were in their classes already');

    await other.importZip(asFile(saved));
    await other.button('Open instead').click();
    await other.page.getByRole('group', { name: 'blue', exact: true }).waitFor({ state: 'detached' });
    await other.waitUntilImagesAreReady();
    expect(await other.readClasses()).toEqual({ green: 3, red: 3 });
    await other.page.context().close();
  });
});

test('a data set is read again with its classes and sets', { timeout: patience }, async () => {
  const studio = await session.openStudio();
  await studio.importStripes({ red: 8, blue: 8 });
  await studio.setNumber('Epochs', 3);
  await studio.train();
  const report = await studio.downloadReport();
  const { fileName, bytes } = await studio.download('Download data set');
  await studio.page.context().close();
  expect(Object.keys(unzipSync(bytes))[0]).toBe('labels.csv');
  const again = await session.openStudio();
  await again.importZip({ name: fileName, mimeType: 'application/zip', buffer: Buffer.from(bytes) });
  await again.waitUntilImagesAreReady();
  await again.setNumber('Epochs', 3);
  await again.train();
  expect((await again.downloadReport()).dataset).toEqual(report.dataset);
  await again.page.context().close();
});
