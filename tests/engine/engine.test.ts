import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkParity } from '../../src/core/embedding/check-parity.ts';
import { stackEmbeddings } from '../../src/core/embedding/embedding-table.ts';
import { createParityImage } from '../../src/core/embedding/parity-image.ts';
import { isFailure } from '../../src/core/shared/failure.ts';
import { defaultTrainingSettings } from '../../src/core/training/training-settings.ts';
import type { TrainingRequest, TrainingResult } from '../../src/core/training/training-types.ts';
import type {
  EmbeddedImage,
  EmbedTimings,
  ImageToEmbed,
  StartResult,
  StartStep,
} from '../../src/engine/engine-api.ts';
import { type ConnectedEngine, connectEngine } from './support/connect-engine.ts';
import { drawPixels, drawPng, toPng } from './support/draw-image.ts';
import { startServer, type TestServer } from './support/serve.ts';

let server: TestServer;
let engine: ConnectedEngine;
let started: StartResult;
const steps: StartStep[] = [];

beforeAll(async () => {
  server = await startServer();
  engine = connectEngine(server.builtInBaseUrl);
  const result = await engine.client.start({ backend: 'wasm', baseModel: { kind: 'built-in' } }, (step) => {
    steps.push(step);
  });
  if (isFailure(result)) throw new Error(JSON.stringify(result));
  started = result;
});

afterAll(async () => {
  engine.close();
  await server.close();
});

/** Embeds and keeps what was reported. */
async function embed(images: readonly ImageToEmbed[], knownImageHashes?: ReadonlySet<string>) {
  const results: EmbeddedImage[] = [];
  const keep = async (group: readonly EmbeddedImage[]) => {
    results.push(...group);
    return 'continue' as const;
  };
  const timings = await engine.client.embedImages(images, keep, knownImageHashes);
  return { results, timings: timings as EmbedTimings };
}

function embeddingOf(result: EmbeddedImage | undefined): Float32Array<ArrayBuffer> {
  if (result === undefined || !('embedding' in result))
    throw new Error(`not embedded: ${JSON.stringify(result)}`);
  return result.embedding;
}

describe('start', () => {
  test('says which backend and which base model run, with progress on the way', () => {
    expect(started.backend).toBe('wasm');
    expect(started.baseModel).toMatchObject({
      name: 'MobileNet V1 1.0',
      inputSize: 224,
      embeddingSize: 1024,
      exportable: true,
    });
    expect(started.baseModel.parameterCount).toBeGreaterThan(3_000_000);
    const loading = steps.filter((step) => step.step === 'loading-base-model');
    expect(loading.at(-1)).toMatchObject({ loadedBytes: 6413952, totalBytes: 6413952 });
    expect(steps).toContainEqual({ step: 'measuring-backend', backend: 'wasm' });
  });

  test('reports what is known about each backend', () => {
    const states = Object.fromEntries(started.reports.map(({ backend, state }) => [backend, state]));
    expect(states).toEqual({ webgpu: 'untried', webgl: 'untried', wasm: 'ready', cpu: 'untried' });
  });
});

