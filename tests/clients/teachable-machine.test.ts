import { readFile } from 'node:fs/promises';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { unzipSync } from 'fflate';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BaseModel } from '../../src/core/embedding/base-model.ts';
import { exportTeachableMachine } from '../../src/core/export/teachable-machine/export-teachable-machine.ts';
import { predictTable } from '../../src/core/prediction/predict-table.ts';
import { describeTestModel, readBuiltInBase } from '../core/export/export-fixtures.ts';
import {
  createMeansHead,
  embedSquares,
  readSampleSquares,
  type SampleSquares,
} from '../core/export/sample-squares.ts';
import { type Answer, startServer, type TestServer } from '../engine/support/serve.ts';
import { launchBrowser } from '../support/browser.ts';

const imageCount = 50;
const client = 'tests/clients/teachable-machine/node_modules';
const labels = ['a "quoted" name', '🐈‍⬛ / é e\u0301', `${'long '.repeat(40)}`, '</script>\n\ud800'];

let base: BaseModel;
let squares: SampleSquares;
let expected: Float32Array;
let files: Readonly<Record<string, Uint8Array<ArrayBuffer>>>;
let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  base = await readBuiltInBase();
  await tf.setBackend('wasm');
  squares = await readSampleSquares(imageCount, base.manifest.inputSize);
  const table = await embedSquares(base, squares);
  const head = createMeansHead(table, squares);
  expected = predictTable(head, table);
  const file = await exportTeachableMachine(base, head, describeTestModel(labels));
  files = unzipSync(file.bytes) as typeof files;
  const answers: Record<string, Answer> = {
    '/old.html': writePage('old-tf.js', 'image.js'),
    '/latest.html': writePage('latest-tf.js', 'wasm.js', 'image.js'),
    '/old-tf.js': { body: await readFile(`${client}/@tensorflow/tfjs/dist/tf.min.js`) },
    '/image.js': {
      body: await readFile(`${client}/@teachablemachine/image/dist/teachablemachine-image.min.js`),
    },
    '/latest-tf.js': { body: await readFile('node_modules/@tensorflow/tfjs/dist/tf.min.js') },
    '/wasm.js': {
      body: await readFile('node_modules/@tensorflow/tfjs-backend-wasm/dist/tf-backend-wasm.min.js'),
    },
    '/squares': { body: Buffer.concat(squares.pixels) },
  };
  for (const [name, body] of Object.entries(files)) answers[`/my_model/${name}`] = { body };
  squares.files.forEach((body, index) => {
    answers[`/files/${index}.png`] = { type: 'image/png', body };
  });
  server = await startServer(answers, 'node_modules/@tensorflow/tfjs-backend-wasm/dist');
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

test('the ZIP holds what Teachable Machine exports', () => {
  expect(Object.keys(files).sort()).toEqual(['metadata.json', 'model.json', 'weights.bin']);
  expect(JSON.parse(new TextDecoder().decode(files['metadata.json']))).toMatchObject({
    tfjsVersion: '1.3.1',
    packageName: '@teachablemachine/image',
    modelName: 'graft-model',
    timeStamp: '2026-03-04T05:06:07.000Z',
    imageSize: 224,
    labels,
  });
});

// Its TF.js has WebGL and cpu only, which are both slow here.
describe('with the TF.js that the library asks for', () => {
  test('tmImage.load gives what the studio predicts', async () => {
    await expectSame({ page: 'old', way: 'url', backend: 'webgl', count: imageCount });
  }, 600_000);

  test('tmImage.loadFromFiles gives the same', async () => {
    await expectSame({ page: 'old', way: 'files', backend: 'webgl', count: 3 });
  });
});

test('with the latest TF.js, which its snippets use, tmImage.load gives what the studio predicts', async () => {
  await expectSame({ page: 'latest', way: 'url', backend: 'wasm', count: imageCount });
});

