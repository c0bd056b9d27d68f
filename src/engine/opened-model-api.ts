import type { CheckProgram } from '../core/export/check-programs.ts';
import type { ModelNotes } from '../core/export/read-model-notes.ts';
import type { ImageRemark } from '../core/images/image-remark.ts';
import type { OutputKind } from '../core/prediction/read-outputs.ts';
import type { Failure } from '../core/shared/failure.ts';
import type { Head } from '../core/training/head.ts';

/** What a model lies in: a TF.js model, or a file that Graft has written for another program or with its own runtime. */
export type ModelFileFormat = 'tfjs' | GraftFileFormat;

/** The files that are opened where Graft has written them. */
export type GraftFileFormat =
  | 'onnx'
  | 'tflite'
  | 'c-header'
  | 'keras'
  | 'web-component'
  | 'offline-page'
  | 'scratch-extension';

/** A model as the files that a person has of it. */
export interface ModelSource {
  readonly format: ModelFileFormat;
  /** What of them belongs to the model is found by what that file says; nothing is fetched from elsewhere. */
  readonly files: readonly { readonly path: string; readonly blob: Blob }[];
  /** Which of them says what it is: its model.json or classifier.json, or the one file that holds all. */
  readonly modelPath: string;
}

/** What an opened model is. */
export interface OpenedModelFacts extends Pick<ModelNotes, 'maker' | 'labels' | 'noneThreshold'> {
  readonly format: 'layers-model' | 'graph-model' | GraftFileFormat;
  readonly classCount: number;
  /** How many labels came with it; where that is another number than `classCount`, `labels` is null. */
  readonly foundLabelCount: number;
  /** Side of the square that it sees, in pixels. */
  readonly inputSize: number;
  /** What pixel values 0 and 255 become. */
  readonly inputRange: readonly [number, number];
  /** Whether `inputRange` is stated, and not assumed. */
  readonly rangeKnown: boolean;
  /** What its numbers were before they were made probabilities. */
  readonly output: OutputKind;
  /** How many weights it has; null where nobody has counted them. */
  readonly parameterCount: number | null;
  /** A head that the engine runs on its base model; null for a model that sees images by itself. */
  readonly head: { readonly head: Head; readonly baseModel: NonNullable<ModelNotes['baseModel']> } | null;
}

/** One image, classified by an opened model. */
export interface OpenedModelAnswer {
  /** One per class; they sum to 1, those of a model of 8 bits nearly. */
  readonly probabilities: Float32Array<ArrayBuffer>;
  /** The square that it saw, small; null for a frame of the camera. */
  readonly thumbnail: Blob | null;
  readonly remark: ImageRemark | null;
  readonly durationMs: number;
}

/** A program that is on its way, because only it opens the model. */
export interface ProgramFetch {
  readonly program: CheckProgram;
  readonly loadedBytes: number;
}

/**
 * Runs a model from a file in a worker of its own, so that one that is too large, never ends or is hostile costs nothing but
 * itself. One at a time.
 */
export interface ModelHost {
  /**
   * Opens a model, in place of the one before it, which stays where that fails. A head is only read: the engine runs it.
   * @param stop gives up on it
   * @param onFetching told now and then how much has come of a program that is fetched for it; null once that is all
   * @returns `'stopped'` after that; else facts that stand for the model in `classify`
   */
  open(
    source: ModelSource,
    stop: AbortSignal,
    onFetching?: (fetching: ProgramFetch | null) => void,
  ): Promise<OpenedModelFacts | Failure | 'stopped'>;
  /**
   * Decodes and classifies one image. A worker that has died is made anew first.
   * @param facts what `open` gave for the model that is meant; one that is no longer open answers `model-stopped`
   * @param image a frame of the camera is handed over and closed
   */
  classify(
    facts: OpenedModelFacts,
    image: Blob | ImageBitmap,
    inputRange: readonly [number, number],
  ): Promise<OpenedModelAnswer | Failure>;
  /** Ends what is under way, an opening again too. The next call opens the model again. */
  interrupt(): void;
  /** Forgets the model. */
  close(): void;
}
