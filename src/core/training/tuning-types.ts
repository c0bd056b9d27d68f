import type { TunedLayers } from '../embedding/tuned-layers.ts';
import type { Failure } from '../shared/failure.ts';
import type { EpochRecord, TrainingRequest, TrainingResult, TrainingStep } from './training-types.ts';

/**
 * Activations at the cut of a base model, one row per sample. Half-precision, because they are many: 100,352 numbers of
 * an image before the last two blocks of MobileNet V1.
 */
export interface ActivationTable {
  /** [height, width, channels] of each row. */
  readonly shape: readonly [number, number, number];
  /** Bits of IEEE 754 half-precision numbers; all rows have the length that the shape says. */
  readonly rows: readonly Uint16Array<ArrayBuffer>[];
}

/**
 * What training the last blocks reports: the epochs of the head alone, then those of head and blocks together, then those of the
 * refit.
 */
export type TuningStep =
  | TrainingStep
  /** Between the batches of an epoch with blocks: how much of it is done, 0 to 1. */
  | { readonly phase: 'batch'; readonly doneFraction: number }
  | {
      readonly phase: 'tune';
      /** Numbered on from the epochs of the head alone. */
      readonly record: EpochRecord;
      /** Of both together. */
      readonly epochCount: number;
      readonly bestEpoch: number;
      /** The class column that each of the validation rows is taken for after the epoch; empty without any. */
      readonly validationClasses: Uint16Array<ArrayBuffer>;
    };

/** What such a run leaves behind. */
export interface TuningResult extends TrainingResult {
  /** The blocks that `head` goes with; null where no epoch with them was better than the head alone. */
  readonly tunedLayers: TunedLayers | null;
}

/** A result with the blocks that its validation figures belong to. */
export interface TuningRun extends TuningResult {
  /** What `validationHead` goes with: the blocks of the best epoch, before the refit. */
  readonly validationLayers: TunedLayers | null;
}

/** A run that is over, or why there was none. */
export type TuningOutcome = TuningRun | Failure;

/** What such a run needs: rows of `embeddings` and of the activations are of the same samples. */
export interface TuningRequest extends TrainingRequest {
  readonly activations: ActivationTable;
}