describe('embedImages', () => {
  test('gives the stored answer for the parity image', async () => {
    const parityImage = toPng({ width: 224, height: 224, channels: 3, data: createParityImage(224) });
    const { results } = await embed([{ id: 'parity', image: parityImage }]);
    const manifest = await (await fetch(`${server.builtInBaseUrl}model.json`)).json();
    const parity = checkParity(embeddingOf(results[0]), manifest.parityEmbedding);
    expect(parity.cosine).toBeGreaterThan(0.9999);
    expect(parity.right).toBe(true);
  });

  test('reports each image once, in order, the broken ones with their reason', async () => {
    const png = drawPng('discs', 7);
    const images: ImageToEmbed[] = Array.from({ length: 11 }, (_, i) => ({
      id: `image ${i}`,
      image: drawPng('stripes', i, 60 + 17 * i, 90),
    }));
    images[3] = { id: 'image 3', image: png.slice(0, png.size - 400, 'image/png') };
    images[5] = { id: 'image 5', image: new Blob(['dear diary'], { type: 'text/plain' }) };
    images[8] = { id: 'image 8', image: new Blob([], { type: 'image/png' }) };
    const { results, timings } = await embed(images);
    expect(results.map(({ id }) => id)).toEqual(images.map(({ id }) => id));
    const failures = results.map((result) => ('failure' in result ? result.failure.kind : null));
    expect(failures.filter((kind) => kind !== null)).toEqual([
      'file-damaged',
      'file-not-an-image',
      'file-empty',
    ]);
    expect([3, 5, 8].every((i) => failures[i] !== null)).toBe(true);
    expect(timings.imagesEmbedded).toBe(8);
    expect(results[1]).toMatchObject({ width: 77, height: 90 });
  });

  test('gives an image the same embedding alone and among others', async () => {
    const images = [0, 1, 2, 3, 4, 5].map((seed) => ({ id: `${seed}`, image: drawPng('checks', seed) }));
    const together = await embed(images);
    const alone = await embed([images[4] as ImageToEmbed]);
    const [a, b] = [embeddingOf(together.results[4]), embeddingOf(alone.results[0])];
    expect(Math.max(...a.map((value, i) => Math.abs(value - (b[i] as number))))).toBeLessThan(1e-4);
    expect(embeddingOf(together.results[3])).not.toEqual(a);
  });

  test('hashes the bytes of the file', async () => {
    const image = new Blob([await drawPng('discs', 1).arrayBuffer()], { type: 'image/png' });
    const digest = await crypto.subtle.digest('SHA-256', await image.arrayBuffer());
    const { results } = await embed([{ id: 'a', image }]);
    expect(results[0]).toMatchObject({ imageHash: Buffer.from(digest).toString('hex') });
  });

  test('computes the embedding of equal files once, and knows them again in a later run', async () => {
    const bytes = await drawPng('stripes', 5).arrayBuffer();
    const file = (id: string) => ({ id, image: new Blob([bytes], { type: 'image/png' }) });
    const other = { id: 'other', image: drawPng('stripes', 6) };
    const { results, timings } = await embed([file('a'), file('b'), other, file('c')]);
    expect(results.map(({ id }) => id)).toEqual(['a', 'b', 'other', 'c']);
    const [a, b, , c] = results;
    if (a === undefined || !('embedding' in a)) throw new Error('the first was not embedded');
    expect(b).toEqual({ id: 'b', knownImageHash: a.imageHash });
    expect(c).toEqual({ id: 'c', knownImageHash: a.imageHash });
    expect(timings.imagesEmbedded).toBe(2);

    const later = await embed(
      [file('d'), { id: 'new', image: drawPng('stripes', 7) }],
      new Set([a.imageHash]),
    );
    expect(later.results[0]).toEqual({ id: 'd', knownImageHash: a.imageHash });
    expect(embeddingOf(later.results[1])).toHaveLength(1024);
    expect(later.timings.imagesEmbedded).toBe(1);

    // What is known is the caller's word: the engine itself keeps nothing from one run to the next.
    const anew = await embed([file('e')]);
    const [before, again] = [a.embedding, embeddingOf(anew.results[0])];
    expect(Math.max(...before.map((value, i) => Math.abs(value - (again[i] as number))))).toBeLessThan(1e-5);
  });

  test('refuses too many pixels by the header alone, and what is fully transparent', async () => {
    const huge = new Uint8Array(await drawPng('discs', 1).arrayBuffer());
    // Width and height of a PNG stand at bytes 16 and 20.
    new DataView(huge.buffer).setUint32(16, 20_000);
    new DataView(huge.buffer).setUint32(20, 14_000);
    const nothing = toPng({ width: 8, height: 8, channels: 4, data: new Uint8Array(8 * 8 * 4) });
    const { results } = await embed([
      { id: 'huge', image: new Blob([huge], { type: 'image/png' }) },
      { id: 'nothing', image: nothing },
    ]);
    expect(results).toEqual([
      {
        id: 'huge',
        failure: { kind: 'file-too-many-pixels', width: 20_000, height: 14_000, limit: 100_000_000 },
      },
      { id: 'nothing', failure: { kind: 'file-fully-transparent' } },
    ]);
  });

  test('stops when told to, and reports no image after that', async () => {
    const images = Array.from({ length: 60 }, (_, i) => ({ id: `${i}`, image: drawPng('discs', i, 64) }));
    const seen: string[] = [];
    const timings = await engine.client.embedImages(images, async (group) => {
      seen.push(...group.map(({ id }) => id));
      return seen.length >= 8 ? 'stop' : 'continue';
    });
    expect(seen).toEqual(images.slice(0, seen.length).map(({ id }) => id));
    expect(seen.length).toBeLessThan(20);
    expect(timings).toMatchObject({ imagesEmbedded: seen.length });
  });

  test('runs one after the other when asked twice at a time', async () => {
    const order: string[] = [];
    const run = (name: string) =>
      engine.client.embedImages(
        [0, 1, 2, 3, 4].map((i) => ({ id: `${name} ${i}`, image: drawPng('discs', i, 64) })),
        async (group) => {
          order.push(...group.map(({ id }) => id[0] as string));
          return 'continue';
        },
      );
    await Promise.all([run('a'), run('b')]);
    expect(order.join('')).toBe('aaaaabbbbb');
  });

  test('takes an empty list', async () => {
    const { results, timings } = await embed([]);
    expect(results).toEqual([]);
    expect(timings.imagesEmbedded).toBe(0);
  });
});

