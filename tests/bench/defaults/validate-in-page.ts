import * as Comlink from 'comlink';
import { embedDataSet } from '../embed-data-set.ts';
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
  const part = await embedDataSet(modelUrl, files, images);
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
