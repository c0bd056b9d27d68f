import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { encode } from 'fast-png';
import { unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectFolder } from '../../scripts/project.mjs';
import { createRandom } from '../../src/core/shared/random.ts';
import type { StudioPage } from './studio-page.ts';
import { type StudioSession, startStudioSession } from './studio-session.ts';
import { packZip } from './test-images.ts';

let session: StudioSession;

beforeAll(async () => {
  session = await startStudioSession();
});

afterAll(async () => {
  await session?.close();
});

/** Where every resizer shows: no square, odd sides, larger and smaller than what the model sees, fine detail. */
const trials = {
  'wide.png': drawPng({ width: 641, height: 428, seed: 1, fineness: 1.5 }),
  'tall.png': drawPng({ width: 301, height: 500, seed: 2, fineness: 3 }),
  'glass.png': drawPng({ width: 467, height: 350, seed: 3, fineness: 2, seeThrough: true }),
  'small.png': drawPng({ width: 150, height: 101, seed: 4, fineness: 2 }),
};

test('the code of the page predicts what the studio predicts, from a file and from an <img>', async () => {
  const studio = await session.openStudio();
  const files: Record<string, Uint8Array> = {};
  for (let seed = 10; seed < 15; seed++) {
    files[`train/fine/${seed}.png`] = drawPng({ width: 300, height: 260, seed, fineness: 1.5 });
    files[`train/coarse/${seed}.png`] = drawPng({ width: 260, height: 300, seed, fineness: 4 });
  }
  for (const [name, bytes] of Object.entries(trials)) files[`test/fine/${name}`] = bytes;
  await studio.importZip(packZip('patterns.zip', files));
  await studio.waitUntilImagesAreReady();
  // Few epochs leave the head unsure, so that the smallest difference of a pixel moves the probabilities.
  await studio.setNumber('Epochs', 3);
  await studio.train();
  const code = await readUsageCode(studio);
  const report = await studio.downloadReport();
  const { bytes: model } = await studio.download('Download full model (TF.js)');

  const page = await openPlainPage(unzipSync(model));
  const predictions = report.evaluation.test?.predictions ?? [];
  expect(predictions.map(({ file }) => path.basename(file)).sort()).toEqual(Object.keys(trials).sort());
  for (const { file, probabilities } of predictions) {
    expect(Math.max(...probabilities)).toBeLessThan(0.99);
    for (const source of ['file', 'img'] as const) {
      const answer = await runUsageCode(page, code, source, path.basename(file));
      expect(answer).toHaveLength(probabilities.length);
      answer.forEach((probability, index) => {
        const difference = Math.abs(probability - (probabilities[index] as number));
        expect(difference, `${file} as ${source}, probability ${index}`).toBeLessThan(1e-4);
      });
    }
  }
  expect(session.complaints).toEqual([]);
}, 240_000);

test('where the page may not copy, the code is selected and a sentence says how to copy it', async () => {
  const studio = await session.openStudio({}, (context) =>
    // What a page without https gets.
    context.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'clipboard')),
  );
  const code = await readUsageCode(studio);
  await studio.page.locator('#export').getByRole('button', { name: 'Copy code' }).first().click();
  await studio.page.getByText('The code is selected: press Ctrl+C').waitFor();
  expect(await studio.page.evaluate(() => String(getSelection()))).toBe(code);
});

/** Opens "How to use it" of the full model and reads the code. */
async function readUsageCode({ page }: StudioPage): Promise<string> {
  const choice = page.locator('#export').getByRole('listitem').filter({ hasText: 'full model' });
  await choice.getByText('How to use it').click();
  return choice.getByRole('group', { name: 'Code' }).innerText();
}

/** A page of its own on the studio's host with nothing but plain TF.js, the downloaded files and the images. */
async function openPlainPage(model: Readonly<Record<string, Uint8Array>>): Promise<Page> {
  const tfjs = await readFile(path.join(projectFolder, 'node_modules/@tensorflow/tfjs/dist/tf.min.js'));
  const page = await session.browser.newPage();
  const folder = new URL('mine/', session.url).href;
  await page.route(`${folder}**`, (route) => {
    const name = route.request().url().slice(folder.length);
    if (name === '') {
      return route.fulfill({ contentType: 'text/html', body: '<script src="tf.min.js"></script>' });
    }
    if (name === 'tf.min.js') return route.fulfill({ contentType: 'text/javascript', body: tfjs });
    const bytes = model[name] ?? trials[name as keyof typeof trials];
    if (bytes === undefined) return route.fulfill({ status: 404 });
    return route.fulfill({
      contentType: name.endsWith('.png') ? 'image/png' : 'application/octet-stream',
      body: Buffer.from(bytes),
    });
  });
  await page.goto(folder);
  // Graphics that the processor emulates would take longer, and real ones may have less than 32 bits.
  await page.evaluate(`tf.setBackend('cpu')`);
  return page;
}

/** Runs the code as it stands, but for where TF.js comes from, and returns its `probabilities`. */
async function runUsageCode(
  page: Page,
  code: string,
  source: 'file' | 'img',
  name: string,
): Promise<readonly number[]> {
  const importLine = `import * as tf from '@tensorflow/tfjs';\n`;
  expect(code.startsWith(importLine)).toBe(true);
  const fetchImage =
    source === 'file'
      ? `const image = await (await fetch('${name}')).blob();`
      : `const image = new Image(); image.src = '${name}'; await image.decode();`;
  const body = `${fetchImage}\n${code.slice(importLine.length)}\nreturn [...probabilities];`;
  return page.evaluate<readonly number[]>(`(async () => {${body}})()`);
}

interface Pattern {
  readonly width: number;
  readonly height: number;
  readonly seed: number;
  /** Waves are as long as so many pixels or a few times longer. */
  readonly fineness: number;
  readonly seeThrough?: boolean;
}

/** A PNG of crossing waves with noise; a `seeThrough` one fades from nothing to opaque and back. */
function drawPng({ width, height, seed, fineness, seeThrough = false }: Pattern): Uint8Array {
  const random = createRandom(seed);
  const channels = seeThrough ? 4 : 3;
  const waves = Array.from({ length: 3 }, () => [fineness + 3 * random.next(), fineness + 3 * random.next()]);
  const data = new Uint8Array(width * height * channels);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    waves.forEach(([across = 1, down = 1], channel) => {
      data[pixel * channels + channel] =
        100 + 70 * Math.sin(x / across) * Math.cos(y / down) + 60 * random.next();
    });
    if (seeThrough) data[pixel * channels + 3] = 127.5 + 127.5 * Math.sin((x + y) / 40);
  }
  return encode({ width, height, data, channels, depth: 8 });
}
