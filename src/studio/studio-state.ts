import type { SetName } from '../core/dataset/dataset.ts';
import type { MapMethod, PrincipalAxes } from '../core/embedding/embedding-map.ts';
import type { InputSize } from '../core/embedding/input-sizes.ts';
import type { BaseCut } from '../core/embedding/list-cuts.ts';
import type { CardFields } from '../core/export/model-card/card-fields.ts';
import type { ImageRemark } from '../core/images/image-remark.ts';
import type { ImageShift } from '../core/images/shift-image.ts';
import type { ClassActivationMaps } from '../core/prediction/class-activation-maps.ts';
import type { WeightPrecision } from '../core/shared/compress-weights.ts';
import type { Failure } from '../core/shared/failure.ts';
import type { TrainingSettings } from '../core/training/training-settings.ts';
import type { EpochRecord } from '../core/training/training-types.ts';
import type {
  BackendName,
  BackendReport,
  BaseModelInfo,
  BaseModelSource,
  EmbedTimings,
  StartStep,
} from '../engine/engine-api.ts';
import type { NamedBlob } from '../platform/named-blob.ts';
import type { StorageFacts } from '../platform/storage-facts.ts';
import type { BatchState } from './batch-state.ts';
import type { CameraOptions } from './camera-options.ts';
import type { ExportState } from './export-state.ts';
import type { HealthState } from './finding.ts';
import type { InputSizesState } from './input-sizes-state.ts';
import type { LabelCheckState } from './label-check.ts';
import type { OpenedEvaluationState } from './opened-evaluation.ts';
import type { OpenedModelState } from './opened-model.ts';
import type { SettingsFinderState } from './settings-finder-state.ts';
import type { SpeedState } from './speed-state.ts';
import type { TrainedModel, TrainingRun } from './trained-model.ts';

/** The engine's words that the page shows. */
export type { BackendReport, BaseModelInfo, BaseModelSource };

/** The whole state of the studio. Plain readonly data; every change makes a new object. */
export interface StudioState {
  readonly engine: EngineState;
  /** The backend that the person asked for. */
  readonly wantedBackend: BackendName | 'auto';
  readonly wantedBaseModel: BaseModelSource;
  /** Side of the square that the built-in base model sees, in pixels; part of the project. */
  readonly inputSize: InputSize;
  /** Why the last choice of a backend or base model was not followed; null after one that was. */
  readonly choiceFailure: Failure | null;
  readonly classes: readonly StudioClass[];
  readonly samples: readonly StudioSample[];
  /** The class that the person last worked in, where what they paste goes; it may have been deleted. Null before the first. */
  readonly usedClassId: string | null;
  readonly project: ProjectState;
  /** Why this is a new project, and not the one that was open last; null where it is. */
  readonly unopened: Failure | null;
  /** What the browser says about the room that it gives; null before it was asked. */
  readonly storage: StorageFacts | null;
  /** Videos of which it is not known yet which frames to take, in the order in which the person is asked. */
  readonly videos: readonly WaitingVideo[];
  /** The edit that `undo` would take back; null when there is none. */
  readonly undoable: EditLabel | null;
  /** The edit that `redo` would make again; null when there is none. */
  readonly redoable: EditLabel | null;
  /** Reading and embedding of images that is under way; null when there is none. */
  readonly importing: ImportProgress | null;
  /** Files and images that did not come in, those of the latest import first, until the person dismisses them. */
  readonly problems: readonly ImportProblem[];
  /** Images that came in, but not all of them, in the same order. */
  readonly remarks: readonly ImportRemark[];
  /** What the maker of the model states for its card. */
  readonly cardFields: CardFields;
  /** Project files that wait for the person to say what becomes of them; null when there are none. */
  readonly offeredProjects: OfferedProjects | null;
  /** What is the matter with the images, as far as it was looked for. */
  readonly health: HealthState;
  readonly embeddingMap: EmbeddingMapState;
  readonly compression: CompressionState;
  readonly shifts: ShiftsState;
  readonly inputSizes: InputSizesState;
  readonly speed: SpeedState;
  readonly batch: BatchState;
  /** Which images may be in the wrong class, once the person has asked. */
  readonly labelCheck: LabelCheckState;
  /** Totals over the visit for the base model in use, for the report; copies count like images here. */
  readonly timings: EmbedTimings;
  readonly settings: TrainingSettings;
  readonly camera: CameraOptions;
  readonly training: TrainingState;
  readonly settingsFinder: SettingsFinderState;
  /** What the head made of the images held back, epoch by epoch, in the latest training of this visit; null before one. */
  readonly epochAnswers: EpochAnswers | null;
  readonly model: TrainedModel | null;
  /** Trainings that are over, the first one first; `listRuns` has their models as they are now. */
  readonly runs: readonly TrainingRun[];
  /** The run that was deleted last; null when there is none, or it was brought back. */
  readonly deletedRun: TrainingRun | null;
  /** The head of a run that was cut off before this visit, where there is a model from before it; else null. */
  readonly cutOffModel: TrainedModel | null;
  readonly opened: OpenedModelState;
  /** Whether Predict and Evaluate use the opened model where there is a trained one, too. */
  readonly usesOpened: boolean;
  readonly openedEvaluation: OpenedEvaluationState;
  /** What the camera or the chosen image in Predict shows; null before the first. */
  readonly prediction: PredictionState | null;
  /** Whether heat maps are wanted with predictions. */
  readonly heatMapShown: boolean;
  readonly exporting: ExportState;
  /** Whether a program that opens a file may be fetched to check it. */
  readonly fetchesProgram: boolean;
  /** The sentence of the live region: what just happened or is happening. */
  readonly announcement: string;
}

