/**
 * How the last blocks of the base model are trained, once the head is. The head keeps its own settings, except for schedule and
 * mixup (`tuning-trainer.ts`); patience ends only the epochs of the head alone.
 */
export interface TuningSettings {
  /** So many follow those of the head alone. */
  readonly epochs: number;
  /** Of the blocks, the largest of the run: the part of its channel's size that a number may change by in a step. */
  readonly learningRate: number;
}

/** Chosen by cross-validation on the training part of a data set; src/README.md says how. */
export const defaultTuningSettings: TuningSettings = { epochs: 6, learningRate: 0.02 };
