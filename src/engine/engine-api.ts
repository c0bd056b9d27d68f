import type { EmbeddingMap, EmbeddingMapRequest } from '../core/embedding/embedding-map.ts';
import type { EmbeddingTable } from '../core/embedding/embedding-table.ts';
import type { InputSize } from '../core/embedding/input-sizes.ts';
import type { BaseCut } from '../core/embedding/list-cuts.ts';
import type { Misfit, MisfitRequest } from '../core/embedding/misfits.ts';
import type { NearDuplicateRequest } from '../core/embedding/near-duplicate-request.ts';
import type { TunedLayers } from '../core/embedding/tuned-layers.ts';
import type { LabelCheck } from '../core/evaluation/find-label-errors.ts';
import type { LabelCheckRequest } from '../core/evaluation/label-check-request.ts';
import type { Augmentation } from '../core/images/augment-image.ts';
import type { ImageRemark } from '../core/images/image-remark.ts';
import type { PixelStatistics } from '../core/images/pixel-statistics.ts';
import type { ClassActivationMaps } from '../core/prediction/class-activation-maps.ts';
import type { Answer } from '../core/shared/answer.ts';
import type { Failure, FileFailure } from '../core/shared/failure.ts';
import type { CrossValidationRequest } from '../core/training/cross-validation-request.ts';
import type { Head } from '../core/training/head.ts';
import type { LearningRateTest } from '../core/training/learning-rate-test.ts';
import type { TrainingOutcome, TrainingRequest, TrainingStep } from '../core/training/training-types.ts';
import type { BaseModelInfo } from './base-model-info.ts';
import type { ExperimentsApi } from './experiments-api.ts';
import type { ExportApi } from './export-api.ts';
import type { TuningApi } from './tuning-api.ts';

export type { BaseModelInfo } from './base-model-info.ts';
export type { Picture, SizedEmbeddings } from './experiments-api.ts';
export type { CheckedFile, ModelWriting } from './export-api.ts';
export type {
  ModelFileFormat,
  ModelHost,
  ModelSource,
  OpenedModelFacts,
  ProgramFetch,
} from './opened-model-api.ts';
export type { ImageTuningRequest, ImageTuningStep } from './tuning-api.ts';

/** The TF.js backends, in the order in which they are wished for. */
export const backendNames = ['webgpu', 'webgl', 'wasm', 'cpu'] as const;
/** The name of one of them. */
export type BackendName = (typeof backendNames)[number];

/** What was found out about one backend at start. */
export type BackendReport =
  | { readonly backend: BackendName; readonly state: 'ready'; readonly msPerImage: number }
  /** It exists but only as an emulation on the processor, so it was not timed; it can still be chosen by hand. */
  | { readonly backend: BackendName; readonly state: 'emulated' }
  | { readonly backend: BackendName; readonly state: 'untried' }
  | { readonly backend: BackendName; readonly state: 'unavailable'; readonly detail: string }
  | { readonly backend: BackendName; readonly state: 'wrong-results' };

/** Where a base model comes from. `inputRange` is what pixel values 0 and 255 become. */
export type BaseModelSource =
  /** At another input size it is another base model of the same weights; without one, that of its training. */
  | { readonly kind: 'built-in'; readonly inputSize?: InputSize }
  | {
      readonly kind: 'layers-url' | 'graph-url';
      readonly url: string;
      readonly inputRange: readonly [number, number];
    }
  | {
      readonly kind: 'layers-files' | 'graph-files';
      readonly files: readonly File[];
      readonly inputRange: readonly [number, number];
    }
  | {
      readonly kind: 'tfjs-mobilenet';
      readonly version: 1 | 2;
      readonly alpha: 0.25 | 0.5 | 0.75 | 1;
      /** Where the model lies; without it the package's own address is asked. */
      readonly url?: string;
      readonly inputRange: readonly [number, number];
    };

/** What the engine shall run. */
export interface StartRequest {
  /** `auto` measures and takes the fastest that computes rightly. */
  readonly backend: BackendName | 'auto';
  /** An earlier measurement on this machine; with it `auto` starts at once, and what is tried only adds to it. */
  readonly knownReports?: readonly BackendReport[];
  readonly baseModel: BaseModelSource;
}