export type EngineState =
  | { readonly phase: 'starting'; readonly step: StartStep | null }
  | {
      readonly phase: 'ready';
      readonly backend: BackendName;
      readonly reports: readonly BackendReport[];
      readonly baseModel: BaseModelInfo;
      /** Where the base model may be cut to train its last blocks, the fewest first; empty where it cannot be. */
      readonly cuts: readonly BaseCut[];
    }
  /** The worker died or the device was lost; a new one is starting with the same wishes. */
  | { readonly phase: 'restarting'; readonly failure: Failure; readonly step: StartStep | null }
  | { readonly phase: 'failed'; readonly failure: Failure };

/** The project that is open. */
export interface ProjectState {
  readonly id: string;
  readonly name: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly keeping: Keeping;
}

/** Whether the project is kept in the browser for the next visit. */
export type Keeping =
  /** A project is being read; nothing can be edited. */
  | { readonly phase: 'opening' }
  /** All that is shown is kept. */
  | { readonly phase: 'kept' }
  /** The person wants nothing to be kept; no project has been opened yet; or all has been forgotten, before the page is loaded anew. */
  | { readonly phase: 'off'; readonly reason: 'wanted' | 'not-opened' | 'forgotten' }
  /** What is new is not kept. */
  | { readonly phase: 'failed'; readonly failure: Failure };

/** A class as the person sees it. */
export interface StudioClass {
  readonly id: string;
  readonly name: string;
  /** Its place among the colours of classes, 0 to `classColourCount - 1`. */
  readonly colour: number;
  /** A disabled class stays with its images, but is not trained, and neither counted nor judged. */
  readonly disabled: boolean;
}

/** How many colours there are for classes; more classes than that share them. */
export const classColourCount = 12;

/** What a person can do to classes and images, and take back. */
export type EditKind =
  | 'add-class'
  | 'rename-class'
  | 'delete-class'
  | 'recolour-class'
  | 'disable-class'
  | 'enable-class'
  | 'add-images'
  | 'remove-images'
  | 'move-images'
  | 'disable-images'
  | 'enable-images'
  | 'pin-images'
  | 'unpin-images';

/** An edit in the words that "Undo" and "Redo" are given. Each edit has its own object. */
export interface EditLabel {
  readonly kind: EditKind;
  /** The class that it is about, as it was called then; null where it is about none, or about several. */
  readonly className: string | null;
  /** How many images it added, removed or changed. */
  readonly imageCount: number;
}

