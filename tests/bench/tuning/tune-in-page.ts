import { splitSamples } from '../../../src/core/dataset/split-samples.ts';
import { predictTable } from '../../../src/core/prediction/predict-table.ts';
import { isFailure } from '../../../src/core/shared/failure.ts';
import type { Head } from '../../../src/core/training/head.ts';
import { defaultTrainingSettings } from '../../../src/core/training/training-settings.ts';
import { createEngineClient } from '../../../src/engine/client/create-engine-client.ts';
import { spawnWorker } from '../../../src/engine/client/spawn-worker.ts';
import type { EngineClient } from '../../../src/engine/engine-api.ts';
import { decodeBase64, type EmbeddedFiles, embedDataSet } from '../embed-data-set.ts';

/** What both trainings gave with one seed; accuracies on the test part, 0 to 1. */
export interface TuningPair {
  readonly frozen: number;
  readonly frozenMs: number;
  readonly tuned: number;
  /** With the way of all images to the cut. */
  readonly tunedMs: number;
  readonly bestEpoch: number;
  readonly epochCount: number;
}

interface OpenSet {
  readonly embedded: EmbeddedFiles;
  readonly images: readonly Blob[];
  readonly trainCount: number;
  readonly engine: EngineClient;
}

let open: OpenSet | null = null;

/**
 * Embeds a data set once.
 * @param files `class/file` of each image, the train part first
 * @param images their bytes as base64
 */
export async function openForTuning(
  modelUrl: string,
  files: readonly string[],
  images: readonly string[],
  trainCount: number,
): Promise<void> {
  const embedded = await embedDataSet(modelUrl, files, images);
  const engine = createEngineClient({ spawnWorker, setup: { builtInBaseUrl: modelUrl } });
  const started = await engine.start({ backend: 'wasm', baseModel: { kind: 'built-in' } }, () => {});
  if (isFailure(started)) throw new Error(started.kind);
  open = { embedded, images: images.map(decodeBase64), trainCount, engine };
}

/** Trains the head alone, and head and last blocks, on the same split of the open train part; both by default settings. */
export async function compareTuning(blockCount: number, seed: number): Promise<TuningPair> {
  if (open === null) throw new Error('open a data set first');
  const { embedded, images, trainCount, engine } = open;
  const { files, classIndexes, classCount, embeddings } = embedded;
  const samples = files.slice(0, trainCount).map((file, row) => ({
    id: String(row),
    classId: String(classIndexes[row]),
    file,
    assignedSet: null,
  }));
  const settings = { ...defaultTrainingSettings, seed };
  const { split } = splitSamples(samples, settings);
  const request = {
    embeddings,
    classIndexes,
    classCount,
    trainingRows: Int32Array.from(split.training, Number),
    validationRows: Int32Array.from(split.validation, Number),
    settings,
  };
  const frozenStartMs = performance.now();
  const frozen = await engine.trainHead(request, async () => 'continue');
  if (isFailure(frozen)) throw new Error(frozen.kind);
  const tunedStartMs = performance.now();
  const tuned = await engine.tuneBase(
    { ...request, images, settings: { ...settings, tunedBlockCount: blockCount } },
    async () => 'continue',
  );
  if (tuned === null || isFailure(tuned)) throw new Error(JSON.stringify(tuned));
  const tunedMs = performance.now() - tunedStartMs;
  const judge = (head: Head, table: EmbeddedFiles['embeddings']) =>
    countRight(predictTable(head, table), embedded, trainCount);
  return {
    frozen: judge(frozen.head, embeddings),
    frozenMs: tunedStartMs - frozenStartMs,
    tuned: judge(tuned.head, tuned.tunedEmbeddings ?? embeddings),
    tunedMs,
    bestEpoch: tuned.bestEpoch,
    epochCount: tuned.history.length,
  };
}

/** @returns the fraction of the test part that is classified right */
function countRight(
  probabilities: Float32Array,
  { classIndexes, classCount }: EmbeddedFiles,
  trainCount: number,
): number {
  let right = 0;
  for (let row = trainCount; row < classIndexes.length; row++) {
    const ofRow = probabilities.subarray(row * classCount, (row + 1) * classCount);
    if (ofRow.indexOf(Math.max(...ofRow)) === classIndexes[row]) right++;
  }
  return right / (classIndexes.length - trainCount);
}
