/**
 * Everything that is expected to go wrong, as data: `kind` says what happened, the other fields carry what a person
 * needs to mend it. Crosses worker boundaries unharmed; `studio/describe-failure.ts` turns it into a sentence.
 */
export type Failure =
  | FileFailure
  | ImportFailure
  | BaseModelFailure
  | EngineFailure
  | TrainingFailure
  | ExportFailure
  | OpenedModelFailure
  | CameraFailure
  | ProjectFileFailure
  | TransferFailure
  | VideoFailure
  | PartFailure
  | StorageFailure
  | ProjectFailure;

/** Why one file did not become a sample. */
export type FileFailure =
  | { readonly kind: 'file-not-an-image'; readonly mediaType: string }
  | { readonly kind: 'file-empty' }
  /** The header says an image, the decoder refused it: cut short or damaged. */
  | { readonly kind: 'file-damaged'; readonly format: string }
  /** A format, or a kind of it, that cannot be decoded here (SVG, JPEG 2000, ...). */
  | { readonly kind: 'file-format-unsupported'; readonly format: string }
  | {
      readonly kind: 'file-too-many-pixels';
      readonly width: number;
      readonly height: number;
      readonly limit: number;
    }
  | { readonly kind: 'file-too-large'; readonly sizeBytes: number; readonly limitBytes: number }
  | { readonly kind: 'file-unreadable'; readonly detail: string }
  | { readonly kind: 'file-fully-transparent' }
  /** So little of it could be read that it shows nothing: `readFraction` of the rows, 0 to 1. */
  | { readonly kind: 'file-cut-off'; readonly format: string; readonly readFraction: number }
  /** The decoder of a format that browsers lack is fetched with the first such file, and that failed. */
  | { readonly kind: 'decoder-unreachable'; readonly format: string; readonly detail: string }
  /** It took too long, ran out of memory or failed in another way of its own. */
  | { readonly kind: 'decoder-gave-up'; readonly format: string; readonly detail: string };

/** Why an import as a whole, or a path in it, was refused. */
export type ImportFailure =
  | { readonly kind: 'import-empty' }
  | { readonly kind: 'import-no-classes' }
  /** There is a model in it, and no images. */
  | { readonly kind: 'import-is-model' }
  | { readonly kind: 'import-too-many-files'; readonly limit: number }
  /** Of images for one class, those beyond the limit were left out. */
  | { readonly kind: 'files-beyond-limit'; readonly limit: number }
  | { readonly kind: 'import-too-large'; readonly limitBytes: number }
  | { readonly kind: 'path-climbs-out' }
  | { readonly kind: 'path-too-long' }
  /** A file that lies in no class folder. */
  | { readonly kind: 'path-without-class' }
  | { readonly kind: 'zip-unreadable'; readonly detail: string }
  | { readonly kind: 'zip-encrypted' }
  | { readonly kind: 'zip-inside-zip' }
  /** One entry unpacks to far more than any image of its packed size could. */
  | { readonly kind: 'zip-bomb'; readonly ratio: number }
  | { readonly kind: 'import-too-many-classes'; readonly limit: number }
  /** The person stopped the reading; `readCount` files had come in by then. */
  | { readonly kind: 'import-stopped'; readonly readCount: number }
  /** Of an import so many images are kept; the room that the browser gives does not suffice for the rest. */
  | { readonly kind: 'import-no-room'; readonly readCount: number };

/** Why a base model could not be used. */
export type BaseModelFailure =
  | { readonly kind: 'base-model-unfit'; readonly detail: string }
  | { readonly kind: 'base-model-unreachable'; readonly url: string; readonly detail: string };

/** Why the engine cannot work. */
export type EngineFailure =
  | { readonly kind: 'no-backend'; readonly tried: readonly string[] }
  | { readonly kind: 'backend-unavailable'; readonly backend: string; readonly detail: string }
  | { readonly kind: 'backend-wrong'; readonly backend: string }
  /** The worker died or the GPU device was lost while the call was under way. */
  | { readonly kind: 'engine-crashed'; readonly detail: string }
  /** The person ended the start of the engine. */
  | { readonly kind: 'start-stopped' }
  /** Nothing was through within the time that measuring the speed may take. */
  | { readonly kind: 'speed-not-measured' }
  | { readonly kind: 'out-of-memory'; readonly detail: string };

/** Why training did not start, or ended early. */
export type TrainingFailure =
  | { readonly kind: 'too-few-classes'; readonly classCount: number }
  | { readonly kind: 'class-without-training-samples'; readonly classNames: readonly string[] }
  | {
      readonly kind: 'setting-out-of-range';
      readonly setting: string;
      readonly minimum: number;
      readonly maximum: number;
    }
  | { readonly kind: 'loss-not-finite'; readonly epoch: number }
  /** No class has images enough to hold some of them out in turn. */
  | { readonly kind: 'no-folds' }
  /** Settings cannot be compared without validation images. */
  | { readonly kind: 'search-needs-validation' };

