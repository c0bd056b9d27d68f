import type { EmbeddingTable } from '../embedding/embedding-table.ts';
import type { Failure } from '../shared/failure.ts';
import type { Head } from './head.ts';
import type { TrainingSettings } from './training-settings.ts';

/** What a training run needs. */
export interface TrainingRequest {
  readonly embeddings: EmbeddingTable;
  /** The class column of each row of `embeddings`. */
  readonly classIndexes: Int32Array<ArrayBuffer>;
  readonly classCount: number;
  /** Rows of `embeddings` in the training set; every class must have one. */
  readonly trainingRows: Int32Array<ArrayBuffer>;
  /** Rows of `embeddings` in the validation set; may be empty. */
  readonly validationRows: Int32Array<ArrayBuffer>;
  readonly settings: TrainingSettings;
  /** The head to go on from, for the same classes and of the layers that the settings ask for; without it, a new one. */
  readonly initialHead?: Head;
}

/**
 * What one epoch gave. Losses are mean cross-entropies in nats without the penalty, weighted by class where the settings
 * weigh classes; accuracies are 0 to 1, and every row counts the same in them.
 */
export interface EpochRecord {
  /** 1 for the first. */
  readonly epoch: number;
  /** Mean over the epoch's batches, each measured before its own step, against what it was trained on: smoothed and mixed where the settings say so. */
  readonly loss: number;
  readonly accuracy: number;
  /** After the epoch; null when the validation set is empty. */
  readonly validationLoss: number | null;
  readonly validationAccuracy: number | null;
  readonly durationMs: number;
}

/** What a run reports as it goes: epochs of the fit that is measured, then those of the refit on all samples. */
export type TrainingStep =
  | {
      readonly phase: 'fit';
      readonly record: EpochRecord;
      readonly epochCount: number;
      /** The head as this epoch left it, so that an epoch that is finished cannot be lost. */
      readonly head: Head;
      /** The epoch with the lowest validation loss so far. */
      readonly bestEpoch: number;
      /** The class column that each of the validation rows is taken for after the epoch, in their order; empty without any. */
      readonly validationClasses: Uint16Array<ArrayBuffer>;
    }
  | { readonly phase: 'refit'; readonly epoch: number; readonly epochCount: number };

/** What a run leaves behind. */
export interface TrainingResult {
  /** The head to use: of the refit where there was one, else of the best epoch. */
  readonly head: Head;
  /** The head of the best epoch before the refit: the one that the validation figures belong to. */
  readonly validationHead: Head;
  /** The epoch with the lowest validation loss; the last one when the validation set is empty. */
  readonly bestEpoch: number;
  readonly refitDone: boolean;
  readonly history: readonly EpochRecord[];
  /** `early`: the validation loss had not improved for as many epochs as the settings wait; all else is as when finished. */
  readonly ending: 'finished' | 'early' | 'stopped' | 'loss-not-finite';
  readonly durationMs: number;
}

/** A result, or why there is none. */
export type TrainingOutcome = TrainingResult | Failure;
