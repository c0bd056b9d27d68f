import type { StoreApi } from 'zustand/vanilla';
import type { SetName } from '../core/dataset/dataset.ts';
import type { MapMethod } from '../core/embedding/embedding-map.ts';
import type { InputSize } from '../core/embedding/input-sizes.ts';
import type { CardFields } from '../core/export/model-card/card-fields.ts';
import type { QrFormat } from '../core/export/qr-code/write-qr-file.ts';
import type { Failure, PartFailure } from '../core/shared/failure.ts';
import type { TrainingSettings } from '../core/training/training-settings.ts';
import type { BackendName, BaseModelSource } from '../engine/engine-api.ts';
import type { ListFiles, NamedBlob } from '../platform/named-blob.ts';
import type { ProjectSummary } from '../platform/project-store.ts';
import type { CameraOptions } from './camera-options.ts';
import type { ImageChecker } from './check-images.ts';
import type { LabelChecker } from './check-labels.ts';
import type { Experiments } from './create-experiments.ts';
import type { InputSizeMeasurer } from './create-input-size-measurer.ts';
import type { ManyPredictor } from './create-many-predictor.ts';
import type { ModelOpener } from './create-model-opener.ts';
import type { OpenedEvaluator } from './create-opened-evaluator.ts';
import type { SettingsFinder } from './create-settings-finder.ts';
import type { SpeedMeasurer } from './create-speed-measurer.ts';
import type { RunEditor } from './edit-runs.ts';
import type { CopyEstimate } from './estimate-copies.ts';
import type { FindingMender } from './mend-findings.ts';
import type { ModelChoice } from './model-formats.ts';
import type { ProjectKeeping } from './project-keeping.ts';
import type { ProjectSwitcher } from './project-switcher.ts';
import type { OfferAnswer } from './settle-offer.ts';
import type { StudioSample, StudioState } from './studio-state.ts';
import type { TrainingWay } from './train-head.ts';

/** A project in the list of all. */
export type { ListFiles, NamedBlob, ProjectSummary as ListedProject, TrainingWay };

