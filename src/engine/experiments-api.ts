import type { EmbeddingTable } from '../core/embedding/embedding-table.ts';
import type { TunedLayers } from '../core/embedding/tuned-layers.ts';
import type { ApproachRequest, ApproachResult } from '../core/experiments/approach.ts';
import type { GrowthRequest, GrowthStep } from '../core/experiments/growth.ts';
import type { LearningCurveRequest, LearningCurveStep } from '../core/experiments/learning-curve.ts';
import type { ImageShift } from '../core/images/shift-image.ts';
import type { Answer } from '../core/shared/answer.ts';
import type { WeightPrecision } from '../core/shared/compress-weights.ts';
import type { Failure } from '../core/shared/failure.ts';
import type { BaseModelInfo } from './base-model-info.ts';

/** A picture of a sample: the file or a small one of it. */
export interface Picture {
  /** SHA-256 of the sample's file, as hex: what its pixels are kept by. */
  readonly imageHash: string;
  readonly image: Blob;
}

/** What a base model with weights of fewer bits makes of pictures. */
export interface CompressedEmbeddings {
  /** The pictures that could be read, by their places among all. */
  readonly readRows: readonly number[];
  /** One row for each picture that could be read. */
  readonly embeddings: EmbeddingTable;
  readonly sizeBytes: number;
  /** Without decoding: the median of the passes; 0 without pictures. */
  readonly msPerImage: number;
}

/** What the base model makes of pictures at several input sizes. */
export interface EmbeddingsAtSizes {
  /** The pictures that could be read, by their places among all, at least one. */
  readonly readRows: readonly number[];
  readonly sizes: readonly SizedEmbeddings[];
}

/** What the base model makes of pictures at one input size. */
export interface SizedEmbeddings {
  readonly baseModel: BaseModelInfo;
  /** One row for each picture that could be read. */
  readonly embeddings: EmbeddingTable;
  /** Without decoding, on one processor: the median of the passes. */
  readonly msPerImage: number;
}

/** What the base model makes of pictures that look otherwise than they do. */
export interface EmbeddingsOfShifts {
  /** The pictures that could be read, by their places among all. */
  readonly readRows: readonly number[];
  readonly shifts: readonly ShiftedEmbeddings[];
}

/** What the base model makes of pictures that look otherwise in one way. */
export interface ShiftedEmbeddings {
  readonly shift: ImageShift;
  /** One row for each picture that could be read. */
  readonly embeddings: EmbeddingTable;
  /** The first picture that could be read as it looks then, small; null where there is no picture. */
  readonly preview: Blob | null;
}

/** What the page may ask of the worker beside the training of the head. Part of `EngineApi`. */
export interface ExperimentsApi {
  /**
   * Tries another way to a classifier, reporting how much is done, 0 to 1.
   * @param pictures one for each row of the table, for `scratch`; null for others
   * @returns null when it was stopped
   */
  tryApproach(
    request: ApproachRequest,
    pictures: readonly Picture[] | null,
    onProgress: (doneFraction: number) => Promise<Answer>,
  ): Promise<ApproachResult | Failure | null>;
  /**
   * Embeds pictures as they would look elsewhere, reporting how much is done, 0 to 1.
   * @param tunedLayers in place of the last layers of the base model; the same below
   * @returns one entry for each shift; null when it was stopped; why the first picture cannot be read where none can
   */
  embedShifted(
    pictures: readonly Picture[],
    shifts: readonly ImageShift[],
    onProgress: (doneFraction: number) => Promise<Answer>,
    tunedLayers?: TunedLayers | null,
  ): Promise<EmbeddingsOfShifts | Failure | null>;
  /**
   * Embeds pictures by the base model as it would be with weights of fewer bits, reporting how much is done, 0 to 1.
   * @returns null when it was stopped; why the first picture cannot be read where none can; `base-not-compressible` where the weights of the base model are not known
   */
  embedCompressed(
    pictures: readonly Picture[],
    precision: WeightPrecision,
    onProgress: (doneFraction: number) => Promise<Answer>,
    tunedLayers?: TunedLayers | null,
  ): Promise<CompressedEmbeddings | Failure | null>;
  /**
   * Embeds pictures by the same weights at several input sizes, whichever is in use, reporting how much is done, 0 to 1.
   * @returns an entry for each size; null when it was stopped; why the first picture cannot be read where none can; `base-model-unfit` where the base model takes one size only
   */
  embedAtSizes(
    pictures: readonly Picture[],
    inputSizes: readonly number[],
    onProgress: (doneFraction: number) => Promise<Answer>,
  ): Promise<EmbeddingsAtSizes | Failure | null>;
  /**
   * Trains and judges learners on few and many images, reporting results as they come.
   * @param pictures one for each row of the table, for runs from scratch; null without them
   * @returns null when all is done or it was stopped
   */
  drawLearningCurve(
    request: LearningCurveRequest,
    pictures: readonly Picture[] | null,
    onStep: (step: LearningCurveStep) => Promise<Answer>,
  ): Promise<Failure | null>;
  /** Gives a trained head another class, in two ways, reporting accuracies after each epoch. @returns null when all is done or it was stopped */
  tryGrowth(request: GrowthRequest, onStep: (step: GrowthStep) => Promise<Answer>): Promise<Failure | null>;
}
