import { type Failure, isFailure } from '../core/shared/failure.ts';
import { loadPart } from '../core/shared/load-part.ts';
import { findSettingProblem } from '../core/training/training-settings.ts';
import type { WaitingSamplesEmbedder } from './embed-waiting-samples.ts';
import type { NearDuplicateFinder } from './find-near-duplicates.ts';
import type { StudioContext } from './studio-context.ts';
import type { Trainer } from './train-head.ts';
import type { Tuning } from './tune-training.ts';
import type { TuningJob, TuningState } from './tuning-state.ts';

/** Looks for better settings, with the embeddings that are there; one job at a time, and none while a head is trained. */
export interface Tuner {
  /** Tests learning rates on the training images. */
  testLearningRates(): Promise<void>;
  /** Takes turns in what is held out, and says how the settings do on the whole. */
  crossValidate(foldCount: number): Promise<void>;
  /** Tries other settings for so long, takes those that do best on the validation images, and trains with them. */
  searchSettings(budgetSeconds: number): Promise<void>;
  stopTuning(): void;
}

export function createTuner(
  context: StudioContext,
  embedder: WaitingSamplesEmbedder,
  finder: NearDuplicateFinder,
  trainer: Trainer,
): Tuner {
  const { store } = context;

  return {
    async testLearningRates() {
      await run('rate-test', (tuning) => tuning.testLearningRates());
    },
    async crossValidate(foldCount) {
      await run('cross-validation', (tuning) => tuning.crossValidate(foldCount));
    },
    async searchSettings(budgetSeconds) {
      const ending = await run('search', (tuning) => tuning.searchSettings(budgetSeconds));
      const { search } = store.getState().tuning;
      const best = search?.trials[search.bestIndex];
      if (ending !== 'finished' || best === undefined) return;
      store.setState(({ settings }) => ({ settings: { ...best.settings, refit: settings.refit } }));
      await trainer.train();
    },
    stopTuning() {
      const { work } = store.getState().tuning;
      if (work.phase === 'running') show({ work: { ...work, stopping: true } });
    },
  };

  async function run(
    job: TuningJob,
    work: (tuning: Tuning) => Promise<'finished' | 'stopped' | Failure>,
  ): Promise<'finished' | 'stopped' | 'failed'> {
    const { training, tuning, settings } = store.getState();
    if (training.phase === 'running' || tuning.work.phase === 'running') return 'stopped';
    show({ work: { phase: 'running', job, doneFraction: null, stopping: false } });
    const problem = findSettingProblem(settings);
    const part = problem ?? (await loadPart(() => import('./tune-training.ts')));
    const ending = isFailure(part) ? part : await work(part.createTuning(context, embedder, finder, show));
    if (isFailure(ending)) {
      show({ work: { phase: 'failed', job, failure: ending } });
      context.announce(context.describe(ending));
      return 'failed';
    }
    show({ work: { phase: 'idle' } });
    return ending;
  }

  function show(part: Partial<TuningState>): void {
    store.setState(({ tuning }) => ({ tuning: { ...tuning, ...part } }));
  }
}
