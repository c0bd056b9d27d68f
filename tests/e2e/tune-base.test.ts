import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadExportedModel } from '../support/load-exported-model.ts';
import { expectSound } from './expect-sound.ts';
import type { StudioPage } from './studio-page.ts';
import { type StudioSession, startStudioSession } from './studio-session.ts';
import { drawStripes, drawStripesPng, packStripes, packZip, type TestFile } from './test-images.ts';

let session: StudioSession;

beforeAll(async () => {
  await tf.setBackend('wasm');
  session = await startStudioSession();
});

afterAll(() => session?.close());

/** What the list of predictions says of an image, highest first. */
async function predict(studio: StudioPage, file: TestFile): Promise<readonly string[]> {
  await studio.fileInput('Image to classify').setInputFiles(file);
  await studio.page.getByRole('list', { name: 'Predictions' }).getByRole('listitem').first().waitFor();
  await studio.page.waitForFunction(() => !document.querySelector('#predict [role="progressbar"]'));
  return studio.readPredictions();
}

test('the cut is moved by keyboard, blocks are trained, predict, are exported, and are there after a reload and in a file', {
  timeout: 600_000,
}, async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  const train = page.locator('#train');
  const files: Record<string, Uint8Array> = {};
  for (const kind of ['red', 'blue'] as const) {
    for (let seed = 1; seed <= 14; seed++) {
      const set = seed > 12 ? 'test' : 'train';
      files[`${set}/${kind}/${kind}-${seed}.png`] = drawStripesPng(kind, seed).buffer;
    }
  }
  await studio.importZip(packZip('stripes.zip', files));
  await studio.waitUntilImagesAreReady();

  const cut = page.getByRole('slider', { name: 'Where to cut' });
  expect(await cut.getAttribute('aria-valuetext')).toBe('Only the new head learns');
  await cut.focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  expect(await cut.getAttribute('aria-valuetext')).toBe('The last 2 blocks and the new head learn');
  // 2 * (1024 + 1) of the head; two blocks: 512 and 1024 channels, each 3 x 3 in depth and once across, with biases.
  const blocks = 512 * 10 + 512 * 1024 + 1024 + 1024 * 10 + 1024 * 1024 + 1024;
  await expect
    .poll(() => train.getByRole('definition').allInnerTexts())
    .toEqual([
      `${(blocks + 2 * 1025).toLocaleString('en')} numbers`,
      `${(3_196_032 - blocks).toLocaleString('en')} numbers`,
      '5.6 MB for 28 images at the cut',
      expect.stringMatching(/^about \d+ (seconds|minutes?) on this device$/),
    ]);
  expect(await train.innerText()).toContain('The last 2 blocks of the base model learn, too.');
  await page.keyboard.press('ArrowRight');
  await expectSound(studio, 'the cut', '#train');
  await page.getByText('Advanced', { exact: true }).click();
  await studio.setNumber('Epochs with the blocks', 2);
  await studio.setNumber('Learning rate of the blocks', 0.001);
  await studio.setNumber('Epochs', 10);

  await studio.train();
  expect(await train.innerText()).toContain('The last block of the base model learned with the head.');
  await expectSound(studio, 'tuned', '#train');
  const report = await studio.downloadReport();
  expect(report.history).toHaveLength(12);
  expect(report.training.tunedBlockCount).toBe(1);
  expect(report.evaluation.test?.accuracy).toBe(1);
  expect(await studio.button('Download head (TF.js)').isDisabled()).toBe(true);

  const exported = await loadExportedModel((await studio.download('Download full model (TF.js)')).bytes);
  expect(exported.metadata).toMatchObject({ baseModel: { tunedBlockCount: 1 } });
  const ask = async (kind: 'red' | 'blue', seed: number) => {
    const rgb = Float32Array.from(drawStripes(kind, seed), (value) => value / 127.5 - 1);
    const input = tf.tensor4d(rgb, [1, 224, 224, 3]);
    return (await (exported.model.predict(input) as tf.Tensor).data()) as Float32Array;
  };
  // What was measured, too, though by activations of half precision.
  const labels = exported.metadata.labels as string[];
  for (const { file, probabilities } of report.evaluation.test?.predictions ?? []) {
    const [, kind, seed] = /(red|blue)-(\d+)\.png$/.exec(file) as unknown as [string, 'red' | 'blue', string];
    const answer = await ask(kind, Number(seed));
    probabilities.forEach((probability, column) => {
      expect(Math.abs(probability - (answer[column] as number))).toBeLessThan(2e-3);
    });
  }
  const file = drawStripesPng('red', 77);
  const shown = await predict(studio, file);
  expect(shown[0]).toMatch(/^red/);
  const red = (await ask('red', 77))[labels.indexOf('red')] as number;
  expect(Number(/([\d.]+)%/.exec(shown[0] ?? '')?.[1]) / 100).toBeCloseTo(red, 2);
  await page.getByText('Heat map: where the head looks').click();
  await page.getByRole('img', { name: /^Heat map for “red”/ }).waitFor({ timeout: 20_000 });

  const project = await studio.download('Save project');
  await page.reload();
  await studio.waitUntilImagesAreReady();
  expect(await predict(studio, file)).toEqual(shown);
  expect(await cut.getAttribute('aria-valuetext')).toBe('The last block and the new head learn');

  const other = await session.openStudio();
  await other.importZip({
    name: project.fileName,
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(project.bytes),
  });
  await other.waitUntilImagesAreReady();
  expect(await predict(other, file)).toEqual(shown);
  expect(session.complaints).toEqual([]);
});

test('a stop while blocks are trained keeps what there is, and the head alone is trained again after it', {
  timeout: 600_000,
}, async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  await studio.importZip(packStripes({ red: 6, blue: 6 }));
  await studio.waitUntilImagesAreReady();
  const cut = page.getByRole('slider', { name: 'Where to cut' });
  await cut.press('ArrowLeft');
  await studio.setNumber('Epochs', 2);
  await studio.trainButton.click();
  await page.getByText(/^Step 3 of 3: head and blocks, epoch/).waitFor({ timeout: 120_000 });
  await studio.button('Stop').click();
  await studio.waitUntilTrained();
  const stopped = await studio.downloadReport();
  expect(stopped.training.ending).toBe('stopped');
  expect(stopped.history.length).toBeLessThan(10);
  await cut.press('ArrowRight');
  await studio.train();
  const alone = await studio.downloadReport();
  expect(alone.training.tunedBlockCount).toBe(0);
  expect(alone.history).toHaveLength(2);
  await page.getByText('Runs (2)', { exact: true }).click();
  await studio.button('Use Run 1').click();
  await expect.poll(() => cut.getAttribute('aria-valuetext')).toBe('The last block and the new head learn');
  expect(session.complaints).toEqual([]);
});
