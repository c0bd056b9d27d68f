import type { TrainingStep } from '../core/training/training-types.ts';
import type { TrainingCheckpoint, TrainingFacts } from './kept-training.ts';
import type { ProjectKeeper } from './project-keeper.ts';
import { showNowAndThen } from './show-now-and-then.ts';

type FitStep = Extract<TrainingStep, { readonly phase: 'fit' }>;

/** Keeps the epochs of one run as they are finished. */
export interface EpochKeeper {
  /** Takes an epoch that is finished. Training goes on meanwhile. */
  take(step: FitStep): void;
  /**
   * Resolves when the last epoch taken is kept and shown.
   * @returns where the run is by then; null before its first epoch
   */
  end(): Promise<TrainingCheckpoint | null>;
}

/**
 * Epochs may be finished faster than they can be written: then only the latest one is, with the history of all before it.
 * @param onKept called with the history that is safe to show, now and then
 */
export function createEpochKeeper(
  keeper: ProjectKeeper,
  facts: TrainingFacts,
  onKept: (checkpoint: TrainingCheckpoint) => void,
): EpochKeeper {
  let latest: TrainingCheckpoint | null = null;
  let waiting = false;
  let writing: Promise<void> | null = null;
  const display = showNowAndThen(onKept);

  async function writeLatest(): Promise<void> {
    while (waiting && latest !== null) {
      waiting = false;
      const checkpoint = latest;
      await keeper.keepTraining({ checkpoint });
      display.take(checkpoint);
    }
    writing = null;
  }

  return {
    take({ record, head, bestEpoch }) {
      const bestHead = bestEpoch === record.epoch || latest === null ? head : latest.bestHead;
      latest = { facts, history: [...(latest?.history ?? []), record], head, bestHead, bestEpoch };
      waiting = true;
      writing ??= writeLatest();
    },
    async end() {
      await writing;
      display.flush();
      return latest;
    },
  };
}
