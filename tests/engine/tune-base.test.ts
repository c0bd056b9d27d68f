import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { scalePixels } from '../../src/core/embedding/embedder.ts';
import { stackEmbeddings } from '../../src/core/embedding/embedding-table.ts';
import type { TunedLayers } from '../../src/core/embedding/tuned-layers.ts';
import { isFailure } from '../../src/core/shared/failure.ts';
import { defaultTrainingSettings } from '../../src/core/training/training-settings.ts';
import type { BaseModelInfo, Classification, EmbeddedImage } from '../../src/engine/engine-api.ts';
import { prepareForClassification } from '../../src/engine/prepare-image.ts';
import type { ImageTuningRequest, ImageTuningStep } from '../../src/engine/tuning-api.ts';
import { loadExportedModel } from '../support/load-exported-model.ts';
import { type ConnectedEngine, connectEngine } from './support/connect-engine.ts';
import { drawPng } from './support/draw-image.ts';
import { createNodePorts } from './support/node-ports.ts';
import { startServer, type TestServer } from './support/serve.ts';

let server: TestServer;
let engine: ConnectedEngine;
let request: ImageTuningRequest;
let baseModel: BaseModelInfo;
const images = Array.from({ length: 12 }, (_, seed) => drawPng(seed % 2 === 0 ? 'stripes' : 'checks', seed));

