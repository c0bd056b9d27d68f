import type { TrainingStep } from '../core/training/training-types.ts';
import type { TrainingCheckpoint, TrainingFacts } from './kept-training.ts';
import type { ProjectKeeper } from './project-keeper.ts';

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

/** Drawing each epoch of a small head, a few milliseconds after the last, would keep the page from answering. */
const shownEveryMs = 100;

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
  let unshown: TrainingCheckpoint | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function writeLatest(): Promise<void> {
    while (waiting && latest !== null) {
      waiting = false;
      const checkpoint = latest;
      await keeper.keepTraining({ checkpoint });
      unshown = checkpoint;
      if (timer === undefined) show();
    }
    writing = null;
  }

  function show(): void {
    timer = undefined;
    if (unshown === null) return;
    onKept(unshown);
    unshown = null;
    timer = setTimeout(show, shownEveryMs);
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
      clearTimeout(timer);
      if (unshown !== null) onKept(unshown);
      unshown = null;
      return latest;
    },
  };
}
