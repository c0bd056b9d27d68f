import { dealFolds } from '../../../src/core/dataset/deal-folds.ts';
import { isFailure } from '../../../src/core/shared/failure.ts';
import { createRandom, deriveSeed, shuffled } from '../../../src/core/shared/random.ts';
import { createEngineClient } from '../../../src/engine/client/create-engine-client.ts';
import { spawnWorker } from '../../../src/engine/client/spawn-worker.ts';
import type { EngineClient } from '../../../src/engine/engine-api.ts';
import { type EmbeddedFiles, embedDataSet } from '../embed-data-set.ts';
import type { FlippedLabels } from './measure-label-errors.ts';

/** As the studio asks for them. */
const foldCount = 5;
const flippedFraction = 0.1;
const topFraction = 0.1;

let open: { readonly engine: EngineClient; readonly embedded: EmbeddedFiles } | null = null;

/**
 * Embeds images and keeps them for `findFlipped`.
 * @param files `class/file` of each image
 * @param images their bytes as base64
 */
export async function openForLabels(
  modelUrl: string,
  files: readonly string[],
  images: readonly string[],
): Promise<void> {
  const embedded = await embedDataSet(modelUrl, files, images);
  const engine = createEngineClient({ spawnWorker, setup: { builtInBaseUrl: modelUrl } });
  const started = await engine.start({ backend: 'wasm', baseModel: { kind: 'built-in' } }, () => {});
  if (isFailure(started)) throw new Error(started.kind);
  open = { engine, embedded };
}

/** Flips a tenth of the labels, each to another class at random, and looks for them. */
export async function findFlipped(seed: number): Promise<Omit<FlippedLabels, 'seed'>> {
  if (open === null) throw new Error('open a data set first');
  const { engine, embedded } = open;
  const { classIndexes, classCount, embeddings } = embedded;
  const random = createRandom(deriveSeed(seed, 'flips'));
  const rows = shuffled([...classIndexes.keys()], random);
  const flipped = new Set(rows.slice(0, Math.round(flippedFraction * rows.length)));
  const labels = classIndexes.map((classIndex, row) =>
    flipped.has(row)
      ? (classIndex + 1 + Math.floor(random.next() * (classCount - 1))) % classCount
      : classIndex,
  );
  const samples = Array.from(labels, (label, row) => ({ id: String(row), classId: String(label) }));
  const check = await engine.checkLabels(
    {
      embeddings,
      classIndexes: labels,
      classCount,
      folds: Int32Array.from(dealFolds(samples, [], foldCount, seed)),
      foldCount,
      seed,
    },
    async () => 'continue',
  );
  if (check === null || isFailure(check)) throw new Error(check?.kind ?? 'stopped');
  const listed = check.errors.map(({ row }) => row);
  const topCount = Math.round(topFraction * labels.length);
  const found = listed.slice(0, topCount).filter((row) => flipped.has(row)).length;
  return {
    flippedCount: flipped.size,
    listedCount: listed.length,
    // Places of the top that nothing is listed at count as not found.
    topPrecision: found / topCount,
  };
}