/** A video whose frames are to become images of a class. */
export interface WaitingVideo {
  readonly id: string;
  readonly classId: string;
  /** Whether the class was made for what came with it; then it goes again where nothing comes of that. */
  readonly classIsNew: boolean;
  /** The path or name by which the person knows it; shown as text only. */
  readonly file: string;
  readonly video: Blob;
}

/** One image in a class. */
export interface StudioSample {
  readonly id: string;
  readonly classId: string;
  /** Its place among all samples, which are always in ascending order of it. */
  readonly order: number;
  /** The path inside the import, or the file's name. */
  readonly file: string;
  /** The original bytes. */
  readonly image: Blob;
  readonly assignedSet: SetName | null;
  /** The set that the person put it in by hand; null where they did not. */
  readonly pinnedSet: SetName | null;
  /** A disabled sample stays in its class, but is not trained, and neither counted nor judged. */
  readonly disabled: boolean;
  /** The recording or video that it is one picture of; null for a picture of its own. */
  readonly burstId: string | null;
  /** `waiting`: not embedded yet (or by another base model). `ready`: shown and trainable. */
  readonly state: 'waiting' | 'ready';
  /** Present from `ready` on. */
  readonly thumbnail: Blob | null;
  readonly imageHash: string | null;
}

export interface ImportProgress {
  /** What is being read: a file's or folder's name, or null for single images. */
  readonly name: string | null;
  /** `reading`: files are listed or unpacked, total unknown. `embedding`: images go through the base model. */
  readonly phase: 'reading' | 'embedding';
  /** While reading: files found so far. */
  readonly doneCount: number;
  /** 0 while reading. */
  readonly totalCount: number;
  readonly stopping: boolean;
}

export interface OfferedProjects {
  readonly files: readonly NamedBlob[];
  /** Why they could not be opened on their own just now. */
  readonly failure: Failure | null;
}

export interface ImportProblem {
  readonly id: string;
  /** Name of the file, path or archive, as it came; shown as text only. */
  readonly file: string;
  readonly failure: Failure;
}

export interface ImportRemark {
  /** Of the sample, which may be gone by now. */
  readonly id: string;
  /** Name of the file, as it came; shown as text only. */
  readonly file: string;
  readonly remark: ImageRemark;
}

export type TrainingState =
  | { readonly phase: 'idle' }
  | {
      readonly phase: 'running';
      /**
       * `preparing`: images that wait, and then copies, are read and embedded first. Where blocks of the base model are
       * trained, images go to the cut (`reading`) before the fit of the head alone, and `tune` is that of both together. At the end
       * heads of folds are trained to know how sure the head may be (`calibrate`).
       */
      readonly stage: 'preparing' | 'reading' | 'fit' | 'tune' | 'refit' | 'calibrate';
      /** Copies that are being embedded; null before and after. */
      readonly copying: { readonly doneCount: number; readonly totalCount: number } | null;
      /** Images on their way to the cut; null before and after. */
      readonly reading: { readonly doneCount: number; readonly totalCount: number } | null;
      readonly epochCount: number;
      /** So many of these are to be of head and blocks together; 0 where no blocks are trained. */
      readonly tuningEpochs: number;
      /** So many were of the head alone, once blocks are trained with it; null before. */
      readonly headEpochCount: number | null;
      /** Of the epoch under way, with blocks, or of the calibration, 0 to 1; 0 where epochs are quick. */
      readonly epochFraction: number;
      readonly refitEpoch: number;
      readonly history: readonly EpochRecord[];
      readonly stopping: boolean;
    }
  /** The last run did not start or gave no head; an earlier head is kept. */
  | { readonly phase: 'failed'; readonly failure: Failure };

/** Which class each validation image was taken for after each epoch of a training. */
export interface EpochAnswers {
  /** The run that it belongs to; null while it is under way, and where nothing came of it. */
  readonly runId: string | null;
  readonly classIds: readonly string[];
  /** A sample may have been deleted since. */
  readonly sampleIds: readonly string[];
  /** In the order of `sampleIds`. */
  readonly trueClassIndexes: readonly number[];
  /** For each epoch, the first one first, the class columns in the order of `sampleIds`. */
  readonly epochs: readonly Uint16Array<ArrayBuffer>[];
}