/** Why nothing was exported. */
export type ExportFailure =
  | { readonly kind: 'nothing-trained' }
  /** Training cannot go on from the trained head. */
  | { readonly kind: 'head-does-not-fit' }
  /** There are no images yet. */
  | { readonly kind: 'nothing-to-save' }
  /** The head belongs to another base model than the one in use, or to the same at another input size, in pixels. */
  | { readonly kind: 'model-of-other-base'; readonly baseModel: string; readonly inputSize: number }
  /** The head was trained together with blocks of the base model, and is nothing without them. */
  | { readonly kind: 'head-of-tuned-base' }
  /** A full model can only be written for a base whose layers are known. */
  | { readonly kind: 'base-not-exportable'; readonly baseModel: string }
  /** There is no image that the model could be judged on. */
  | { readonly kind: 'nothing-to-judge' }
  /** There is no training image that could be read, and 8 bits need some. */
  | { readonly kind: 'nothing-to-calibrate' }
  /** Of a refit's blocks, only those that have learned from the validation images are kept, and there is no test set. */
  | { readonly kind: 'tuned-on-all' }
  /** Its weights can only be compressed where they are known one by one. */
  | { readonly kind: 'base-not-compressible'; readonly baseModel: string }
  /** Its blocks can only be trained where its layers are known. */
  | { readonly kind: 'base-not-cuttable'; readonly baseModel: string }
  /** `blockCount`: so many blocks at most leave activations that fit; null where not even one does. */
  | {
      readonly kind: 'activations-too-large';
      readonly sizeBytes: number;
      readonly limitBytes: number;
      readonly blockCount: number | null;
    }
  | { readonly kind: 'download-failed'; readonly detail: string };

/** Why a model from a file was not opened, or no longer works. */
export type OpenedModelFailure =
  /** There is no model among the files. */
  | { readonly kind: 'model-missing' }
  /** There are images among them, and no model. */
  | { readonly kind: 'model-is-images' }
  /** A file of a format that is opened where Graft has written it, and it has not. */
  | {
      readonly kind: 'model-not-of-graft';
      readonly format: 'onnx' | 'tflite' | 'web-component' | 'offline-page' | 'scratch-extension';
    }
  /** A link names a model on another host than the page's. */
  | { readonly kind: 'model-link-elsewhere'; readonly address: string }
  | { readonly kind: 'model-link-unreachable'; readonly address: string; readonly detail: string }
  | { readonly kind: 'model-link-too-large'; readonly address: string; readonly limitBytes: number }
  /** The program that opens it could not be fetched, or does not run here. */
  | {
      readonly kind: 'model-program-missing';
      readonly program: string;
      readonly fetched: boolean;
      readonly detail: string;
    }
  /** They are a model of another program, or a project. */
  | {
      readonly kind: 'model-of-other-program';
      readonly format: 'keras' | 'c-header' | 'saved-model' | 'pytorch' | 'project';
    }
  /** There are several models in it. */
  | { readonly kind: 'model-ambiguous'; readonly modelCount: number }
  | { readonly kind: 'model-unfit'; readonly detail: string }
  /** What it computes of an image is no number. */
  | { readonly kind: 'model-not-finite' }
  /** It is a head without its base model, and that is not the one in use. */
  | { readonly kind: 'model-needs-base'; readonly baseModel: string; readonly inputSize: number }
  /** The worker that ran it died. */
  | { readonly kind: 'model-stopped'; readonly detail: string };

/** Why the camera shows nothing. */
export type CameraFailure =
  | { readonly kind: 'camera-refused' }
  | { readonly kind: 'camera-missing' }
  | { readonly kind: 'camera-busy'; readonly detail: string }
  /** It was on, and went: unplugged, or its use taken back. */
  | { readonly kind: 'camera-gone' }
  | { readonly kind: 'camera-unsupported' };

/** Why a project file, or a part of it, was not opened. */
export type ProjectFileFailure =
  | { readonly kind: 'project-unreadable' }
  | { readonly kind: 'project-newer'; readonly version: number; readonly knownVersion: number }
  /** The end of the file is missing; what came before it is used. */
  | { readonly kind: 'project-cut-short' }
  /** What the project says of an image makes no sense. */
  | { readonly kind: 'project-image-odd' }
  /** The project names an image that is not in the file. */
  | { readonly kind: 'project-image-missing' }
  /** So many images more than are listed one by one are missing, or make no sense. */
  | { readonly kind: 'project-more-left-out'; readonly imageCount: number }
  | { readonly kind: 'project-model-damaged' }
  | { readonly kind: 'project-embeddings-damaged' }
  /** So many runs could not be read. */
  | { readonly kind: 'project-runs-damaged'; readonly count: number };
