import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openOfflinePage } from '../runtime/open-offline-page.ts';
import { expectChecked } from './export-choices.ts';
import { choiceOf } from './read-code.ts';
import { type StudioSession, startStudioSession } from './studio-session.ts';
import { drawPattern, packZip, resizingTrials } from './test-images.ts';

let session: StudioSession;

beforeAll(async () => {
  session = await startStudioSession();
});

afterAll(async () => {
  await session?.close();
});

const oddNames = {
  fine: '</script><script>document.title = "taken"</script>',
  coarse: `"🦊" & 'fox' / ${'very '.repeat(38)}long`,
};

test('the offline page predicts from a double click, without a network, what the studio predicts', async () => {
  const studio = await session.openStudio();
  const files: Record<string, Uint8Array> = {};
  for (let seed = 10; seed < 15; seed++) {
    files[`train/fine/${seed}.png`] = drawPattern({ width: 300, height: 260, seed, fineness: 1.5 });
    files[`train/coarse/${seed}.png`] = drawPattern({ width: 260, height: 300, seed, fineness: 4 });
  }
  for (const [name, bytes] of Object.entries(resizingTrials)) files[`test/fine/${name}`] = bytes;
  await studio.importZip(packZip('patterns.zip', files));
  await studio.waitUntilImagesAreReady();
  // Few epochs leave the head unsure, so that the smallest difference of a pixel moves the probabilities.
  await studio.setNumber('Epochs', 3);
  await studio.train();
  for (const [name, odd] of Object.entries(oddNames)) {
    await studio.classCard(name).getByRole('textbox', { name: 'Class name' }).fill(odd);
    await studio.page.keyboard.press('Enter');
  }
  const report = await studio.downloadReport();
  const names = report.dataset.classes.map(({ name }) => name);
  expect(names).toContain(oddNames.fine);
  const { fileName, bytes } = await studio.download('Download offline page');
  expect(fileName).toMatch(/^graft-page.*\.html$/);
  expect(bytes.length).toBeLessThan(16e6);
  await expectChecked(studio, 'offline page', '(the page itself, out of sight)');
  await studio.download('Download web component');
  await expectChecked(studio, 'web component', '(the element itself, out of sight)');
  expect(await studio.page.locator('iframe').count()).toBe(0);

  const offline = await openOfflinePage(session.browser, bytes);
  const readyMs = await offline.waitUntilReady();
  const startMs = performance.now();
  for (const { file, probabilities } of report.evaluation.test?.predictions ?? []) {
    const name = path.basename(file) as keyof typeof resizingTrials;
    const chosen = { name, mimeType: 'image/png', buffer: Buffer.from(resizingTrials[name]) };
    const answer = await offline.classify(chosen);
    if (name === 'wide.png') {
      const firstMs = readyMs + performance.now() - startMs;
      console.log(`${bytes.length} bytes, first prediction after ${Math.round(firstMs)} ms`);
    }
    expect(answer.predictions.map(({ label }) => label).sort()).toEqual([...names].sort());
    for (const { label, confidence } of answer.predictions) {
      const difference = Math.abs(confidence - (probabilities[names.indexOf(label)] as number));
      expect(difference, `${file}, ${label}`).toBeLessThan(1e-4);
    }
    // And what is shown is what Predict shows, letter by letter.
    await studio.fileInput('Image to classify').setInputFiles(chosen);
    await studio.status.getByText(`${name}: `).waitFor();
    expect(await offline.readPredictions()).toEqual(await studio.readPredictions());
  }
  expect(await offline.page.title()).toMatch(/^Image classifier: "🦊" & 'fox'/);
  expect(offline.complaints).toEqual([]);
  expect(session.complaints).toEqual([]);
}, 240_000);

test('it is the page itself that is checked, or the check says that it is not', async () => {
  const studio = await session.openStudio({}, (context) =>
    context.route('**/assets/offline-page-*.js', async (route) => {
      const response = await route.fetch({ maxRetries: 3 });
      const code = await response.text();
      // The model in the file is as it should be; the program that runs it there is not.
      await route.fulfill({ response, body: code.replace(/(activation:\W+relu)6/, '$1') });
    }),
  );
  const { page } = studio;
  await studio.importStripes({ red: 8, blue: 8 });
  await studio.setNumber('Epochs', 5);
  await studio.train();
  await page.evaluate(() => {
    const { append } = document.body;
    // As in a browser, or on a host, that runs no page in a frame.
    document.body.append = (...nodes) => {
      if (!nodes.some((node) => node instanceof HTMLIFrameElement)) append.apply(document.body, nodes);
    };
  });
  await studio.download('Download offline page');
  await expectChecked(studio, 'offline page', '(the model in it, without the page)');

  await page.evaluate(() => Reflect.deleteProperty(document.body, 'append'));
  const { bytes } = await studio.download('Download offline page');
  await expect
    .poll(() => choiceOf(studio, 'offline page').getByRole('alert').innerText())
    .toMatch(/^Do not rely on this file\. Graft .+ \(the page itself, out of sight\) gives other answers/);
  expect(new TextDecoder().decode(bytes)).toContain('"passed":false');
}, 240_000);