export type PredictionState =
  | { readonly phase: 'running'; readonly source: PredictionSource }
  | { readonly phase: 'failed'; readonly source: PredictionSource; readonly failure: Failure }
  | {
      readonly phase: 'done';
      readonly source: PredictionSource;
      /** Highest first; names are looked up by class id when they are shown. */
      readonly entries: readonly { readonly classId: string; readonly confidence: number }[];
      /** The square that the model saw, small; null for the camera. */
      readonly thumbnail: Blob | null;
      readonly remark: ImageRemark | null;
      /** Where the head sees each class; null where that was not wanted, or the base model cannot tell. */
      readonly heatMaps: HeatMaps | null;
      /** By the base model as it was; null where the model in use has trained blocks of it. */
      readonly embedding: Float32Array<ArrayBuffer> | null;
      readonly durationMs: number;
    };

/** How the trained model does on images that look otherwise than those it knows. */
export type ShiftsState =
  | { readonly phase: 'idle' }
  | { readonly phase: 'running'; readonly doneFraction: number; readonly stopping: boolean }
  | { readonly phase: 'failed'; readonly failure: Failure }
  | {
      readonly phase: 'done';
      /** The model that was measured; another one may be in use by now. */
      readonly model: TrainedModel;
      readonly set: 'validation' | 'test';
      /** How many images of each class were looked at, and how many of them it gets right as they are. */
      readonly counts: readonly number[];
      readonly rightCounts: readonly number[];
      /** Names of images that could not be read any more, and were not judged. */
      readonly leftOut: readonly string[];
      readonly entries: readonly {
        readonly shift: ImageShift;
        readonly rightCounts: readonly number[];
        /** One image as it looks then, small. */
        readonly preview: Blob | null;
      }[];
    };

/** What fewer bits would do to the trained model. */
export type CompressionState =
  | { readonly phase: 'idle' }
  | { readonly phase: 'running'; readonly doneFraction: number; readonly stopping: boolean }
  | { readonly phase: 'failed'; readonly failure: Failure }
  | {
      readonly phase: 'done';
      /** The model that was measured; another one may be in use by now. */
      readonly model: TrainedModel;
      readonly set: 'validation' | 'test';
      readonly imageCount: number;
      /** Names of images that could not be read any more, and were not judged. */
      readonly leftOut: readonly string[];
      readonly entries: readonly CompressionEntry[];
    };

/** One way to write the weights down. */
export interface CompressionEntry {
  readonly precision: WeightPrecision;
  /** Base model and head together. */
  readonly sizeBytes: number;
  readonly accuracy: number;
  /** How many of the images get another class than in float32. */
  readonly changedCount: number;
  /** The largest difference in any probability to float32, 0 to 1. */
  readonly largestDifference: number;
  /** Time of the base model for one image, without decoding; null where it runs the same as float32. */
  readonly msPerImage: number | null;
}

/** The images as dots, where the base model puts them. */
export interface EmbeddingMapState {
  /** The latest map; null before the first. */
  readonly drawn: DrawnMap | null;
  /** A map that is being worked out; null when none is. */
  readonly run: {
    readonly method: MapMethod;
    readonly doneFraction: number;
    readonly stopping: boolean;
  } | null;
  /** Why the last one was not drawn; null where it was. */
  readonly failure: Failure | null;
}

export interface DrawnMap {
  readonly method: MapMethod;
  readonly baseModel: BaseModelInfo;
  /** The sample of each row; it may have been deleted since. */
  readonly sampleIds: readonly string[];
  /** x and y of each row. */
  readonly positions: Float32Array<ArrayBuffer>;
  readonly axes: PrincipalAxes | null;
  /** The row that is the most like each row; null where that was not looked for. */
  readonly nearestRows: Int32Array<ArrayBuffer> | null;
}

/** Class activation maps, and the class of each. */
export interface HeatMaps {
  readonly classIds: readonly string[];
  readonly maps: ClassActivationMaps;
}

export type PredictionSource =
  | { readonly kind: 'file'; readonly name: string; readonly image: Blob }
  | { readonly kind: 'camera' };