/** What the engine runs, and what is known of each backend, in the order in which they are wished for. */
export interface StartResult {
  readonly backend: BackendName;
  readonly reports: readonly BackendReport[];
  readonly baseModel: BaseModelInfo;
  /** Where the base model may be cut to train its last blocks, the fewest first; empty where its layers are not known. */
  readonly cuts: readonly BaseCut[];
}

/** What the engine is doing while it starts. */
export type StartStep =
  | { readonly step: 'loading-base-model'; readonly loadedBytes: number; readonly totalBytes: number }
  | { readonly step: 'measuring-backend'; readonly backend: BackendName };

/** One image to embed: a file's bytes. */
export interface ImageToEmbed {
  readonly id: string;
  readonly image: Blob;
}

/** What became of one image. */
export type EmbeddedImage =
  | {
      readonly id: string;
      readonly embedding: Float32Array<ArrayBuffer>;
      /** SHA-256 of the file's bytes, as hex. */
      readonly imageHash: string;
      /** The square that the model sees, small, for the gallery. */
      readonly thumbnail: Blob;
      /** Of the same square. */
      readonly pixels: PixelStatistics;
      readonly width: number;
      readonly height: number;
      readonly remark: ImageRemark | null;
    }
  /** Its bytes are known, or those of an image that the same run has embedded before it: nothing was computed. */
  | { readonly id: string; readonly knownImageHash: string }
  | { readonly id: string; readonly failure: FileFailure };

/** An image of which augmented copies are wanted. */
export interface ImageToCopy {
  readonly image: Blob;
  /** SHA-256 of its bytes, as hex; decides with a copy's number how that is changed. */
  readonly imageHash: string;
  /** 1 for the first. */
  readonly copyNumbers: readonly number[];
}

/** What became of the copies of one image. */
export type EmbeddedCopies =
  | {
      readonly imageHash: string;
      readonly copies: readonly {
        readonly copyNumber: number;
        readonly embedding: Float32Array<ArrayBuffer>;
      }[];
    }
  | { readonly imageHash: string; readonly failure: FileFailure };

/** Where the time of an embedding run went, in milliseconds. */
export interface EmbedTimings {
  /** Without those that were known or could not be decoded; of a run on copies, the copies. */
  readonly imagesEmbedded: number;
  /** Time spent waiting for decoders while nothing could be embedded. */
  readonly decodeMs: number;
  readonly embedMs: number;
  readonly totalMs: number;
}

/** One image classified. */
export interface Classification {
  /** In the order of the head's classes; they sum to 1. */
  readonly probabilities: Float32Array<ArrayBuffer>;
  readonly embedding: Float32Array<ArrayBuffer>;
  /** The square that the model sees, small; null for a frame of the camera. */
  readonly thumbnail: Blob | null;
  readonly remark: ImageRemark | null;
  /** Where in the square the head sees each class; null where that was not asked for, or the base model has no feature map. */
  readonly activationMaps: ClassActivationMaps | null;
  readonly durationMs: number;
}

/**
 * What the page may ask of the worker: the one interface between them. Every answer is plain data that survives a
 * structured clone; expected failures come back as values, a rejected promise is a bug or a dead worker.
 */