describe('near duplicates', () => {
  test('are found among images as they were embedded, with progress, and leave no tensor behind', async () => {
    const { client } = engine;
    const seeds = [3, 4, 5, 6, 7, 8];
    const images = seeds.map((seed) => ({ id: `${seed}`, image: drawPng('discs', seed, 160) }));
    // The same picture in half the size: other bytes, other pixels.
    images.push({ id: 'copy', image: drawSmaller(drawPixels('discs', 5, 160), 160) });
    const { results } = await embed(images);
    const pixels = results.map((result) => {
      if (!('embedding' in result)) throw new Error(JSON.stringify(result));
      return result.pixels;
    });
    const request = () => ({ embeddings: stackEmbeddings(results.map(embeddingOf), 1024), pixels });
    const before = await client.countTensors();
    const fractions: number[] = [];
    const groups = await client.findNearDuplicates(request(), async (doneFraction) => {
      fractions.push(doneFraction);
      return 'continue';
    });
    expect(groups).toEqual([[2, 6]]);
    expect(fractions.at(-1)).toBeGreaterThan(0);
    expect(await client.findNearDuplicates(request(), async () => 'stop')).toBeNull();
    expect(await client.countTensors()).toBe(before);
  });

  function drawSmaller(rgb: Uint8Array, side: number): Blob {
    const half = side / 2;
    const data = Uint8Array.from({ length: half * half * 3 }, (_, i) => {
      const [pixel, channel] = [Math.floor(i / 3), i % 3];
      const at = 2 * Math.floor(pixel / half) * side + 2 * (pixel % half);
      const sum = [at, at + 1, at + side, at + side + 1].reduce(
        (all, place) => all + (rgb[3 * place + channel] as number),
        0,
      );
      return sum / 4;
    });
    return toPng({ width: half, height: half, data, channels: 3 });
  }
});

