import { type Failure, isFailure } from '../core/shared/failure.ts';
import { loadPart } from '../core/shared/load-part.ts';
import { findSettingProblem } from '../core/training/training-settings.ts';
import type { WaitingSamplesEmbedder } from './embed-waiting-samples.ts';
import type { NearDuplicateFinder } from './find-near-duplicates.ts';
import type { SettingsJobs } from './find-settings.ts';
import type { SettingsFinderState, SettingsJob } from './settings-finder-state.ts';
import type { StudioContext } from './studio-context.ts';
import type { Trainer } from './train-head.ts';

/** Looks for better settings, with the embeddings that are there; one job at a time, and none while a head is trained. */
export interface SettingsFinder {
  /** Tests learning rates on the training images. */
  testLearningRates(): Promise<void>;
  /** Takes turns in what is held out, and says how the settings do on the whole. */
  crossValidate(foldCount: number): Promise<void>;
  /** Tries other settings for so long, takes those that do best on the validation images, and trains with them. */
  searchSettings(budgetSeconds: number): Promise<void>;
  stopFinding(): void;
}

export function createSettingsFinder(
  context: StudioContext,
  embedder: WaitingSamplesEmbedder,
  finder: NearDuplicateFinder,
  trainer: Trainer,
): SettingsFinder {
  const { store } = context;

  return {
    async testLearningRates() {
      await run('rate-test', (jobs) => jobs.testLearningRates());
    },
    async crossValidate(foldCount) {
      await run('cross-validation', (jobs) => jobs.crossValidate(foldCount));
    },
    async searchSettings(budgetSeconds) {
      const ending = await run('search', (jobs) => jobs.searchSettings(budgetSeconds));
      const { search } = store.getState().settingsFinder;
      const best = search?.trials[search.bestIndex];
      if (ending !== 'finished' || best === undefined) return;
      store.setState(({ settings }) => ({ settings: { ...best.settings, refit: settings.refit } }));
      await trainer.train();
    },
    stopFinding() {
      const { work } = store.getState().settingsFinder;
      if (work.phase === 'running') show({ work: { ...work, stopping: true } });
    },
  };

  async function run(
    job: SettingsJob,
    work: (jobs: SettingsJobs) => Promise<'finished' | 'stopped' | Failure>,
  ): Promise<'finished' | 'stopped' | 'failed'> {
    const { training, settingsFinder, settings } = store.getState();
    if (training.phase === 'running' || settingsFinder.work.phase === 'running') return 'stopped';
    show({ work: { phase: 'running', job, doneFraction: null, stopping: false } });
    const problem = findSettingProblem(settings);
    const part = problem ?? (await loadPart(() => import('./find-settings.ts')));
    const ending = isFailure(part)
      ? part
      : await work(part.createSettingsJobs(context, embedder, finder, show));
    if (isFailure(ending)) {
      show({ work: { phase: 'failed', job, failure: ending } });
      context.announce(context.describe(ending));
      return 'failed';
    }
    show({ work: { phase: 'idle' } });
    return ending;
  }

  function show(part: Partial<SettingsFinderState>): void {
    store.setState(({ settingsFinder }) => ({ settingsFinder: { ...settingsFinder, ...part } }));
  }
}
