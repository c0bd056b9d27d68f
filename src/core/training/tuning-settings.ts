/** How the last blocks of the base model are trained, once the head is; the head keeps its own settings. */
export interface TuningSettings {
  /** So many follow those of the head alone. */
  readonly epochs: number;
  /** Of the blocks. */
  readonly learningRate: number;
}

/** Chosen by cross-validation on the training part of a data set; src/README.md says how. */
export const defaultTuningSettings: TuningSettings = { epochs: 8, learningRate: 0.0003 };
