import * as Comlink from 'comlink';
import { stackEmbeddings } from '../../../src/core/embedding/embedding-table.ts';
import { isFailure } from '../../../src/core/shared/failure.ts';
import { createEngineClient } from '../../../src/engine/client/create-engine-client.ts';
import { spawnWorker } from '../../../src/engine/client/spawn-worker.ts';
import type { CandidateTrainer } from './candidate-worker.ts';
import type { Candidate } from './candidates.ts';
import type { TrialResult } from './train-candidates.ts';
import type { Fold } from './validate-fold.ts';

let trainers: readonly Comlink.Remote<CandidateTrainer>[] = [];

/**
 * Embeds the training part of a data set with the studio's engine and hands it to `trainerCount` workers.
 * @param files `class/file` of each image
 * @param images their bytes as base64
 */
export async function openTrainingPart(
  modelUrl: string,
  files: readonly string[],
  images: readonly string[],
  trainerCount: number,
): Promise<void> {
  const engine = createEngineClient({ spawnWorker, setup: { builtInBaseUrl: modelUrl } });
  const started = await engine.start({ backend: 'wasm', baseModel: { kind: 'built-in' } }, () => {});
  if (isFailure(started)) throw new Error(started.kind);
  const embeddings: Float32Array[] = [];
  // A data set may have the same image twice.
  const byHash = new Map<string, Float32Array>();
  const ended = await engine.embedImages(
    images.map((base64, index) => ({ id: String(index), image: decodeBase64(base64) })),
    async (results) => {
      for (const result of results) {
        if ('failure' in result) throw new Error(result.failure.kind);
        if ('embedding' in result) byHash.set(result.imageHash, result.embedding);
        const imageHash = 'embedding' in result ? result.imageHash : result.knownImageHash;
        embeddings[Number(result.id)] = byHash.get(imageHash) as Float32Array;
      }
      return 'continue';
    },
  );
  if (isFailure(ended)) throw new Error(ended.kind);

  const classOf = (file: string) => file.slice(0, file.lastIndexOf('/'));
  const classNames = [...new Set(files.map(classOf))];
  const part = {
    files,
    classIndexes: Int32Array.from(files, (file) => classNames.indexOf(classOf(file))),
    classCount: classNames.length,
    embeddings: stackEmbeddings(embeddings, started.baseModel.embeddingSize),
  };
  trainers = Array.from({ length: trainerCount }, () =>
    Comlink.wrap<CandidateTrainer>(
      new Worker(new URL('./candidate-worker.ts', import.meta.url), { type: 'module' }),
    ),
  );
  await Promise.all(trainers.map((trainer) => trainer.setUp(part)));
}

/** Tries candidates on one fold of the open training part, in one of its workers. */
export async function validateFold(
  trainer: number,
  candidates: readonly Candidate[],
  fold: Fold,
): Promise<TrialResult[]> {
  const chosen = trainers[trainer];
  if (chosen === undefined) throw new RangeError(`there is no trainer ${trainer}`);
  return chosen.validateFold(candidates, fold);
}

function decodeBase64(base64: string): Blob {
  return new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))]);
}