/** The headless application: its state and everything that a person can do. No action throws or rejects. */
export interface Studio
  extends ProjectKeeping,
    ProjectSwitcher,
    ImageChecker,
    FindingMender,
    LabelChecker,
    ManyPredictor,
    ModelOpener,
    OpenedEvaluator,
    SettingsFinder,
    InputSizeMeasurer,
    SpeedMeasurer,
    RunEditor {
  readonly store: StoreApi<StudioState>;

  /** Starts the engine with the wanted backend and base model. Called once by the page, and by "Try again". */
  startEngine(): Promise<void>;
  /** Ends a start that takes too long; `startEngine` tries again. A choice that was being followed is taken back. */
  stopStart(): void;
  chooseBackend(backend: BackendName | 'auto'): Promise<void>;
  /** Forgets what was measured of the backends with this base model, and takes the fastest anew. */
  measureBackends(): Promise<void>;
  /** Loads another base; on failure the one in use stays. All images are embedded again by it. */
  chooseBaseModel(source: BaseModelSource): Promise<void>;
  /** Lets the built-in base model see squares of this size from now on, in this project; the same happens to the images. */
  chooseInputSize(inputSize: InputSize): Promise<void>;

  /**
   * Adds a class with a free name ("Class 1", ...) and returns its id.
   * @param movedSampleIds samples that move to it, in the same edit; without them it is empty
   */
  addClass(movedSampleIds?: readonly string[]): string;
  /** A blank name is refused and the old one kept; too long a name is cut; an equal name is allowed and said. */
  renameClass(classId: string, name: string): void;
  /** Removes the class with its images. */
  deleteClass(classId: string): void;
  /** @param colour 0 to `classColourCount - 1`; anything else is refused */
  recolourClass(classId: string, colour: number): void;
  /** Leaves a class out of training without deleting it, or takes it in again. */
  disableClass(classId: string, disabled: boolean): void;

  removeSamples(sampleIds: readonly string[]): void;
  moveSamples(sampleIds: readonly string[], classId: string): void;
  /** Leaves samples out of training without deleting them, or takes them in again. */
  disableSamples(sampleIds: readonly string[], disabled: boolean): void;
  /** Puts samples into a set by hand; null leaves it to the import and the split again. */
  pinSamples(sampleIds: readonly string[], set: SetName | null): void;

  /** Takes back the last edit of classes or images: adding, removing, and all of the above. */
  undo(): void;
  /** Makes the edit again that was taken back last. */
  redo(): void;

  /** Adds single images to a class and embeds them; videos among them wait until it is known which frames to take. Those beyond the limit of an import are left out, with a word. */
  addImages(classId: string, images: readonly NamedBlob[]): Promise<void>;
  /** The same for the pictures of one recording, which are kept together in the split. */
  addBurst(classId: string, pictures: readonly NamedBlob[]): Promise<void>;
  /**
   * Ends the waiting of a video: its frames become images of its class, kept together in the split.
   * @param frames none when the person does not want any
   * @param failure why there are none, or no more
   */
  takeFrames(videoId: string, frames: readonly NamedBlob[], failure: Failure | null): Promise<void>;
  /** Changes the options of the camera, which are remembered. Numbers lie within their limits. */
  changeCamera(change: Partial<CameraOptions>): void;
  /** Files with paths (picked folder, dropped folders): class folders make the classes. A ZIP among them is unpacked. */
  importFiles(files: readonly NamedBlob[], name: string | null): Promise<void>;
  /**
   * Lists what was dropped and brings it in: loose images make a new class, or join the class they were dropped on, like
   * all that lies in folders there; other folders, and every ZIP, are imported.
   * @param classId null for the page
   */
  receiveDrop(listFiles: ListFiles, classId: string | null): Promise<void>;
  /** The same for what was pasted on the page; loose images join the class that the person last worked in, if it is still there. */
  receivePaste(listFiles: ListFiles): Promise<void>;
  /** Lists something that could not be taken, with the reason. */
  refuseFile(file: string, failure: Failure): void;
  /** Tells in which class the person works. */
  enterClass(classId: string): void;
  /**
   * Adds the project files that were offered to what is here, opens them as a project of their own (several are joined), or
   * leaves them.
   */
  settleOffer(answer: OfferAnswer): Promise<void>;
  /** The built-in sample set. */
  importSampleImages(): Promise<void>;
  /** Stops reading and embedding. What is done is kept; images that were not reached stay in their class and wait. */
  stopImport(): void;
  /** Embeds the images that wait. `train` and every further import do the same. */
  continueImport(): Promise<void>;
  dismissProblems(): void;
  dismissRemarks(): void;
  /** Says that a picker was closed without files, or with an empty folder: browsers do not tell these apart. */
  sayNothingChosen(): void;

  changeSettings(change: Partial<TrainingSettings>): void;
  resetSettings(): void;
  /** What the copies that the settings ask for would cost now; null while the engine does not run. */
  estimateCopies(): CopyEstimate | null;
  /** Small pictures of the copies of a sample that is ready, as the settings ask for them. */
  drawCopies(sample: StudioSample): Promise<readonly Blob[] | Failure>;
  /** @param way `on` goes on from the trained head instead of a new one */
  train(way?: TrainingWay): Promise<void>;
  stopTraining(): void;
  /** What can be compared and explored beside the training; loaded when it is first asked for, the same from then on. */
  openExperiments(): Promise<Experiments | PartFailure>;

  /**
   * Classifies one file; a newer call makes older answers stale.
   * @param passedOverCount how many files came with it that are not classified; 0 without it
   */
  predictFile(image: NamedBlob, passedOverCount?: number): Promise<void>;
  /** Classifies one camera frame; returns when the next may come. The frame is closed. */
  predictFrame(frame: ImageBitmap): Promise<void>;
  clearPrediction(): void;
  /** Asks for heat maps with predictions from now on, or no longer; the file that is shown is classified again for it. */
  showHeatMap(shown: boolean): void;
  /** Below which confidence the answer is "None of these", 0 to 1; null for never. */
  changeNoneThreshold(threshold: number | null): void;

  /** Measures how often the trained model is right on images that look otherwise than those it knows. */
  measureShifts(): Promise<void>;
  stopShifts(): void;
  /** Measures size and accuracy of the trained model with weights of fewer bits. */
  measureCompression(): Promise<void>;
  stopCompression(): void;
  /** Lays the images out in a plane by their embeddings. */
  drawEmbeddingMap(method: MapMethod): Promise<void>;
  /** Gives up on the map that is being worked out; the one from before stays. */
  stopEmbeddingMap(): void;
  /** Where the image that is classified now lies on the map; null where it has no place. */
  placePrediction(): Promise<readonly [x: number, y: number] | null>;

  /** Makes a file and downloads it; one at a time, like the two below. */
  exportModel(choice: ModelChoice): Promise<void>;
  /**
   * Everything as one file that opens anywhere: images, classes, sets, settings and the trained model.
   * @param options `withEmbeddings`: what the base model made of the images, too, so that opening embeds nothing
   */
  saveProject(options: { readonly withEmbeddings: boolean }): Promise<void>;
  /** All images as a ZIP of class folders, in folders for the sets where there are some, with a table of labels. */
  downloadDataSet(): Promise<void>;
  /** What fetches the code of each of these; once all have, they work without a connection. */
  readonly partFetches: readonly (() => Promise<unknown>)[];
  /** Gives up on the export that is under way; nothing is downloaded. */
  /** What the maker of the model states for its card; kept with the project. */
  changeCardFields(change: Partial<CardFields>): void;
  /** Hands the QR code of a link over as a picture. */
  downloadQrCode(address: string, label: string, format: QrFormat): Promise<void>;
  stopExport(): void;
  /** Hands the model that is being written over with as much of a check as there has been. */
  skipCheck(): void;
  /** Says whether a program that opens a file may be fetched to check it; remembered for the next visit. */
  allowFetching(fetchesProgram: boolean): void;
}

/** Samples of one set that the Evaluate step can show. */
export type EvaluatedSet = Exclude<SetName, 'training'>;