describe('the way from images to predictions', () => {
  test('trains, predicts, classifies and exports, and leaves no tensor behind', async () => {
    const { client } = engine;
    const before = await client.countTensors();
    const motifs = ['stripes', 'discs', 'checks'] as const;
    const images = motifs.flatMap((motif) =>
      Array.from({ length: 8 }, (_, i) => ({ id: `${motif} ${i}`, image: drawPng(motif, 100 + i, 128) })),
    );
    const { results } = await embed(images);
    const embeddings = stackEmbeddings(results.map(embeddingOf), 1024);
    const rows = Array.from({ length: images.length }, (_, row) => row);
    const request: TrainingRequest = {
      embeddings,
      classIndexes: Int32Array.from(rows, (row) => Math.floor(row / 8)),
      classCount: 3,
      trainingRows: Int32Array.from(rows.filter((row) => row % 8 < 6)),
      validationRows: Int32Array.from(rows.filter((row) => row % 8 >= 6)),
      settings: { ...defaultTrainingSettings, epochs: 12 },
    };
    const epochs: number[] = [];
    const outcome = await client.trainHead(request, async (step) => {
      if (step.phase === 'fit') epochs.push(step.record.epoch);
      return 'continue';
    });
    expect(isFailure(outcome)).toBe(false);
    const { head } = outcome as TrainingResult;
    expect(epochs).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));

    const probabilities = await client.predictTable(head, embeddings);
    expect(probabilities).toHaveLength(images.length * 3);
    const right = rows.filter((row) => {
      const ofRow = [...probabilities.slice(row * 3, row * 3 + 3)];
      return ofRow.indexOf(Math.max(...ofRow)) === Math.floor(row / 8);
    });
    expect(right.length).toBeGreaterThanOrEqual(22);

    const classified = await client.classifyImage((images[9] as ImageToEmbed).image, head);
    if (isFailure(classified)) throw new Error(JSON.stringify(classified));
    for (const [column, probability] of classified.probabilities.entries()) {
      expect(probability).toBeCloseTo(probabilities[27 + column] as number, 4);
    }

    const description = {
      labels: [...motifs],
      createdAt: '2025-01-01T00:00:00Z',
      graftVersion: '0.0.0',
      baseModel: { ...started.baseModel, tunedBlockCount: 0 },
      calibration: { temperature: 1, noneThreshold: null },
      metrics: { validation: null, test: null },
    };
    const pictures = [1, 9, 17].map((row) => ({
      imageHash: `${row}`,
      image: (images[row] as ImageToEmbed).image,
    }));
    const model = { head, description, tunedLayers: null, calibration: [], pictures, fetchesProgram: false };
    const counts: number[] = [];
    for (const [format, leastBytes] of [
      ['head', 12_000],
      ['full-model', 10_000_000],
    ] as const) {
      const made = await client.exportModel({ format, precision: 'float32', ...model }, async (progress) => {
        if (progress.stage === 'checking') counts.push(progress.doneCount);
        return 'continue';
      });
      if (made === null || isFailure(made)) throw new Error(JSON.stringify(made));
      const { file, check } = made;
      expect(file.bytes.length).toBeGreaterThan(leastBytes);
      expect(check).toMatchObject({
        outcome: 'compared',
        client: 'TensorFlow.js 4.22.0',
        imageCount: 3,
        sameClassCount: 3,
        passed: true,
      });
      const metadata = unzipSync(file.bytes)['metadata.json'];
      expect(JSON.parse(strFromU8(metadata as Uint8Array)).check).toMatchObject(check);
    }
    // Once all are done, the file with the outcome in it is asked the same.
    const each = [0, 1, 2, 3, 3, 3, 3];
    expect(counts).toEqual([...each, ...each]);
    expect(await client.countTensors()).toBe(before);
  });

  test('stops training within an epoch of where it is told to', async () => {
    const request: TrainingRequest = {
      embeddings: {
        sampleCount: 4,
        embeddingSize: 2,
        values: Float32Array.of(1, 0, 0.9, 0.1, 0, 1, 0.1, 0.9),
      },
      classIndexes: Int32Array.of(0, 0, 1, 1),
      classCount: 2,
      trainingRows: Int32Array.of(0, 1, 2, 3),
      validationRows: Int32Array.of(),
      settings: { ...defaultTrainingSettings, epochs: 40 },
    };
    const outcome = await engine.client.trainHead(request, async (step) =>
      step.phase === 'fit' && step.record.epoch === 3 ? 'stop' : 'continue',
    );
    expect(outcome).toMatchObject({ ending: 'stopped' });
    expect([3, 4]).toContain((outcome as TrainingResult).history.length);
  });

  test('answers a head of another base model with a failure', async () => {
    const head = {
      embeddingSize: 2,
      classCount: 2,
      layers: [
        {
          inputSize: 2,
          outputSize: 2,
          kernel: new Float32Array(4),
          bias: new Float32Array(2),
          activation: 'linear' as const,
        },
      ],
    };
    expect(await engine.client.classifyImage(drawPng('discs', 1), head)).toMatchObject({
      kind: 'model-of-other-base',
    });
  });
});
