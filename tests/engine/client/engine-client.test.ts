import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { isFailure } from '../../../src/core/shared/failure.ts';
import type { Head } from '../../../src/core/training/head.ts';
import { defaultTrainingSettings } from '../../../src/core/training/training-settings.ts';
import { type ConnectedEngine, connectEngine } from '../support/connect-engine.ts';
import { drawPng } from '../support/draw-image.ts';
import { startServer, type TestServer } from '../support/serve.ts';

let server: TestServer;
let engine: ConnectedEngine;

beforeAll(async () => {
  server = await startServer();
});

afterAll(() => server.close());

beforeEach(() => {
  engine = connectEngine(server.builtInBaseUrl);
});

afterEach(() => {
  vi.unstubAllGlobals();
  engine.close();
});

/** Those of the message channels made from now on that are still open. */
function watchChannels(): ReadonlySet<MessageChannel> {
  const open = new Set<MessageChannel>();
  class WatchedChannel extends MessageChannel {
    constructor() {
      super();
      open.add(this);
      this.port1.addEventListener('close', () => open.delete(this));
    }
  }
  vi.stubGlobal('MessageChannel', WatchedChannel);
  return open;
}

function start() {
  return engine.client.start({ backend: 'wasm', baseModel: { kind: 'built-in' } }, () => {});
}

const images = Array.from({ length: 30 }, (_, i) => ({ id: `${i}`, image: drawPng('stripes', i, 48) }));

const head: Head = {
  embeddingSize: 1024,
  classCount: 2,
  layers: [
    {
      inputSize: 1024,
      outputSize: 2,
      kernel: new Float32Array(2048),
      bias: new Float32Array(2),
      activation: 'linear',
    },
  ],
};

const trainingRequest = {
  embeddings: { sampleCount: 2, embeddingSize: 2, values: Float32Array.of(1, 0, 0, 1) },
  classIndexes: Int32Array.of(0, 1),
  classCount: 2,
  trainingRows: Int32Array.of(0, 1),
  validationRows: Int32Array.of(),
  settings: { ...defaultTrainingSettings, epochs: 1000 },
};

test('no call waits for a worker that was never started', async () => {
  const stopped = { kind: 'engine-crashed', detail: 'the engine is not running' };
  expect(await engine.client.classifyImage(drawPng('discs', 1), head)).toEqual(stopped);
  expect(await engine.client.embedImages(images, async () => 'continue')).toEqual(stopped);
  await expect(engine.client.countTensors()).rejects.toThrow('not running');
  expect(engine.spawnCount()).toBe(0);
});

test('a frame that no worker takes over is closed', async () => {
  const close = vi.fn();
  const frame = { width: 64, height: 48, close } as ImageBitmap;
  expect(await engine.client.classifyImage(frame, head)).toMatchObject({ kind: 'engine-crashed' });
  expect(close).toHaveBeenCalled();
});

test('every call under way is answered when the worker dies', async () => {
  await start();
  const crashes: unknown[] = [];
  engine.client.onCrash((failure) => crashes.push(failure));
  let epochCount = 0;
  const calls = [
    engine.client.embedImages(images, async () => 'continue'),
    engine.client.embedImages(images, async () => 'continue'),
    engine.client.trainHead(trainingRequest, async () => {
      epochCount++;
      return 'continue';
    }),
    engine.client.classifyImage(drawPng('discs', 1), head),
    start(),
  ];
  const table = engine.client.predictTable(head, {
    sampleCount: 1,
    embeddingSize: 1024,
    values: new Float32Array(1024),
  });
  engine.crash('a meteorite');
  await expect(table).rejects.toThrow('a meteorite');
  const failure = { kind: 'engine-crashed', detail: 'a meteorite' };
  expect(await Promise.all(calls)).toEqual(calls.map(() => failure));
  expect(crashes).toEqual([failure]);
  const epochsAtCrash = epochCount;
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(epochCount).toBe(epochsAtCrash);
});