/** Why frames of a video did not become images. */
export type VideoFailure =
  | { readonly kind: 'video-unplayable'; readonly mediaType: string }
  /** A frame could not be read; those before it were taken. */
  | { readonly kind: 'video-broke-off'; readonly frameCount: number }
  /** It lies in a folder or ZIP, where nobody is asked which frames. */
  | { readonly kind: 'video-in-import' };

/** Why nothing came of what was dragged here from another page, or copied. */
export type TransferFailure =
  /** Only its address came; nothing is fetched from another host. */
  | { readonly kind: 'image-elsewhere' }
  | { readonly kind: 'drop-without-image' }
  | { readonly kind: 'clipboard-without-image' }
  | { readonly kind: 'clipboard-refused'; readonly detail: string };

/** Why a part of Graft that is fetched when it is first needed is not there: no connection, or the host has a newer version. */
export interface PartFailure {
  readonly kind: 'part-unreachable';
  readonly detail: string;
}

/** Why the browser did not keep something, or could not give it back. */
export type StorageFailure =
  | { readonly kind: 'storage-full' }
  | { readonly kind: 'storage-failed'; readonly detail: string };

/** Why a project was not opened or closed. */
export type ProjectFailure =
  | { readonly kind: 'project-open-elsewhere'; readonly name: string }
  | { readonly kind: 'project-gone' }
  | { readonly kind: 'project-unread'; readonly detail: string }
  /** The browser has an image's name and no longer its bytes. */
  | { readonly kind: 'image-lost' }
  /** Images are coming in, or a head is being trained. */
  | { readonly kind: 'project-busy' };

/** True for the failures above; false for any result without a string `kind` of theirs. */
export function isFailure(value: unknown): value is Failure {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as { kind?: unknown }).kind === 'string' &&
    Object.hasOwn(failureKinds, (value as { kind: string }).kind)
  );
}

/** A record and not a list, so that the compiler notices a kind that is missing here. */
const failureKinds: Readonly<Record<Failure['kind'], true>> = {
  'file-not-an-image': true,
  'file-empty': true,
  'file-damaged': true,
  'file-format-unsupported': true,
  'file-too-many-pixels': true,
  'file-too-large': true,
  'file-unreadable': true,
  'file-fully-transparent': true,
  'file-cut-off': true,
  'decoder-unreachable': true,
  'decoder-gave-up': true,
  'import-empty': true,
  'import-no-classes': true,
  'import-is-model': true,
  'import-too-many-files': true,
  'import-too-large': true,
  'path-climbs-out': true,
  'path-too-long': true,
  'path-without-class': true,
  'zip-unreadable': true,
  'zip-encrypted': true,
  'zip-inside-zip': true,
  'zip-bomb': true,
  'import-too-many-classes': true,
  'import-stopped': true,
  'import-no-room': true,
  'files-beyond-limit': true,
  'base-model-unfit': true,
  'base-model-unreachable': true,
  'no-backend': true,
  'backend-unavailable': true,
  'backend-wrong': true,
  'engine-crashed': true,
  'start-stopped': true,
  'speed-not-measured': true,
  'out-of-memory': true,
  'too-few-classes': true,
  'class-without-training-samples': true,
  'setting-out-of-range': true,
  'loss-not-finite': true,
  'no-folds': true,
  'search-needs-validation': true,
  'nothing-trained': true,
  'head-does-not-fit': true,
  'nothing-to-save': true,
  'model-of-other-base': true,
  'head-of-tuned-base': true,
  'base-not-exportable': true,
  'base-not-compressible': true,
  'base-not-cuttable': true,
  'activations-too-large': true,
  'nothing-to-judge': true,
  'nothing-to-calibrate': true,
  'tuned-on-all': true,
  'download-failed': true,
  'model-missing': true,
  'model-is-images': true,
  'model-link-elsewhere': true,
  'model-link-unreachable': true,
  'model-link-too-large': true,
  'model-not-of-graft': true,
  'model-program-missing': true,
  'model-of-other-program': true,
  'model-ambiguous': true,
  'model-unfit': true,
  'model-not-finite': true,
  'model-needs-base': true,
  'model-stopped': true,
  'camera-refused': true,
  'camera-missing': true,
  'camera-busy': true,
  'camera-gone': true,
  'camera-unsupported': true,
  'project-unreadable': true,
  'project-newer': true,
  'project-cut-short': true,
  'project-image-odd': true,
  'project-image-missing': true,
  'project-more-left-out': true,
  'project-model-damaged': true,
  'project-embeddings-damaged': true,
  'project-runs-damaged': true,
  'video-unplayable': true,
  'video-broke-off': true,
  'video-in-import': true,
  'image-elsewhere': true,
  'drop-without-image': true,
  'clipboard-without-image': true,
  'clipboard-refused': true,
  'part-unreachable': true,
  'storage-full': true,
  'storage-failed': true,
  'project-open-elsewhere': true,
  'project-gone': true,
  'project-unread': true,
  'image-lost': true,
  'project-busy': true,
};