export interface EngineApi extends ExperimentsApi, ExportApi, TuningApi {
  /**
   * Loads the base model and a backend. Calling it again changes either; on a failure those in use stay. Waits for a
   * training run to end, but not for an embedding run: that goes on with the new backend, and ends as if stopped when
   * the base model is another.
   */
  start(request: StartRequest, onStep: (step: StartStep) => void): Promise<StartResult | Failure>;
  /** Tells that so many images will soon be there to embed, so that what takes time to get ready is begun meanwhile. */
  expectImages(imageCount: number): Promise<void>;
  /**
   * Decodes and embeds images, several decodes in flight. Results arrive in groups, each image exactly once and in order; the next
   * group waits for the answer to the last. One run at a time: a second one waits. Of images with the same bytes only
   * the first is decoded and embedded.
   * @param knownImageHashes of the images whose embeddings by the base model in use the caller has already
   */
  embedImages(
    images: readonly ImageToEmbed[],
    onEmbedded: (results: readonly EmbeddedImage[]) => Promise<Answer>,
    knownImageHashes?: ReadonlySet<string>,
  ): Promise<EmbedTimings | Failure>;
  /**
   * Decodes each image once and embeds its augmented copies. Results arrive like those of `embedImages`, which waits for
   * this run, as it does for that.
   */
  embedCopies(
    images: readonly ImageToCopy[],
    augmentation: Augmentation,
    onEmbedded: (results: readonly EmbeddedCopies[]) => Promise<Answer>,
  ): Promise<EmbedTimings | Failure>;
  /** A small picture of each copy, as the model would see it. */
  drawCopies(image: ImageToCopy, augmentation: Augmentation): Promise<readonly Blob[] | Failure>;
  /**
   * Finds images that are nearly the same, reporting how much is done, 0 to 1; the next step waits for the answer. The
   * embeddings are handed over: they are the worker's from then on.
   * @returns rows of each group of two or more; null when it was stopped
   */
  findNearDuplicates(
    request: NearDuplicateRequest,
    onProgress: (doneFraction: number) => Promise<Answer>,
  ): Promise<readonly (readonly number[])[] | null | Failure>;
  /** Finds images that lie far from their class, or nearer to another one. The embeddings are handed over, too. */
  findMisfits(request: MisfitRequest): Promise<readonly Misfit[] | Failure>;
  /**
   * Lays embeddings out in a plane, reporting how much is done, 0 to 1.
   * @returns null when it was stopped
   */
  mapEmbeddings(
    request: EmbeddingMapRequest,
    onProgress: (doneFraction: number) => Promise<Answer>,
  ): Promise<EmbeddingMap | null | Failure>;
  /**
   * Finds images that are probably in the wrong class, reporting how much is done, 0 to 1; the next step waits for the answer.
   * @returns null when it was stopped
   */
  checkLabels(
    request: LabelCheckRequest,
    onProgress: (doneFraction: number) => Promise<Answer>,
  ): Promise<LabelCheck | null | Failure>;
  /** Trains a head on cached embeddings, reporting every epoch. After epochs that take less than a tenth of a second a stop may come one later. */
  trainHead(
    request: TrainingRequest,
    onStep: (step: TrainingStep) => Promise<Answer>,
  ): Promise<TrainingOutcome>;
  /**
   * Judges rows by heads that were trained in the same way on the other folds, reporting how much is done, 0 to 1.
   * @returns sampleCount * classCount probabilities, NaN for rows in no fold; null when it was stopped
   */
  predictUnseen(
    request: CrossValidationRequest,
    onProgress: (doneFraction: number) => Promise<Answer>,
  ): Promise<Float32Array<ArrayBuffer> | Failure | null>;
  /**
   * Tests learning rates on the training rows of a request, reporting how much is done, 0 to 1.
   * @returns null when it was stopped
   */
  findLearningRate(
    request: TrainingRequest,
    onProgress: (doneFraction: number) => Promise<Answer>,
  ): Promise<LearningRateTest | Failure | null>;
  /** Class probabilities of every row: sampleCount * classCount numbers. */
  predictTable(head: Head, table: EmbeddingTable): Promise<Float32Array<ArrayBuffer>>;
  /**
   * Decodes, embeds and classifies one image or camera frame; goes before a long embedding run. A frame is handed over
   * and closed. Of frames that come faster than they are classified only the newest is, and answers for the others.
   * @param withMaps whether activation maps are wanted, too
   * @param tunedLayers in place of the last layers of the base model; the same object each time for the same layers, which
   *   are then brought to the backend once
   */
  classifyImage(
    image: Blob | ImageBitmap,
    head: Head,
    withMaps?: boolean,
    tunedLayers?: TunedLayers | null,
  ): Promise<Classification | Failure>;
  /** Tensors alive on the backend: the same before and after any of the calls above. */
  countTensors(): Promise<number>;
}

/** The engine as the page has it, with a life: calls are answered with `engine-crashed` when the worker dies, never left waiting. */
export interface EngineClient extends EngineApi {
  /**
   * Called when the worker died or lost its device. The next call to `start` makes a new worker, and so
   * does one that needs no backend: `predictTable`, and `exportModel` of a head.
   * @returns ends the listening
   */
  onCrash(listener: (failure: Failure) => void): () => void;
  /** Ends the worker and answers every call in flight with `failure`; nobody is told of a crash. */
  abandon(failure: Failure): void;
}
