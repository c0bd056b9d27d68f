import { afterAll, beforeAll, expect, test } from 'vitest';
import { stackEmbeddings } from '../../src/core/embedding/embedding-table.ts';
import { isFailure } from '../../src/core/shared/failure.ts';
import { defaultTrainingSettings } from '../../src/core/training/training-settings.ts';
import type { EmbeddedImage } from '../../src/engine/engine-api.ts';
import type { ImageTuningRequest, ImageTuningStep } from '../../src/engine/tuning-api.ts';
import { type ConnectedEngine, connectEngine } from './support/connect-engine.ts';
import { drawPng } from './support/draw-image.ts';
import { startServer, type TestServer } from './support/serve.ts';

let server: TestServer;
let engine: ConnectedEngine;
let request: ImageTuningRequest;
const images = Array.from({ length: 12 }, (_, seed) => drawPng(seed % 2 === 0 ? 'stripes' : 'checks', seed));

beforeAll(async () => {
  server = await startServer();
  engine = connectEngine(server.builtInBaseUrl);
  const started = await engine.client.start({ backend: 'wasm', baseModel: { kind: 'built-in' } }, () => {});
  if (isFailure(started)) throw new Error(JSON.stringify(started));
  const results: EmbeddedImage[] = [];
  await engine.client.embedImages(
    images.map((image, index) => ({ id: String(index), image })),
    async (group) => {
      results.push(...group);
      return 'continue';
    },
  );
  const rows = results.map((result) => ('embedding' in result ? result.embedding : new Float32Array()));
  request = {
    embeddings: stackEmbeddings(rows, started.baseModel.embeddingSize),
    images,
    classIndexes: Int32Array.from(images, (_, row) => row % 2),
    classCount: 2,
    trainingRows: Int32Array.from([0, 1, 2, 3, 4, 5]),
    validationRows: Int32Array.from([6, 7]),
    settings: { ...defaultTrainingSettings, epochs: 2, batchSize: 4 },
    tuning: { epochs: 2, learningRate: 0.0001 },
    blockCount: 2,
  };
});

afterAll(async () => {
  engine.close();
  await server.close();
});

test('reads the images to the cut, trains the head, then the blocks, and embeds all rows by them', async () => {
  const before = await engine.client.countTensors();
  const steps: ImageTuningStep[] = [];
  const result = await engine.client.tuneBase(
    { ...request, validationRows: new Int32Array() },
    async (step) => {
      steps.push(step);
      return 'continue';
    },
  );
  if (result === null || isFailure(result)) throw new Error(JSON.stringify(result));
  expect(steps.map(({ phase }) => phase)).toEqual([
    ...Array(3).fill('reading'),
    ...Array(2).fill('fit'),
    ...Array(2).fill('tune'),
  ]);
  expect(result.tunedLayers?.map(({ kernel }) => kernel.length)).toEqual([
    9 * 512,
    512 * 1024,
    9 * 1024,
    1024 * 1024,
  ]);
  const tuned = result.tunedEmbeddings;
  expect(tuned?.sampleCount).toBe(images.length);
  expect(result.validationEmbeddings).toEqual(tuned);
  // Small steps from the base model: near its embeddings, in the rows that nobody trained on, too, but not equal.
  for (let row = 0; row < images.length; row++) {
    const [own, its] = [request.embeddings.values, tuned?.values as Float32Array].map((values) =>
      values.subarray(row * 1024, (row + 1) * 1024),
    ) as [Float32Array, Float32Array];
    const dot = own.reduce((sum, value, at) => sum + value * (its[at] as number), 0);
    const cosine = dot / Math.hypot(...own) / Math.hypot(...its);
    expect(cosine).toBeGreaterThan(0.8);
    expect(cosine).toBeLessThan(0.999999);
  }
  expect(await engine.client.countTensors()).toBe(before);
});

test('with a learning rate next to nothing, the cut makes no difference to the embeddings', async () => {
  const tuning = { epochs: 1, learningRate: 1e-9 };
  const result = await engine.client.tuneBase(
    { ...request, validationRows: new Int32Array(), tuning, blockCount: 4 },
    async () => 'continue',
  );
  if (result === null || isFailure(result)) throw new Error(JSON.stringify(result));
  const largest = Math.max(...request.embeddings.values);
  result.tunedEmbeddings?.values.forEach((value, at) => {
    const error = Math.abs(value - (request.embeddings.values[at] as number));
    if (error > 0.01 * largest) expect(error / largest, `number ${at}`).toBeLessThan(0.01);
  });
});

test('a stop while images are read leaves nothing, and no tensors', async () => {
  const before = await engine.client.countTensors();
  expect(await engine.client.tuneBase(request, async () => 'stop')).toBeNull();
  expect(await engine.client.countTensors()).toBe(before);
});

test('an image that cannot be read, and activations beyond the limit, are said before anything is trained', async () => {
  const broken = [...images.slice(0, 11), new Blob(['no image'])];
  expect(await engine.client.tuneBase({ ...request, images: broken }, async () => 'continue')).toMatchObject({
    kind: 'file-not-an-image',
  });
  const many = Array.from({ length: 3000 }, () => images[0] as Blob);
  expect(await engine.client.tuneBase({ ...request, images: many }, async () => 'continue')).toEqual({
    kind: 'activations-too-large',
    sizeBytes: 3000 * 2 * 14 * 14 * 512,
    limitBytes: 500e6,
    blockCount: 1,
  });
});
