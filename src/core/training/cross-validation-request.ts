import type { TrainingRequest } from './training-types.ts';

/** What a cross-validation is made on. */
export interface CrossValidationRequest extends Omit<TrainingRequest, 'trainingRows' | 'validationRows'> {
  /** The fold of each row, 0 to foldCount - 1; a row of any other number is trained on in every fold. */
  readonly folds: Int32Array<ArrayBuffer>;
  readonly foldCount: number;
  /** Rows that are held out in their fold, but trained on in none. */
  readonly leftOutRows?: ReadonlySet<number>;
  /** Trains each head as a refit goes through a fit again; without it, for as many epochs as the settings say. */
  readonly fit?: FitToRepeat;
}

/** What a fit gave, for those who train as long as was best in it, at the rates that it went through. */
export interface FitToRepeat {
  readonly bestEpoch: number;
  /** The loss after each epoch that its schedule was told. */
  readonly losses: readonly number[];
}
