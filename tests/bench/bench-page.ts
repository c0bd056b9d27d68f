import * as Comlink from 'comlink';
import { stackEmbeddings } from '../../src/core/embedding/embedding-table.ts';
import { evaluate } from '../../src/core/evaluation/evaluate.ts';
import { isFailure } from '../../src/core/shared/failure.ts';
import { createRandom, shuffled } from '../../src/core/shared/random.ts';
import { defaultTrainingSettings, type TrainingSettings } from '../../src/core/training/training-settings.ts';
import { createEngineClient } from '../../src/engine/client/create-engine-client.ts';
import { spawnWorker } from '../../src/engine/client/spawn-worker.ts';
import type { BackendName } from '../../src/engine/engine-api.ts';
import type { Yardsticks } from './yardstick-worker.ts';

/** What one backend gave: ms per image of each round, ms per epoch of each round. */
export interface BackendTimes {
  readonly backend: BackendName;
  readonly bareBatchSize: number;
  readonly bare: readonly number[];
  readonly embed: readonly number[];
  readonly trainingLinear: { readonly fit: readonly number[]; readonly ours: readonly number[] };
  readonly trainingHidden: { readonly fit: readonly number[]; readonly ours: readonly number[] };
}

const modelUrl = new URL('models/mobilenet-v1/', document.baseURI).href;

/** The bare forward pass and the engine's own pipeline in turn, on one backend. @returns null where it does not run */
async function timeBackend(
  backend: BackendName,
  imageCount: number,
  rounds: number,
): Promise<BackendTimes | null> {
  const worker = new Worker(new URL('./yardstick-worker.ts', import.meta.url), { type: 'module' });
  const yardsticks = Comlink.wrap<Yardsticks>(worker);
  if (!(await yardsticks.setUp(backend, modelUrl))) return null;
  const engine = createEngineClient({ spawnWorker, setup: { builtInBaseUrl: modelUrl } });
  const started = await engine.start({ backend, baseModel: { kind: 'built-in' } }, () => {});
  if (isFailure(started)) return null;

  const images = await makePhotos(imageCount);
  const batchSizes = backend === 'wasm' ? [1, 4, 8, 16] : [8];
  let bareBatchSize = batchSizes[0] as number;
  let bestMs = Number.POSITIVE_INFINITY;
  for (const batchSize of batchSizes) {
    await yardsticks.timeForward(batchSize, batchSize);
    const ms = await yardsticks.timeForward(batchSize, Math.min(images.length, 32));
    if (ms < bestMs) [bestMs, bareBatchSize] = [ms, batchSize];
  }
  const bare: number[] = [];
  const embed: number[] = [];
  for (let round = 0; round < rounds; round++) {
    bare.push(await yardsticks.timeForward(bareBatchSize, images.length));
    const startMs = performance.now();
    const result = await engine.embedImages(
      images.map((image, index) => ({ id: String(index), image })),
      async () => 'continue',
    );
    if (isFailure(result)) throw new Error(result.kind);
    embed.push((performance.now() - startMs) / images.length);
  }
  const trainingLinear = await yardsticks.timeTraining(rounds, 0);
  const trainingHidden = await yardsticks.timeTraining(backend === 'wasm' ? rounds : 1, 100);
  worker.terminate();
  return { backend, bareBatchSize, bare, embed, trainingLinear, trainingHidden };
}

/**
 * Mean held-out accuracy of each candidate in a stratified cross-validation of one data set's training part, with the
 * studio's own recipe inside each fold: 15 % held out to find the best epoch, then the refit. The test part is not seen.
 */
