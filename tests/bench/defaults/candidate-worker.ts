import * as Comlink from 'comlink';
import { createBrowserBackends } from '../../../src/engine/worker/browser-backends.ts';
import type { Candidate } from './candidates.ts';
import type { TrialResult } from './train-candidates.ts';
import { type Fold, type TrainingPart, validateFold } from './validate-fold.ts';

let part: TrainingPart | null = null;

/** One processor's share of a cross-validation, on wasm. */
const candidateTrainer = {
  async setUp(trainingPart: TrainingPart): Promise<void> {
    part = trainingPart;
    await createBrowserBackends().activate('wasm', () => {});
  },
  async validateFold(candidates: readonly Candidate[], fold: Fold): Promise<TrialResult[]> {
    if (part === null) throw new Error('set up first');
    return validateFold(part, candidates, fold);
  },
};

export type CandidateTrainer = typeof candidateTrainer;

Comlink.expose(candidateTrainer);
