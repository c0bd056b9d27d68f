import { readFile } from 'node:fs/promises';
import * as tf from '@tensorflow/tfjs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isFailure } from '../../src/core/shared/failure.ts';
import { createRandom } from '../../src/core/shared/random.ts';
import { openModel } from '../../src/engine/worker/opened-models/open-model.ts';
import { layersModelFiles, seededInitializer } from '../engine/support/made-models.ts';
import { nodeBackends, noPrograms } from '../engine/support/node-ports.ts';
import { type Answer, startServer, type TestServer } from '../engine/support/serve.ts';
import { launchBrowser } from '../support/browser.ts';

const library = 'tests/clients/teachable-machine/node_modules/@teachablemachine/image/dist';
const side = 224;
const labels = ['Katze "Mimi"', 'Hund 🐕', 'weder noch'];
const imageCount = 6;
const squares = drawSquares();

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  await tf.setBackend('wasm');
  const answers: Record<string, Answer> = {
    '/page.html': {
      type: 'text/html',
      body: ['tf.js', 'image.js'].map((name) => `<script src="${name}"></script>`).join(''),
    },
    '/tf.js': { body: await readFile('node_modules/@tensorflow/tfjs/dist/tf.min.js') },
    '/image.js': { body: await readFile(`${library}/teachablemachine-image.min.js`) },
    '/squares': { body: Buffer.concat(squares) },
    ...(await layersModelFiles(makeBase(), '/base/')),
  };
  server = await startServer(answers);
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

test('what the library of Teachable Machine trains and saves opens and predicts what the library does', async () => {
  const page = await browser.newPage();
  await page.goto(`${server.origin}/page.html`);
  const made = await page.evaluate(trainByLibrary, { side, labels, imageCount });
  await page.close();

  const model = await openModel(
    {
      format: 'tfjs',
      modelPath: 'my_model/model.json',
      files: [
        { path: 'my_model/model.json', blob: new Blob([made.json]) },
        { path: 'my_model/metadata.json', blob: new Blob([made.metadata]) },
        { path: 'my_model/weights.bin', blob: new Blob([Uint8Array.from(made.weights)]) },
      ],
    },
    { backends: nodeBackends, checkPrograms: noPrograms },
  );
  if (isFailure(model)) throw new Error(JSON.stringify(model));
  expect(model.facts).toMatchObject({
    maker: 'teachable-machine',
    labels,
    inputSize: side,
    rangeKnown: true,
    output: 'probabilities',
  });
  const differences: number[] = [];
  for (const [row, pixels] of squares.entries()) {
    const actual = await model.predict(pixels, model.facts.inputRange);
    if (isFailure(actual)) throw new Error(JSON.stringify(actual));
    made.predictions[row]?.forEach((value, column) => {
      differences.push(Math.abs(value - (actual[column] ?? Number.NaN)));
    });
  }
  model.dispose();
  expect(differences).toHaveLength(imageCount * labels.length);
  expect(Math.max(...differences)).toBeLessThan(1e-4);
  // They tell something.
  expect(new Set(made.predictions.map((row) => row.indexOf(Math.max(...row)))).size).toBeGreaterThan(1);
});

/** A small stand-in for the MobileNet that the library would fetch. */
function makeBase(): tf.LayersModel {
  const kernelInitializer = seededInitializer(4);
  return tf.sequential({
    layers: [
      tf.layers.conv2d({
        filters: 6,
        kernelSize: 3,
        strides: 8,
        inputShape: [side, side, 3],
        kernelInitializer,
      }),
      tf.layers.reLU({ maxValue: 6, name: 'out_relu' }),
      tf.layers.globalAveragePooling2d({}),
      tf.layers.dense({ units: 2, kernelInitializer }),
    ],
  });
}

/** Runs in the page: what the site of Teachable Machine does with the library, from examples to files. */
async function trainByLibrary(request: { side: number; labels: string[]; imageCount: number }) {
  const { tf, tmImage } = globalThis as unknown as Library;
  await tf.setBackend('cpu');
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = request.side;
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  const bytes = new Uint8Array(await (await fetch('squares')).arrayBuffer());
  const draw = (index: number) => {
    const data = context.createImageData(request.side, request.side);
    for (let pixel = 0; pixel < request.side ** 2; pixel++) {
      const at = (index * request.side ** 2 + pixel) * 3;
      data.data.set([...bytes.subarray(at, at + 3), 255], pixel * 4);
    }
    context.putImageData(data, 0, 0);
    return canvas;
  };
  const { labels, imageCount } = request;
  const model = await tmImage.createTeachable(
    { tfjsVersion: '4.22.0', tmVersion: '2.4.10', modelName: 'tm-my-image-model' },
    { checkpointUrl: 'base/model.json', trainingLayer: 'out_relu' },
  );
  model.setLabels([...labels]);
  for (let index = 0; index < imageCount; index++) {
    for (let time = 0; time < 3; time++) await model.addExample(index % labels.length, draw(index));
  }
  await model.train({ denseUnits: 20, epochs: 20, learningRate: 0.01, batchSize: 4 });
  const files = { json: '', weights: [] as number[] };
  await model.save({
    async save({ modelTopology, weightSpecs, weightData }) {
      const weightsManifest = [{ paths: ['weights.bin'], weights: weightSpecs }];
      files.json = JSON.stringify({ modelTopology, weightsManifest });
      files.weights = [...new Uint8Array(weightData)];
      return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
    },
  });
  const predictions: number[][] = [];
  for (let index = 0; index < imageCount; index++) {
    predictions.push((await model.predict(draw(index))).map(({ probability }) => probability));
  }
  return { ...files, metadata: JSON.stringify(model.getMetadata()), predictions };
}

interface Library {
  readonly tf: { setBackend(name: string): unknown };
  readonly tmImage: {
    createTeachable(metadata: object, options: object): Promise<Teachable>;
  };
}

interface Teachable {
  setLabels(labels: string[]): void;
  addExample(classIndex: number, sample: HTMLCanvasElement): Promise<void>;
  train(parameters: object): Promise<unknown>;
  save(handler: object & { save(artifacts: SavedArtifacts): Promise<unknown> }): Promise<unknown>;
  getMetadata(): object;
  predict(image: HTMLCanvasElement): Promise<{ probability: number }[]>;
}

interface SavedArtifacts {
  readonly modelTopology: object;
  readonly weightSpecs: object;
  readonly weightData: ArrayBuffer;
}

/** Squares of one colour each with noise over it. */
function drawSquares(): readonly Uint8Array<ArrayBuffer>[] {
  const random = createRandom(9);
  return Array.from({ length: imageCount }, (_, index) =>
    Uint8Array.from(
      { length: side * side * 3 },
      (_, at) => (at % 3 === index % 3 ? 170 : 20) + 60 * random.next(),
    ),
  );
}