test('a worker that cannot be set up ends with that reason, and the next start tries another', async () => {
  let canDraw = false;
  const engine = connectEngine(server.builtInBaseUrl, (ports) => {
    if (!canDraw) throw new Error('this browser cannot draw');
    return ports;
  });
  const crashes: unknown[] = [];
  engine.client.onCrash((failure) => crashes.push(failure));
  const request = { backend: 'wasm', baseModel: { kind: 'built-in' } } as const;
  const failure = { kind: 'engine-crashed', detail: 'it could not be set up: this browser cannot draw' };
  expect(await engine.client.start(request, () => {})).toEqual(failure);
  expect(crashes).toEqual([failure]);
  canDraw = true;
  expect(await engine.client.start(request, () => {})).toMatchObject({ backend: 'wasm' });
  expect(engine.spawnCount()).toBe(2);
  engine.close();
});

test('the next start makes a new worker, with which everything works', async () => {
  await start();
  engine.crash('a meteorite');
  expect(
    await engine.client.exportModel({ format: 'full-model' } as never, async () => 'continue'),
  ).toMatchObject({
    kind: 'engine-crashed',
  });
  expect(isFailure(await start())).toBe(false);
  expect(engine.spawnCount()).toBe(2);
  expect(await engine.client.embedImages(images.slice(0, 3), async () => 'continue')).toMatchObject({
    imagesEmbedded: 3,
  });
});

test('a worker that crashed is ended, as it may still hold a graphics processor', async () => {
  await start();
  engine.crash('a meteorite');
  await start();
  expect(engine.terminateCount()).toBe(1);
});

test('a start that is given up ends the worker, and nobody hears of a crash', async () => {
  const crashes: unknown[] = [];
  engine.client.onCrash((failure) => crashes.push(failure));
  const starting = start();
  engine.client.abandon({ kind: 'start-stopped' });
  expect(await starting).toEqual({ kind: 'start-stopped' });
  expect(engine.terminateCount()).toBe(1);
  expect(crashes).toEqual([]);
  expect(await start()).toMatchObject({ backend: 'wasm' });
  expect(engine.spawnCount()).toBe(2);
});

test('no channel for a callback stays open once its call has ended', async () => {
  const openChannels = watchChannels();
  await start();
  expect(await engine.client.embedImages(images.slice(0, 5), async () => 'continue')).toMatchObject({
    imagesEmbedded: 5,
  });
  const settings = { ...trainingRequest.settings, epochs: 3 };
  await engine.client.trainHead({ ...trainingRequest, settings }, async () => 'continue');
  await start();
  const failing = engine.client.embedImages(images.slice(0, 5), async () => {
    throw new Error('the page has a bug');
  });
  await expect(failing).rejects.toThrow('the page has a bug');
  // The worker's own channel is left.
  await vi.waitFor(() => expect(openChannels.size).toBe(1), { timeout: 10_000 });
});

test('a second start uses the worker that is there', async () => {
  await start();
  await start();
  expect(engine.spawnCount()).toBe(1);
});

test('a listener that was taken away hears of no crash', async () => {
  const crashes: unknown[] = [];
  const forget = engine.client.onCrash((failure) => crashes.push(failure));
  await start();
  forget();
  engine.crash('a meteorite');
  await start();
  expect(crashes).toEqual([]);
});

test('an image is classified in the middle of a long embedding run', async () => {
  await start();
  let embeddedBefore = 0;
  let classified = false;
  const run = engine.client.embedImages(images, async (group) => {
    if (!classified) embeddedBefore += group.length;
    return 'continue';
  });
  const result = await engine.client.classifyImage(drawPng('discs', 1), head);
  classified = true;
  expect(result).toMatchObject({ probabilities: Float32Array.of(0.5, 0.5) });
  expect(embeddedBefore).toBeLessThan(images.length);
  expect(await run).toMatchObject({ imagesEmbedded: images.length });
});

test('an error of the page in a callback ends the call with that error', async () => {
  await start();
  const run = engine.client.embedImages(images, async () => {
    throw new Error('the page has a bug');
  });
  await expect(run).rejects.toThrow('the page has a bug');
  expect(await engine.client.embedImages(images.slice(0, 2), async () => 'continue')).toMatchObject({
    imagesEmbedded: 2,
  });
});

test('an error of the page in the middle of a training run leaves no tensor behind', async () => {
  await start();
  const before = await engine.client.countTensors();
  const run = engine.client.trainHead(trainingRequest, async (step) => {
    if (step.phase === 'fit' && step.record.epoch === 3) throw new Error('the page has a bug');
    return 'continue';
  });
  await expect(run).rejects.toThrow('the page has a bug');
  expect(await engine.client.countTensors()).toBe(before);
});