async function crossValidate(
  images: readonly string[],
  classOfImage: readonly number[],
  candidates: readonly Partial<TrainingSettings>[],
  foldCount: number,
): Promise<number[]> {
  const engine = createEngineClient({ spawnWorker, setup: { builtInBaseUrl: modelUrl } });
  const started = await engine.start({ backend: 'wasm', baseModel: { kind: 'built-in' } }, () => {});
  if (isFailure(started)) throw new Error(started.kind);
  const embeddings: Float32Array[] = [];
  await engine.embedImages(
    images.map((base64, index) => ({ id: String(index), image: decodeBase64(base64) })),
    async (results) => {
      for (const result of results) {
        if ('failure' in result) throw new Error(result.failure.kind);
        embeddings[Number(result.id)] = result.embedding;
      }
      return 'continue';
    },
  );
  const classIndexes = Int32Array.from(classOfImage);
  const classCount = Math.max(...classIndexes) + 1;
  const table = stackEmbeddings(embeddings, started.baseModel.embeddingSize);
  const fold = dealStratified(classIndexes, foldCount, createRandom(100));

  const means: number[] = [];
  for (const candidate of candidates) {
    let right = 0;
    for (let heldOut = 0; heldOut < foldCount; heldOut++) {
      const rows = [...fold.keys()].filter((row) => fold[row] !== heldOut);
      const inner = dealStratified(
        Int32Array.from(rows, (row) => classIndexes[row] as number),
        7,
        createRandom(heldOut),
      );
      const outcome = await engine.trainHead(
        {
          embeddings: table,
          classIndexes,
          classCount,
          trainingRows: Int32Array.from(rows.filter((_, i) => inner[i] !== 0)),
          validationRows: Int32Array.from(rows.filter((_, i) => inner[i] === 0)),
          settings: { ...defaultTrainingSettings, ...candidate, seed: heldOut },
        },
        async () => 'continue',
      );
      if (isFailure(outcome)) throw new Error(outcome.kind);
      const heldOutRows = [...fold.keys()].filter((row) => fold[row] === heldOut);
      const probabilities = await engine.predictTable(
        outcome.head,
        stackEmbeddings(
          heldOutRows.map((row) => embeddings[row] as Float32Array),
          table.embeddingSize,
        ),
      );
      const trueClasses = heldOutRows.map((row) => classIndexes[row] as number);
      right += (evaluate(probabilities, trueClasses, classCount)?.accuracy ?? 0) * heldOutRows.length;
    }
    means.push(right / images.length);
  }
  return means;
}

/** Deals the samples of each class to `groupCount` groups in turn, in random order. @returns each sample's group */
function dealStratified(
  classIndexes: Int32Array,
  groupCount: number,
  random: ReturnType<typeof createRandom>,
): number[] {
  const groups = new Array<number>(classIndexes.length).fill(0);
  for (const classIndex of new Set(classIndexes)) {
    const rows = [...classIndexes.keys()].filter((row) => classIndexes[row] === classIndex);
    shuffled(rows, random).forEach((row, i) => {
      groups[row] = i % groupCount;
    });
  }
  return groups;
}

/** JPEGs of 500 x 400 pixels with the detail of a photograph, so that the bench needs no data set. */
async function makePhotos(count: number): Promise<Blob[]> {
  const canvas = new OffscreenCanvas(500, 400);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  const random = createRandom(7);
  const photos: Blob[] = [];
  for (let photo = 0; photo < count; photo++) {
    const picture = context.createImageData(canvas.width, canvas.height);
    const waves = Array.from({ length: 12 }, () => random.next());
    for (let i = 0; i < picture.data.length; i += 4) {
      const x = ((i / 4) % canvas.width) / 40;
      const y = i / 4 / canvas.width / 40;
      for (let channel = 0; channel < 3; channel++) {
        const [a, b, c, d] = waves.slice(channel * 4, channel * 4 + 4) as [number, number, number, number];
        picture.data[i + channel] =
          128 + 90 * Math.sin(x * a * 3 + y * b * 3 + c * 7) + 60 * (random.next() - 0.5) * d;
      }
      picture.data[i + 3] = 255;
    }
    context.putImageData(picture, 0, 0);
    photos.push(await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.88 }));
  }
  return photos;
}

function decodeBase64(base64: string): Blob {
  return new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))]);
}

const bench = { timeBackend, crossValidate };
export type Bench = typeof bench;
declare global {
  interface Window {
    bench: Bench;
  }
}
window.bench = bench;
