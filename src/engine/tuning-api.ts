import type { EmbeddingTable } from '../core/embedding/embedding-table.ts';
import type { Answer } from '../core/shared/answer.ts';
import type { Failure } from '../core/shared/failure.ts';
import type { TuningRequest, TuningResult, TuningStep } from '../core/training/tuning-types.ts';

/** What training the last blocks of the base model in use needs. */
export interface ImageTuningRequest extends Omit<TuningRequest, 'activations'> {
  /** One for each row of the embeddings. Rows in neither set are only embedded by what comes out. */
  readonly images: readonly Blob[];
}

/** What such a run reports: images on their way to the cut, then the epochs. */
export type ImageTuningStep =
  | { readonly phase: 'reading'; readonly doneCount: number; readonly totalCount: number }
  | TuningStep;

/** What such a run leaves behind. */
export interface ImageTuningResult extends TuningResult {
  /** Of all rows, by the tuned base model; null where `tunedLayers` is: those of the request are right then. */
  readonly tunedEmbeddings: EmbeddingTable | null;
  /**
   * Of all rows, by the base model that `validationHead` goes with: validation figures come from these. Null where
   * `tunedEmbeddings` is, and the same where there was no refit.
   */
  readonly validationEmbeddings: EmbeddingTable | null;
}

/** What the page may ask of the worker about training the base model itself. Part of `EngineApi`. */
export interface TuningApi {
  /**
   * Trains a head, then head and last blocks together. The activations at the cut are computed once and kept while it
   * runs, in half precision: `activations-too-large` where they would take more than 500 MB, `base-not-cuttable` where the
   * layers of the base model are not known.
   * @returns null when it was stopped before the first epoch
   */
  tuneBase(
    request: ImageTuningRequest,
    onStep: (step: ImageTuningStep) => Promise<Answer>,
  ): Promise<ImageTuningResult | Failure | null>;
}
