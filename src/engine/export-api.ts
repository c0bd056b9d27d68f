import type { TunedLayers } from '../core/embedding/tuned-layers.ts';
import type { ExportCheck } from '../core/export/export-check.ts';
import type { ExportedFile } from '../core/export/exported-file.ts';
import type { ModelDescription } from '../core/export/model-description.ts';
import type { PageFrame } from '../core/export/page-frame.ts';
import type { FloatPrecision } from '../core/export/write-weights.ts';
import type { Answer } from '../core/shared/answer.ts';
import type { WeightPrecision } from '../core/shared/compress-weights.ts';
import type { Failure } from '../core/shared/failure.ts';
import type { Head } from '../core/training/head.ts';
import type { Picture } from './experiments-api.ts';

/** The formats that the engine writes a trained model in, each with its options. */
export type ModelWriting =
  /** A ZIP of a TF.js layers model from embedding to probabilities. */
  | { readonly format: 'head'; readonly precision: FloatPrecision }
  /** A ZIP of a TF.js layers model from pixels to probabilities. Of a base model that only TF.js knows, in float32. */
  | { readonly format: 'full-model'; readonly precision: FloatPrecision }
  /** The same as a TF.js graph model. */
  | { readonly format: 'graph-model'; readonly precision: WeightPrecision }
  /** One HTML file with the model and all that runs it. Nothing in it is rounded. */
  | { readonly format: 'offline-page' }
  /** One script of blocks for editors of Scratch projects. The same numbers. */
  | { readonly format: 'scratch-extension' }
  /** A ZIP of the element that runs the model on any web page, and the model. The same numbers. */
  | { readonly format: 'web-component' }
  /** An ONNX model from pixels, or from pictures of any size, to probabilities. */
  | { readonly format: 'onnx'; readonly precision: FloatPrecision; readonly withPreprocessing: boolean }
  /** A TFLite model of one image at a time; with 8 bits in whole numbers throughout. */
  | { readonly format: 'tflite'; readonly precision: WeightPrecision }
  /** That with 8 bits as a C header. */
  | { readonly format: 'c-header'; readonly precision: 'int8' }
  /** A `.keras` file of Keras 3. */
  | { readonly format: 'keras'; readonly precision: 'float32' }
  /** The same as the ZIP of a layers model that Teachable Machine writes. */
  | { readonly format: 'teachable-machine'; readonly precision: 'float32' };

/** A trained model to be written as one file. */
export type ModelExportRequest = ModelWriting & {
  readonly head: Head;
  /** What the file says of the model; the check of the file is added to it. */
  readonly description: Omit<ModelDescription, 'check'>;
  /** In place of the last layers of the base model in use; null where that is as it was. */
  readonly tunedLayers: TunedLayers | null;
  /** Training images, which say what ranges the whole numbers of 8-bit formats are spread over; the others do not need them. */
  readonly calibration: readonly Picture[];
  /** What the file is checked on, as far as there is time for it. */
  readonly pictures: readonly Picture[];
  /** Whether a program that does not come with the page may be fetched for the check. */
  readonly fetchesProgram: boolean;
};

/** How far an export is. */
export type ExportProgress =
  /** A program that opens the file is on its way, or starts; told now and then, also while nothing comes. */
  | { readonly stage: 'fetching'; readonly loadedBytes: number; readonly totalBytes: number }
  /** So many pictures have been run through the file. */
  | { readonly stage: 'checking'; readonly doneCount: number };

/** What an export is told when it reports how far it is. */
export type ExportAnswer = Answer | 'skip-check';

/** A file that is ready to be handed to the person, and how far it does what the studio does. */
export interface CheckedFile {
  readonly file: ExportedFile;
  readonly check: ExportCheck;
}

/** What the page may ask of the worker about files of trained models. Part of `EngineApi`. */
export interface ExportApi {
  /**
   * Writes a trained model, opens the file again with a program that people use it with, where one runs here, and says in the
   * file what came of that. All formats but `head` need the base model that the head was trained on to be in use.
   * @param onProgress asked also while a program starts, opens the file or looks at a picture; `skip-check` leaves the check at
   * the pictures so far, or breaks it off where there are none; after `stop` nothing more is written
   * @param frame where a file that is a page runs by itself; without one, the model in it is read and run
   * @returns null where it was stopped
   */
  exportModel(
    request: ModelExportRequest,
    onProgress: (progress: ExportProgress) => Promise<ExportAnswer>,
    frame?: PageFrame | null,
  ): Promise<CheckedFile | Failure | null>;
}
