import type { Failure } from '../core/shared/failure.ts';
import type { LearningRateTest } from '../core/training/learning-rate-test.ts';
import type { TrainingSettings } from '../core/training/training-settings.ts';

/** What can be done to find better settings. */
export type SettingsJob = 'rate-test' | 'cross-validation' | 'search';

/** Work on settings, and what it has found so far in this visit. */
export interface SettingsFinderState {
  readonly work:
    | { readonly phase: 'idle' }
    | {
        readonly phase: 'running';
        readonly job: SettingsJob;
        /** 0 to 1; null while the images are prepared. */
        readonly doneFraction: number | null;
        readonly stopping: boolean;
      }
    | { readonly phase: 'failed'; readonly job: SettingsJob; readonly failure: Failure };
  readonly rateTest: LearningRateTest | null;
  readonly crossValidation: CrossValidation | null;
  readonly search: SettingSearch | null;
}

/** How these settings do on images that were not learned from, fold by fold. Test images take no part. */
export interface CrossValidation {
  readonly settings: TrainingSettings;
  readonly foldCount: number;
  /** As far as they are done. */
  readonly folds: readonly {
    /** 0 to 1, on the images of the fold. */
    readonly accuracy: number;
    readonly imageCount: number;
  }[];
  /** Images of classes that are too small to hold any out. */
  readonly neverHeldOutCount: number;
}

/** One choice of settings that was tried. */
export interface SettingTrial {
  readonly settings: TrainingSettings;
  /** Of its best epoch, 0 to 1. */
  readonly validationAccuracy: number;
  /** Of its best epoch, in nats. */
  readonly validationLoss: number;
  readonly bestEpoch: number;
  readonly durationMs: number;
}

/** What a search has tried, judged on the validation images alone. */
export interface SettingSearch {
  /** In the order in which they were tried; the first are the settings that the search began with. */
  readonly trials: readonly SettingTrial[];
  readonly bestIndex: number;
  readonly budgetSeconds: number;
  readonly validationCount: number;
}

export const nothingFound: SettingsFinderState = {
  work: { phase: 'idle' },
  rateTest: null,
  crossValidation: null,
  search: null,
};
