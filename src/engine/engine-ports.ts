import type { BaseModel } from '../core/embedding/base-model.ts';
import type { BatchPlan, Embedder } from '../core/embedding/embedder.ts';
import type { ImagenetHead } from '../core/embedding/imagenet-head.ts';
import type { CheckProgram } from '../core/export/check-programs.ts';
import type { ExportedFile } from '../core/export/exported-file.ts';
import type { ModelDescription } from '../core/export/model-description.ts';
import type { OfflineRuntime } from '../core/export/offline-page/export-offline-page.ts';
import type { ComponentRuntime } from '../core/export/web-component/export-web-component.ts';
import type { ImageFormat } from '../core/images/identify-image.ts';
import type { ImageRemark } from '../core/images/image-remark.ts';
import type { Answer } from '../core/shared/answer.ts';
import type { WeightPrecision } from '../core/shared/compress-weights.ts';
import type { BaseModelFailure, FileFailure } from '../core/shared/failure.ts';
import type { Head } from '../core/training/head.ts';
import type { BackendName, BaseModelInfo, BaseModelSource } from './engine-api.ts';

/** What the engine needs from the place where it runs: the worker gives the browser's, tests give Node's. */
export interface EnginePorts {
  readonly backends: BackendPort;
  readonly loadBaseModel: BaseModelLoader;
  readonly images: ImagePort;
  readonly runtime: RuntimePort;
  readonly lanes: LanePort;
  readonly checkPrograms: CheckProgramPort;
  readonly clock: EngineClock;
  /** Told when the device of the backend in use was lost: nothing works any more until a new engine is made. */
  readonly onDeviceLost: (detail: string) => void;
}

/** Other processors that a base model can run on, while wasm keeps that of the engine busy. */
export interface LanePort {
  /** How many are worth their memory on this machine; under 2 there is nothing to gain. */
  readonly laneCount: number;
  /** Brings one up with a network on it. @throws where that is not possible */
  open(network: BaseModel): Promise<Lane>;
}

/** A processor with a base model on it; it runs one pass at a time. */
export interface Lane {
  /** As `Embedder.embed`. @throws once it has died */
  embed(images: readonly Uint8Array[]): Promise<Float32Array>;
  close(): void;
}

/** Time, as the engine measures and waits for it. */
export interface EngineClock {
  /** Milliseconds on a clock that never goes back. */
  now(): number;
  /** Resolves after `durationMs`. */
  wait(durationMs: number): Promise<void>;
}

/** The TF.js backends of this device. One of them is current at a time. */
export interface BackendPort {
  /** Looks what there is without touching the backend in use. */
  probe(backend: BackendName): Promise<BackendProbe>;
  /**
   * Makes a backend the current one, bringing it up where needed.
   * @param onLost called when its device is lost later
   * @returns false when it could not be brought up; then none is current
   */
  activate(backend: BackendName, onLost: (detail: string) => void): Promise<boolean>;
  /** Frees everything that a backend holds. It can be activated again. */
  release(backend: BackendName): void;
}

/** What a look at a backend found. `detail` says why it is not there, as it stands in brackets behind a sentence. */
export type BackendProbe =
  | { readonly state: 'present' }
  /** A graphics backend that runs on the processor. */
  | { readonly state: 'emulated' }
  | { readonly state: 'unavailable'; readonly detail: string };

/** What runs exported models elsewhere, fetched when it is first put into a file. */
export interface RuntimePort {
  /** @throws where it cannot be fetched */
  loadOfflinePage(): Promise<OfflineRuntime>;
  /** @throws where it cannot be fetched */
  loadScratchExtension(): Promise<OfflineRuntime>;
  /** @throws where it cannot be fetched */
  loadWebComponent(): Promise<ComponentRuntime>;
}

/** Programs that open exported files and are fetched when they are first needed. */
export interface CheckProgramPort {
  /**
   * Fetches a program and starts it, apart from the engine.
   * @param onWaiting asked now and then whether to go on waiting, and told how many bytes have come, null once that is all; asked
   * as long as the program is used: `stop` ends it
   */
  start(
    program: CheckProgram,
    onWaiting: (loadedBytes: number | null) => Promise<Answer>,
  ): Promise<RunningProgram | ProgramFailure>;
}

/** Why a program does not run. `detail` stands in brackets behind a sentence. */
export type ProgramFailure =
  | { readonly reason: 'broken-off' }
  | { readonly reason: 'client-unreachable' | 'client-not-started'; readonly detail: string };

