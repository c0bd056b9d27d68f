import { readFile } from 'node:fs/promises';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BaseModel } from '../../src/core/embedding/base-model.ts';
import { exportFullModel } from '../../src/core/export/export-full-model.ts';
import type { ExportedFile } from '../../src/core/export/exported-file.ts';
import { exportGraphModel } from '../../src/core/export/graph-model/export-graph-model.ts';
import { predictTable } from '../../src/core/prediction/predict-table.ts';
import { describeTestModel, readBuiltInBase, unzipModel } from '../core/export/export-fixtures.ts';
import {
  createMeansHead,
  embedSquares,
  readSampleSquares,
  type SampleSquares,
} from '../core/export/sample-squares.ts';
import { type Answer, startServer, type TestServer } from '../engine/support/serve.ts';
import { launchBrowser } from '../support/browser.ts';

const imageCount = 50;
const packages = 'node_modules/@tensorflow';

let base: BaseModel;
let squares: SampleSquares;
/** What the studio gives for the squares: imageCount * classCount numbers. */
let expected: Float32Array;
let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  base = await readBuiltInBase();
  await tf.setBackend('wasm');
  squares = await readSampleSquares(imageCount, base.manifest.inputSize);
  const table = await embedSquares(base, squares);
  const head = createMeansHead(table, squares);
  expected = predictTable(head, table);
  const description = describeTestModel(squares.classNames);
  const answers: Record<string, Answer> = {
    '/': { type: 'text/html', body: '<script src="tf.min.js"></script><script src="wasm.min.js"></script>' },
    '/tf.min.js': { body: await readFile(`${packages}/tfjs/dist/tf.min.js`) },
    '/wasm.min.js': { body: await readFile(`${packages}/tfjs-backend-wasm/dist/tf-backend-wasm.min.js`) },
    '/squares': { body: Buffer.concat(squares.pixels) },
  };
  const serve = (folder: string, file: ExportedFile) => {
    for (const [name, body] of Object.entries(unzipModel(file).files))
      answers[`/${folder}/${name}`] = { body };
  };
  for (const precision of ['float32', 'float16'] as const) {
    serve(`graph-${precision}`, await exportGraphModel(base, head, description, { precision }));
    serve(`layers-${precision}`, await exportFullModel(base, head, description, { precision }));
  }
  server = await startServer(answers, `${packages}/tfjs-backend-wasm/dist`);
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const tolerances = { float32: 1e-4, float16: 5e-3 } as const;
const formats = (['graph', 'layers'] as const).flatMap((kind) =>
  (['float32', 'float16'] as const).map((precision) => ({ kind, precision })),
);

test.each(formats)(
  'on wasm the $kind model in $precision gives what the studio predicts',
  async ({ kind, precision }) => {
    await expectSame(kind, precision, 'wasm', imageCount);
  },
);

// An emulated graphics processor is slow.
test.each(['graph', 'layers'] as const)(
  'on WebGL the %s model in float32 gives what the studio predicts',
  async (kind) => {
    await expectSame(kind, 'float32', 'webgl', 4);
  },
);

async function expectSame(
  kind: 'graph' | 'layers',
  precision: 'float32' | 'float16',
  backend: 'wasm' | 'webgl',
  count: number,
): Promise<void> {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${server.origin}/`);
  const answers = await predict(page, { kind, folder: `${kind}-${precision}`, backend, count });
  await page.close();
  expect(complaints).toEqual([]);
  expect(answers).toHaveLength(count * squares.classNames.length);
  const differences = answers.map((value, i) => Math.abs(value - (expected[i] ?? Number.NaN)));
  expect(Math.max(...differences)).toBeLessThan(tolerances[precision]);
}

interface Run {
  readonly kind: 'graph' | 'layers';
  readonly folder: string;
  readonly backend: string;
  readonly count: number;
}

/** Opens the model as its description says, with the code of a page that has nothing but TF.js. */
function predict(page: Page, run: Run): Promise<number[]> {
  return page.evaluate(async ({ kind, folder, backend, count }) => {
    const { tf } = globalThis as unknown as { tf: typeof import('@tensorflow/tfjs') };
    if (!(await tf.setBackend(backend))) throw new Error(`${backend} did not start`);
    const address = new URL(`${folder}/model.json`, location.href).href;
    const model = await (kind === 'graph' ? tf.loadGraphModel(address) : tf.loadLayersModel(address));
    const { inputSize, preprocessing } = await (await fetch(`${folder}/metadata.json`)).json();
    const { multiply, add } = preprocessing.scale;
    const bytes = new Uint8Array(await (await fetch('squares')).arrayBuffer());
    const length = inputSize * inputSize * 3;
    const batchSize = Math.min(10, count);
    const answers: number[] = [];
    for (let at = 0; at < count; at += batchSize) {
      const batch = bytes.subarray(at * length, (at + batchSize) * length);
      const images = tf.tensor(batch, [batchSize, inputSize, inputSize, 3], 'int32').mul(multiply).add(add);
      const output = model.predict(images) as import('@tensorflow/tfjs').Tensor;
      answers.push(...(await output.data()));
      tf.dispose([images, output]);
    }
    return answers;
  }, run);
}
