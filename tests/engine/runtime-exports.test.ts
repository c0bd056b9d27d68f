import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TunedLayers } from '../../src/core/embedding/tuned-layers.ts';
import { isFailure } from '../../src/core/shared/failure.ts';
import { createRandom, randomNormal } from '../../src/core/shared/random.ts';
import type { EngineApi } from '../../src/engine/engine-api.ts';
import { createTestHead, describeTestModel, readBuiltInBase } from '../core/export/export-fixtures.ts';
import { type ConnectedEngine, connectEngine } from './support/connect-engine.ts';
import { drawPng } from './support/draw-image.ts';
import { startServer, type TestServer } from './support/serve.ts';

const labels = ['stripes', 'discs', 'checks'];
const head = createTestHead(1024, 0, labels.length);
const pictures = (['stripes', 'discs', 'checks'] as const).map((motif, index) => ({
  imageHash: motif,
  image: drawPng(motif, index, 224),
}));

let server: TestServer;
let engine: ConnectedEngine;

beforeAll(async () => {
  server = await startServer();
  engine = connectEngine(server.builtInBaseUrl);
  const started = await engine.client.start({ backend: 'wasm', baseModel: { kind: 'built-in' } }, () => {});
  if (isFailure(started)) throw new Error(JSON.stringify(started));
});

afterAll(async () => {
  engine?.close();
  await server?.close();
});

/** The studio runs the base model on kernels of its own, the file on TF.js: they round differently. Half precision gives ten times this. */
const rounding = 1e-5;

type Format = 'offline-page' | 'scratch-extension' | 'web-component';

async function write(format: Format, tunedLayers: TunedLayers | null) {
  const exportModel: EngineApi['exportModel'] = (...rest) => engine.client.exportModel(...rest);
  const tunedBlockCount = (tunedLayers?.length ?? 0) / 2;
  const made = await exportModel(
    {
      format,
      head,
      description: describeTestModel(labels, { tunedBlockCount }),
      tunedLayers,
      calibration: [],
      pictures,
      fetchesProgram: false,
    },
    async () => 'continue',
  );
  if (made === null || isFailure(made)) throw new Error(JSON.stringify(made));
  return made;
}

test.each([
  ['offline-page', 'page'],
  ['scratch-extension', 'blocks'],
  ['web-component', 'element'],
] as const)(
  '%s: what is read from the file is the studio itself, and the check says that its %s did not run',
  async (format, around) => {
    const { file, check } = await write(format, null);
    const client = `Graft 9.8.7 (the model in it, without the ${around})`;
    expect(check).toMatchObject({ outcome: 'compared', client, imageCount: 3, passed: true });
    const { largestDifference } = check as { readonly largestDifference: number };
    expect(largestDifference).toBeLessThan(rounding);
    const text =
      format === 'web-component'
        ? strFromU8(unzipSync(file.bytes)['model/classifier.json'] ?? new Uint8Array())
        : strFromU8(file.bytes).replaceAll('\\"', '"');
    // The file says what came of its check.
    expect(text).toContain(`"largestDifference":${largestDifference}`);
  },
);

test('with as many trained blocks as there may be it rounds nothing either, and stays below 16 MB', async () => {
  const random = createRandom(3);
  const base = await readBuiltInBase();
  const tunedLayers = base.layers.slice(-8).map(({ kernel, bias }) => ({
    kernel: kernel.map((value) => value * (1 + 0.01 * randomNormal(random))),
    bias,
  }));
  const { file, check } = await write('offline-page', tunedLayers);
  expect(check).toMatchObject({ outcome: 'compared', passed: true });
  expect((check as { readonly largestDifference: number }).largestDifference).toBeLessThan(rounding);
  expect(file.bytes.length).toBeLessThan(16e6);
});
