import { largestCut } from '../embedding/cut-base-model.ts';
import type { Augmentation } from '../images/augment-image.ts';
import type { TrainingFailure } from '../shared/failure.ts';

/** How a step follows from its gradients: `create-optimizer.ts`. */
export const optimizers = ['adam', 'adamw', 'sgd'] as const;
/** How the learning rate goes over a run: `learning-rate-schedule.ts`. */
export const schedules = ['constant', 'cosine', 'one-cycle', 'plateau'] as const;

/** Everything a person can choose about training. Fractions are 0 to 1. */
export interface TrainingSettings extends Augmentation {
  readonly epochs: number;
  readonly batchSize: number;
  /** The largest of the run, where a schedule changes it. */
  readonly learningRate: number;
  readonly optimizer: (typeof optimizers)[number];
  /** How much of the last step goes into the next; of `sgd` alone. */
  readonly momentum: number;
  /** How fast kernels shrink by themselves, times the learning rate; of `adamw` alone, which knows no L2 penalty. */
  readonly weightDecay: number;
  readonly schedule: (typeof schedules)[number];
  /** What each true class gives up to all classes alike in the loss of training (Szegedy et al., 2016). */
  readonly labelSmoothing: number;
  /** Alpha of mixup on embeddings (`draw-mixup.ts`); 0 mixes nothing. */
  readonly mixup: number;
  /** After so many epochs in which the validation loss has not improved, the fit ends; 0 never ends it early. */
  readonly patience: number;
  /** By how much the validation loss must fall to have improved, in nats. */
  readonly minDelta: number;
  /** Units of the hidden layer; 0 trains a linear head. */
  readonly hiddenUnits: number;
  /** Fraction of the head's inputs (and hidden units) set to zero at each step while training. */
  readonly dropout: number;
  /** Weight of the penalty on squared kernel entries: loss + l2 / 2 * sum(kernel^2). Not with `adamw`. */
  readonly l2: number;
  /**
   * `balanced`: all classes count the same in the loss, however many rows they have (`balanceClasses`), in choosing the
   * best epoch, too. `none`: all rows do.
   */
  readonly classWeighting: 'none' | 'balanced';
  readonly validationFraction: number;
  readonly seed: number;
  /** After the best epoch is known, train once more on training + validation for that many epochs. */
  readonly refit: boolean;
  /**
   * So many of the base model's last blocks are trained, too, once the head is; 0 leaves all of it as it is. The head keeps its own
   * settings then, except for schedule and mixup (`tuning-trainer.ts`); patience ends only the epochs of the head alone.
   */
  readonly tunedBlockCount: number;
  /** Of head and blocks together; they follow those of the head alone. */
  readonly tuningEpochs: number;
  /** Of the blocks, the largest of the run: the part of its channel's size that a number may change by in a step. */
  readonly tuningLearningRate: number;
  /** So many changed copies of each training image are trained on beside it; 0 for none. */
  readonly copiesPerImage: number;
}

/** Chosen by cross-validation on the training parts of three data sets; src/README.md says how, and how sure that is. */
export const defaultTrainingSettings: TrainingSettings = {
  epochs: 50,
  batchSize: 32,
  learningRate: 0.001,
  optimizer: 'adam',
  momentum: 0.9,
  weightDecay: 1,
  schedule: 'constant',
  labelSmoothing: 0,
  mixup: 0,
  patience: 0,
  minDelta: 0,
  hiddenUnits: 0,
  dropout: 0,
  l2: 0.02,
  classWeighting: 'none',
  validationFraction: 0.15,
  seed: 1,
  refit: true,
  tunedBlockCount: 0,
  tuningEpochs: 6,
  tuningLearningRate: 0.02,
  copiesPerImage: 0,
  flip: true,
  rotationDegrees: 10,
  cropFraction: 0.2,
  brightnessFraction: 0.2,
  colourFraction: 0.2,
};

/** Smallest and largest value of each number, and whether it must be whole. */
export const settingLimits = {
  epochs: { minimum: 1, maximum: 1000, whole: true },
  batchSize: { minimum: 1, maximum: 1024, whole: true },
  learningRate: { minimum: 0.000001, maximum: 10, whole: false },
  momentum: { minimum: 0, maximum: 0.99, whole: false },
  weightDecay: { minimum: 0, maximum: 10, whole: false },
  labelSmoothing: { minimum: 0, maximum: 0.5, whole: false },
  mixup: { minimum: 0, maximum: 2, whole: false },
  patience: { minimum: 0, maximum: 1000, whole: true },
  minDelta: { minimum: 0, maximum: 1, whole: false },
  hiddenUnits: { minimum: 0, maximum: 1024, whole: true },
  dropout: { minimum: 0, maximum: 0.9, whole: false },
  l2: { minimum: 0, maximum: 10, whole: false },
  validationFraction: { minimum: 0, maximum: 0.5, whole: false },
  seed: { minimum: 0, maximum: 4294967295, whole: true },
  tunedBlockCount: { minimum: 0, maximum: largestCut, whole: true },
  tuningEpochs: { minimum: 1, maximum: 100, whole: true },
  tuningLearningRate: { minimum: 0.000001, maximum: 0.1, whole: false },
  copiesPerImage: { minimum: 0, maximum: 4, whole: true },
  rotationDegrees: { minimum: 0, maximum: 45, whole: false },
  cropFraction: { minimum: 0, maximum: 0.5, whole: false },
  brightnessFraction: { minimum: 0, maximum: 0.5, whole: false },
  colourFraction: { minimum: 0, maximum: 0.5, whole: false },
} as const;

/** The name of a setting that is a number. */
export type NumberSetting = keyof typeof settingLimits;

/** Why a training cannot start: the setting that is out of its limits. */
export type SettingFailure = Extract<TrainingFailure, { readonly kind: 'setting-out-of-range' }> & {
  readonly setting: NumberSetting;
};

/** Whether a number lies within the limits of a setting, and is whole where it must be. */
export function isSettingSound(setting: NumberSetting, value: number): boolean {
  const { minimum, maximum, whole } = settingLimits[setting];
  return value >= minimum && value <= maximum && (!whole || Number.isInteger(value));
}

/** The first setting that is no number, out of its limits, or not whole where it must be; null when all are sound. */
export function findSettingProblem(settings: TrainingSettings): SettingFailure | null {
  for (const setting of Object.keys(settingLimits) as NumberSetting[]) {
    if (isSettingSound(setting, settings[setting])) continue;
    const { minimum, maximum } = settingLimits[setting];
    return { kind: 'setting-out-of-range', setting, minimum, maximum };
  }
  return null;
}