// It resizes without the care that the studio takes, which no export can mend.
test('from the files themselves its own resizing gives nearly the same', async () => {
  const page = await browser.newPage();
  await page.goto(`${server.origin}/latest.html`);
  const pairs = await page.evaluate(
    async ({ count, side }) => {
      const { tf, tmImage } = globalThis as unknown as Client;
      await tf.setBackend('wasm');
      const model = await tmImage.load('my_model/model.json', 'my_model/metadata.json');
      const canvas = document.createElement('canvas');
      canvas.width = canvas.height = side;
      const context = canvas.getContext('2d') as CanvasRenderingContext2D;
      context.imageSmoothingQuality = 'high';
      const pairs = [];
      for (let index = 0; index < count; index++) {
        const image = new Image();
        image.src = `files/${index}.png`;
        await image.decode();
        const bitmap = await createImageBitmap(await (await fetch(image.src)).blob());
        context.drawImage(bitmap, 0, 0, side, side);
        const asClient = await model.predict(image);
        const asStudio = await model.predict(canvas);
        pairs.push([asClient, asStudio].map((list) => list.map(({ probability }) => probability)));
      }
      return pairs;
    },
    { count: imageCount, side: squares.side },
  );
  await page.close();
  const top = (probabilities: readonly number[] = []) => probabilities.indexOf(Math.max(...probabilities));
  const agreed = pairs.filter(([asClient, asStudio]) => top(asClient) === top(asStudio));
  expect(agreed.length).toBeGreaterThanOrEqual(0.95 * imageCount);
  const differences = pairs.flatMap(([asClient = [], asStudio = []]) =>
    asClient.map((value, column) => Math.abs(value - (asStudio[column] ?? Number.NaN))),
  );
  expect(Math.max(...differences)).toBeLessThan(0.05);
});

interface Run {
  readonly page: 'old' | 'latest';
  readonly way: 'url' | 'files';
  readonly backend: 'webgl' | 'wasm';
  readonly count: number;
}

interface Answers {
  readonly classCount: number;
  /** Of each image, in the order in which the library gives them. */
  readonly predictions: readonly (readonly { className: string; probability: number }[])[];
}

async function expectSame(run: Run): Promise<void> {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${server.origin}/${run.page}.html`);
  const { classCount, predictions } = await predict(page, run);
  await page.close();
  expect(complaints).toEqual([]);
  expect(classCount).toBe(labels.length);
  expect(predictions).toHaveLength(run.count);
  const differences = predictions.flatMap((prediction, row) => {
    expect(prediction.map(({ className }) => className)).toEqual(labels);
    return prediction.map(({ probability }, column) =>
      Math.abs(probability - (expected[row * labels.length + column] ?? Number.NaN)),
    );
  });
  expect(Math.max(...differences)).toBeLessThan(1e-4);
}

/** What the snippets of Teachable Machine do: load, then predict from a canvas. */
function predict(page: Page, run: Run): Promise<Answers> {
  return page.evaluate(
    async ({ way, backend, count, side }) => {
      const { tf, tmImage } = globalThis as unknown as Client;
      await tf.setBackend(backend);
      const fetchFile = async (name: string) =>
        new File([await (await fetch(`my_model/${name}`)).arrayBuffer()], name);
      const model =
        way === 'url'
          ? await tmImage.load('my_model/model.json', 'my_model/metadata.json')
          : await tmImage.loadFromFiles(
              await fetchFile('model.json'),
              await fetchFile('weights.bin'),
              await fetchFile('metadata.json'),
            );
      const bytes = new Uint8Array(await (await fetch('squares')).arrayBuffer());
      const canvas = document.createElement('canvas');
      canvas.width = canvas.height = side;
      const context = canvas.getContext('2d') as CanvasRenderingContext2D;
      const predictions = [];
      for (let image = 0; image < count; image++) {
        const data = context.createImageData(side, side);
        for (let pixel = 0; pixel < side * side; pixel++) {
          const at = (image * side * side + pixel) * 3;
          data.data.set([...bytes.subarray(at, at + 3), 255], pixel * 4);
        }
        context.putImageData(data, 0, 0);
        predictions.push(await model.predict(canvas));
      }
      return { classCount: model.getTotalClasses(), predictions };
    },
    { ...run, side: squares.side },
  );
}

interface Client {
  readonly tf: { setBackend(name: string): unknown };
  readonly tmImage: {
    load(model: string, metadata: string): Promise<TeachableModel>;
    loadFromFiles(model: File, weights: File, metadata: File): Promise<TeachableModel>;
  };
}

interface TeachableModel {
  getTotalClasses(): number;
  predict(image: HTMLCanvasElement | HTMLImageElement): Promise<{ className: string; probability: number }[]>;
}

function writePage(...scripts: string[]): Answer {
  return { type: 'text/html', body: scripts.map((name) => `<script src="${name}"></script>`).join('') };
}