beforeAll(async () => {
  server = await startServer();
  engine = connectEngine(server.builtInBaseUrl);
  const started = await engine.client.start({ backend: 'wasm', baseModel: { kind: 'built-in' } }, () => {});
  if (isFailure(started)) throw new Error(JSON.stringify(started));
  baseModel = started.baseModel;
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
    settings: {
      ...defaultTrainingSettings,
      epochs: 2,
      batchSize: 4,
      tunedBlockCount: 2,
      tuningEpochs: 2,
      tuningLearningRate: 0.001,
    },
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
  expect(steps.map(({ phase }) => phase).filter((phase) => phase !== 'batch')).toEqual([
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

test('after a refit, validation has the embeddings of the blocks from before it', async () => {
  const settings = {
    ...request.settings,
    epochs: 1,
    learningRate: 1e-6,
    tunedBlockCount: 1,
    tuningEpochs: 1,
  };
  const tune = async (refit: boolean) => {
    const own = { ...request, settings: { ...settings, refit } };
    const result = await engine.client.tuneBase(own, async () => 'continue');
    if (result === null || isFailure(result)) throw new Error(JSON.stringify(result));
    return result;
  };
  const [without, refit] = [await tune(false), await tune(true)];
  expect(without.tunedLayers).not.toBeNull();
  expect(without.validationEmbeddings).toEqual(without.tunedEmbeddings);
  expect(refit.refitDone).toBe(true);
  expect(refit.validationEmbeddings).toEqual(without.tunedEmbeddings);
  expect(refit.tunedEmbeddings).not.toEqual(without.tunedEmbeddings);
});

test('with a learning rate next to nothing, the cut makes no difference to the embeddings', async () => {
  const settings = { ...request.settings, tunedBlockCount: 4, tuningEpochs: 1, tuningLearningRate: 0.000001 };
  const result = await engine.client.tuneBase(
    { ...request, validationRows: new Int32Array(), settings },
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

test('a tuned model classifies as its embeddings say, is exported as it classifies, and comes back after a crash', async () => {
  const { client } = engine;
  const result = await client.tuneBase(
    { ...request, validationRows: new Int32Array() },
    async () => 'continue',
  );
  if (result === null || isFailure(result)) throw new Error(JSON.stringify(result));
  const { head, tunedLayers, tunedEmbeddings } = result;
  if (tunedLayers === null || tunedEmbeddings === null) throw new Error('not tuned');
  const image = images[8] as Blob;
  const classify = async (layers: TunedLayers | null): Promise<Classification> => {
    const answer = await client.classifyImage(image, head, true, layers);
    if (isFailure(answer)) throw new Error(JSON.stringify(answer));
    return answer;
  };
  const largestDifference = (a: Float32Array, b: Float32Array) =>
    a.reduce((largest, value, at) => Math.max(largest, Math.abs(value - (b[at] as number))), 0);

  const frozen = await classify(null);
  const tuned = await classify(tunedLayers);
  const row = tunedEmbeddings.values.subarray(8 * 1024, 9 * 1024);
  const scale = Math.max(...row);
  // Activations at the cut were half-precision numbers while it was trained.
  expect(largestDifference(tuned.embedding, row)).toBeLessThan(0.01 * scale);
  expect(largestDifference(frozen.embedding, row)).toBeGreaterThan(0.1 * scale);
  expect(tuned.activationMaps).toMatchObject({ rowCount: 7, columnCount: 7 });
  const tensors = await client.countTensors();
  expect((await classify(tunedLayers)).probabilities).toEqual(tuned.probabilities);
  // Other numbers, then the first ones again; only the latest stay on the backend.
  const others = tunedLayers.map(({ kernel, bias }) => ({ kernel: kernel.map((x) => -x), bias }));
  expect((await classify(others)).probabilities).not.toEqual(tuned.probabilities);
  expect((await classify(tunedLayers)).probabilities).toEqual(tuned.probabilities);
  expect((await classify(null)).probabilities).toEqual(frozen.probabilities);
  expect(await client.countTensors()).toBe(tensors);

  const pictures = [{ imageHash: 'a', image }];
  const again = await client.embedCompressed(pictures, 'float32', async () => 'continue', tunedLayers);
  if (again === null || isFailure(again)) throw new Error(JSON.stringify(again));
  expect(largestDifference(again.embeddings.values, tuned.embedding)).toBeLessThan(1e-4 * scale);
  const shifted = await client.embedShifted(pictures, ['darker'], async () => 'continue', tunedLayers);
  const shiftedFrozen = await client.embedShifted(pictures, ['darker'], async () => 'continue');
  if (shifted === null || isFailure(shifted)) throw new Error(JSON.stringify(shifted));
  if (shiftedFrozen === null || isFailure(shiftedFrozen)) throw new Error(JSON.stringify(shiftedFrozen));
  const [ofTuned, ofFrozen] = [shifted, shiftedFrozen].map((each) => each.shifts[0]?.embeddings.values);
  expect(largestDifference(ofTuned as Float32Array, ofFrozen as Float32Array)).toBeGreaterThan(0.1 * scale);

  const description = {
    labels: ['stripes', 'checks'],
    createdAt: '2025-01-01T00:00:00Z',
    graftVersion: '0.0.0',
    baseModel: { ...baseModel, tunedBlockCount: 2 },
    calibration: { temperature: 1, noneThreshold: null },
    metrics: { validation: null, test: null },
  };
  const exportWith = (layers: typeof tunedLayers) =>
    client.exportModel(
      {
        format: 'full-model',
        precision: 'float32',
        head,
        description,
        tunedLayers: layers,
        calibration: [],
        pictures,
        fetchesProgram: false,
      },
      async () => 'continue',
    );
  const made = await exportWith(tunedLayers);
  if (made === null || isFailure(made)) throw new Error(JSON.stringify(made));
  expect(made.check).toMatchObject({ outcome: 'compared', imageCount: 1, passed: true });
  const { model, metadata } = await loadExportedModel(made.file.bytes);
  expect(metadata).toMatchObject({ baseModel: { tunedBlockCount: 2 } });
  const prepared = await prepareForClassification(image, 224, createNodePorts(server.builtInBaseUrl).images);
  if (isFailure(prepared)) throw new Error(JSON.stringify(prepared));
  const input = tf.tensor4d(scalePixels([prepared.pixels], 224, 1, baseModel.inputRange), [1, 224, 224, 3]);
  const probabilities = (await (model.predict(input) as tf.Tensor).data()) as Float32Array;
  input.dispose();
  model.dispose();
  expect(largestDifference(probabilities, tuned.probabilities)).toBeLessThan(1e-4);

  const misfit = tunedLayers.toReversed();
  expect(await client.classifyImage(image, head, false, misfit)).toMatchObject({
    kind: 'model-of-other-base',
  });
  expect(await exportWith(misfit)).toMatchObject({ kind: 'model-of-other-base' });

  const crashed = new Promise((resolve) => client.onCrash(resolve));
  engine.crash('test');
  await crashed;
  await client.start({ backend: 'wasm', baseModel: { kind: 'built-in' } }, () => {});
  expect((await classify(tunedLayers)).probabilities).toEqual(tuned.probabilities);
});