/** A program that waits for a model. */
export interface RunningProgram {
  /** With its version. */
  readonly name: string;
  /** @throws where it does not open the model, is ended, or takes too long */
  open(model: Uint8Array): Promise<void>;
  /** Runs one image through the model that was opened last. @throws where it breaks off, is ended, or takes too long */
  run(image: ProgramTensor): Promise<Float32Array>;
  /** Frees all that it holds. */
  end(): void;
}

/** What goes into a model. */
export interface ProgramTensor {
  readonly data: Float32Array | Uint8Array;
  readonly shape: readonly number[];
}

/** Fetches or reads a base model into plain numbers; nothing is put on a backend yet. */
export type BaseModelLoader = (
  source: BaseModelSource,
  onProgress: (loadedBytes: number, totalBytes: number) => void,
) => Promise<LoadedBaseModel | BaseModelFailure>;

/** A base model off any backend. */
export interface LoadedBaseModel {
  /** What is known before it runs; the sizes come from its embedder. */
  readonly facts: Omit<BaseModelInfo, 'inputSize' | 'embeddingSize'>;
  /**
   * Puts the network on the current backend.
   * @returns why it cannot serve as a base model, whatever the backend
   * @throws what the backend throws, when it is the backend that cannot run it
   */
  createEmbedder(plan: BatchPlan): Promise<Embedder | BaseModelFailure>;
  /** Its layers as plain numbers, which can be cut and trained; null where they are not known. */
  readonly network: BaseModel | null;
  /** The same weights for squares of another size, itself for its own; null where the layers are not known. */
  readonly atInputSize: ((inputSize: number) => LoadedBaseModel | BaseModelFailure) | null;
  /** The right embedding of the parity image; null where nobody knows it. */
  readonly parityEmbedding: readonly number[] | null;
  /**
   * Writes base and head as one TF.js layers model, where only TF.js knows the layers of the base; else null. Works on
   * the current backend.
   */
  readonly exportLayersModel:
    | ((head: Head, description: ModelDescription) => Promise<ExportedFile | BaseModelFailure>)
    | null;
  /**
   * The same network as it would be with weights of fewer bits, and how large those are; null where its weights are not
   * known. Puts it on the current backend, as `createEmbedder` does.
   */
  readonly createCompressedEmbedder:
    | ((
        plan: BatchPlan,
        precision: WeightPrecision,
      ) => { readonly embedder: Embedder; readonly sizeBytes: number })
    | null;
  /** Fetches the 1000-class head that it was trained with; null where it has none. */
  readonly loadImagenetHead: (() => Promise<ImagenetHead | BaseModelFailure>) | null;
}

/** What turns files into pixels, and pixels into a small file. */
export interface ImagePort {
  /**
   * Decodes an image to the square that the model sees: upright, centre-cropped, scaled to `side`. Limits on size are
   * checked before it is called.
   * @param webpOrientation what the Exif data of a WebP file asks for, 1 to 8, because some decoders overlook it there
   * @returns null when the decoder refuses the image
   */
  decode(image: Blob | ImageBitmap, side: number, webpOrientation: number): Promise<DecodedImage | null>;
  /**
   * Decodes what `decode` refused, or what is known to end early: formats that browsers lack, and what is left of a
   * damaged file.
   * @param bytes all of the file
   * @returns null when nobody can
   */
  decodeOtherwise(
    bytes: Uint8Array<ArrayBuffer>,
    format: ImageFormat,
    side: number,
  ): Promise<RemarkedImage | FileFailure | null>;
  /**
   * Decodes a baseline JPEG of more pixels than fit into memory, smaller than it is.
   * @param width as it is stored, in pixels
   * @returns null where the decoder cannot do that
   */
  decodeScaled(
    jpeg: Uint8Array<ArrayBuffer>,
    width: number,
    height: number,
    side: number,
  ): Promise<DecodedImage | null>;
  /** The square over white as a small image file for the gallery. */
  encodeThumbnail(rgba: Uint8ClampedArray<ArrayBuffer>, side: number): Promise<Blob>;
}

/** The square that the model sees, before it is laid over white. */
export interface DecodedImage {
  /** Row by row, colour not multiplied by alpha: `side * side * 4` bytes. */
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
  /** Size of the whole image as it was decoded, upright. */
  readonly width: number;
  readonly height: number;
}

/** A decoded image, and what a person should know of it. */
export interface RemarkedImage extends DecodedImage {
  readonly remark: ImageRemark | null;
}
