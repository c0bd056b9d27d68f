import { afterAll, beforeAll, expect, test } from 'vitest';
import { stackEmbeddings } from '../../src/core/embedding/embedding-table.ts';
import type { ApproachName, ApproachResult } from '../../src/core/experiments/approach.ts';
import type { LearningResult } from '../../src/core/experiments/learning-curve.ts';
import { isFailure } from '../../src/core/shared/failure.ts';
import { defaultTrainingSettings } from '../../src/core/training/training-settings.ts';
import type { EmbeddedImage } from '../../src/engine/engine-api.ts';
import { type ConnectedEngine, connectEngine } from './support/connect-engine.ts';
import { drawPng } from './support/draw-image.ts';
import { startServer, type TestServer } from './support/serve.ts';

let server: TestServer;
let engine: ConnectedEngine;
const pictures = Array.from({ length: 8 }, (_, seed) => ({
  imageHash: `hash ${seed}`,
  image: drawPng(seed % 2 === 0 ? 'stripes' : 'discs', seed),
}));
let embeddings: ReturnType<typeof stackEmbeddings>;

beforeAll(async () => {
  server = await startServer();
  engine = connectEngine(server.builtInBaseUrl);
  const started = await engine.client.start({ backend: 'wasm', baseModel: { kind: 'built-in' } }, () => {});
  if (isFailure(started)) throw new Error(JSON.stringify(started));
  const results: EmbeddedImage[] = [];
  await engine.client.embedImages(
    pictures.map(({ image }, index) => ({ id: String(index), image })),
    async (group) => {
      results.push(...group);
      return 'continue';
    },
  );
  const rows = results.map((result) => ('embedding' in result ? result.embedding : new Float32Array()));
  embeddings = stackEmbeddings(rows, started.baseModel.embeddingSize);
});

afterAll(async () => {
  engine.close();
  await server.close();
});

/** Two classes; the last two images are judged. */
function createData() {
  return {
    embeddings,
    classIndexes: Int32Array.from([0, 1, 0, 1, 0, 1, 0, 1]),
    classCount: 2,
    trainingRows: Int32Array.from([0, 1, 2, 3, 4, 5]),
    judgedRows: Int32Array.from([6, 7]),
  };
}

test('pictures are embedded at other sizes as an engine that runs at them does, and nothing stays on the backend', async () => {
  const { client } = engine;
  const before = await client.countTensors();
  const sized = await client.embedAtSizes(pictures, [224, 128], async () => 'continue');
  if (sized === null || isFailure(sized)) throw new Error(JSON.stringify(sized));
  expect(await client.embedAtSizes(pictures, [224, 128], async () => 'stop')).toBeNull();
  expect(await client.embedAtSizes(pictures, [100], async () => 'continue')).toMatchObject({
    kind: 'base-model-unfit',
  });
  expect(await client.countTensors()).toBe(before);
  const { readRows, sizes } = sized;
  expect(readRows).toEqual([...pictures.keys()]);
  expect(sizes.map(({ baseModel }) => baseModel.inputSize)).toEqual([224, 128]);
  expect(sizes.every(({ msPerImage }) => msPerImage > 0)).toBe(true);
  expectNear(sizes[0]?.embeddings.values, embeddings.values);

  const small = connectEngine(server.builtInBaseUrl);
  const baseModel = { kind: 'built-in', inputSize: 128 } as const;
  await small.client.start({ backend: 'wasm', baseModel }, () => {});
  const rows: Float32Array[] = [];
  await small.client.embedImages(
    pictures.map(({ image }, index) => ({ id: String(index), image })),
    async (group) => {
      rows.push(...group.map((result) => ('embedding' in result ? result.embedding : new Float32Array())));
      return 'continue';
    },
  );
  small.close();
  expectNear(sizes[1]?.embeddings.values, stackEmbeddings(rows, 1024).values);
});

function expectNear(actual: Float32Array | undefined, expected: Float32Array): void {
  expect(actual).toHaveLength(expected.length);
  const largest = expected.reduce(
    (sofar, value, i) => Math.max(sofar, Math.abs(value - (actual?.[i] ?? 0))),
    0,
  );
  expect(largest).toBeLessThan(1e-4);
}

test('every approach answers through the worker boundary, the pretrained head from its own file', async () => {
  const before = await engine.client.countTensors();
  for (const approach of [
    'majority',
    'imagenet',
    'centroids',
    'neighbours',
  ] as const satisfies readonly ApproachName[]) {
    const fractions: number[] = [];
    const result = await engine.client.tryApproach(
      { approach, data: createData(), seed: 1 },
      null,
      async (done) => {
        fractions.push(done);
        return 'continue';
      },
    );
    if (result === null || isFailure(result)) throw new Error(JSON.stringify(result));
    expect(result.predictedClassIndexes).toHaveLength(2);
    expect(result.commonNames?.length ?? null).toBe(approach === 'imagenet' ? 2 : null);
  }
  expect(await engine.client.countTensors()).toBe(before);
});

test('a network from scratch reads its pictures first, and a stop ends it there', async () => {
  const fractions: number[] = [];
  const result = await engine.client.tryApproach(
    { approach: 'scratch', data: createData(), seed: 1 },
    pictures,
    async (done) => {
      fractions.push(done);
      return done > 0.11 ? 'stop' : 'continue';
    },
  );
  expect(result).toBeNull();
  expect(fractions[0]).toBeCloseTo(0.1);
  expect(fractions.length).toBeLessThan(20);
});

test('a picture that cannot be read is a failure', async () => {
  const broken = pictures.with(3, { imageHash: 'other', image: new Blob(['no image']) });
  const request = { approach: 'scratch', data: createData(), seed: 1 } as const;
  const result = await engine.client.tryApproach(request, broken, async () => 'continue');
  expect(isFailure(result as ApproachResult)).toBe(true);
});

test('a learning curve comes run by run', async () => {
  const results: LearningResult[] = [];
  const runs = [1, null].flatMap((perClass) =>
    (['head', 'neighbours'] as const).map((learner) => ({ learner, perClass, seed: 1 })),
  );
  const request = { data: createData(), runs, settings: { ...defaultTrainingSettings, epochs: 3 } };
  const failure = await engine.client.drawLearningCurve(request, null, async (step) => {
    results.push(...step.results);
    return 'continue';
  });
  expect(failure).toBeNull();
  expect(results).toHaveLength(4);
  expect(results.every(({ accuracy }) => [0, 0.5, 1].includes(accuracy))).toBe(true);
});
