import type { Sample, SetName } from '../dataset/dataset.ts';
import { type ImportLimits, importLimits } from '../dataset/import-limits.ts';
import type { Split, SplitNote } from '../dataset/split-samples.ts';
import type { InputSize } from '../embedding/input-sizes.ts';
import type { TunedLayers } from '../embedding/tuned-layers.ts';
import type { Evaluation } from '../evaluation/evaluation.ts';
import type { CardFields } from '../export/model-card/card-fields.ts';
import type { ImageRemark } from '../images/image-remark.ts';
import type { Failure } from '../shared/failure.ts';
import type { Head } from '../training/head.ts';
import type { TrainingSettings } from '../training/training-settings.ts';
import type { EpochRecord, TrainingResult } from '../training/training-types.ts';

/** A project as a file holds it, without the bytes of its images. */
export interface Project {
  readonly name: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly classes: readonly ProjectClass[];
  /** In the order in which they are shown. */
  readonly samples: readonly ProjectSample[];
  readonly settings: TrainingSettings;
  /** Of the square that the built-in base model sees. */
  readonly inputSize: InputSize;
  readonly model: ProjectModel | null;
  /** Of samples that came in, but not all of them. */
  readonly remarks: readonly ProjectRemark[];
  /** What the person does not want to be told again: a kind of finding, a space, and the id of a sample or class. */
  readonly dismissedFindings: readonly string[];
  /** Trainings that are over, the first one first. */
  readonly runs: readonly ProjectRun[];
  /** What the maker of the model states for its card. */
  readonly cardFields: CardFields;
}

export interface ProjectRun {
  /** Told from the others by it. */
  readonly number: number;
  readonly name: string;
  /** ISO 8601; empty where it is not known. */
  readonly createdAt: string;
  /** Null for the run that `model` of the project is of. */
  readonly model: ProjectModel | null;
}

export interface ProjectRemark {
  readonly sampleId: string;
  readonly remark: ImageRemark;
}

export interface ProjectClass {
  readonly id: string;
  readonly name: string;
  readonly colour: number;
  readonly disabled: boolean;
}

export interface ProjectSample extends Required<Sample> {
  readonly disabled: boolean;
  /** SHA-256 of the image's bytes, as hex; null where nobody has looked at it yet. */
  readonly imageHash: string | null;
}

/** A trained head with everything that belongs to it. */
export interface ProjectModel {
  readonly head: Head;
  readonly validationHead: Head;
  /** In place of the last layers of the base model, trained together with the head; null where that is as it was. */
  readonly tunedLayers: TunedLayers | null;
  /** So many epochs were of the head alone, before blocks were trained with it; null where none were. */
  readonly headEpochCount: number | null;
  /** What the logits of both heads have been divided by; 1 in files from before that was done. */
  readonly temperature: number;
  /** A confidence below this means "None of these"; null where every image is given a class. */
  readonly noneThreshold: number | null;
  /** The class of each column; it may be gone by now. */
  readonly classIds: readonly string[];
  readonly classNamesAtTraining: readonly string[];
  readonly baseModel: ProjectBaseModel;
  readonly backend: ProjectBackend;
  readonly settings: TrainingSettings;
  /** Sample ids; a sample may be gone by now. */
  readonly split: Split;
  readonly sampleClassIndexes: Readonly<Record<SetName, readonly number[]>>;
  readonly splitNotes: readonly SplitNote[];
  readonly setCounts: readonly Readonly<Record<SetName, number>>[];
  readonly history: readonly EpochRecord[];
  readonly bestEpoch: number;
  readonly refitDone: boolean;
  readonly ending: TrainingResult['ending'] | 'cut-off';
  readonly durationMs: number;
  readonly embedTimings: {
    readonly imagesEmbedded: number;
    readonly decodeMs: number;
    readonly embedMs: number;
    readonly totalMs: number;
  };
  /** Where training went on from another head: how the classes that it knew did before and after. */
  readonly trainedOn?: {
    readonly set: EvaluatedSet;
    readonly newClassCount: number;
    readonly imageCount: number;
    readonly accuracyBefore: number;
    readonly accuracyAfter: number;
  };
  /** A set that the engine could not judge is written, and read, as one where it crashed. */
  readonly evaluation: Readonly<Record<EvaluatedSet, ProjectEvaluation | Failure | null>>;
}

export const backends = ['webgpu', 'webgl', 'wasm', 'cpu'] as const;
export type ProjectBackend = (typeof backends)[number];

/** What is known of a base model; its weights are not in the file. */
export interface ProjectBaseModel {
  readonly id: string;
  readonly name: string;
  readonly inputSize: number;
  readonly embeddingSize: number;
  readonly inputRange: readonly [number, number];
  readonly sha256: string;
  readonly parameterCount: number;
  readonly exportable: boolean;
  readonly source: string;
  readonly licence: string;
}

export type EvaluatedSet = 'validation' | 'test';

export interface ProjectEvaluation {
  readonly evaluation: Evaluation;
  readonly sampleIds: readonly string[];
  readonly files: readonly string[];
  readonly trueClassIndexes: readonly number[];
  /** sampleCount * classCount numbers, row by row. */
  readonly probabilities: Float32Array<ArrayBuffer>;
}

/** Where things lie in the ZIP. */
export const projectPaths = {
  project: 'project.json',
  model: 'model/model.json',
  /** Kernel and bias of each layer, one after the other, as little-endian float32. */
  head: 'model/head.bin',
  validationHead: 'model/validation-head.bin',
  /** The same of tuned layers. */
  tunedLayers: 'model/tuned-layers.bin',
  /** Probabilities, row by row, as little-endian float32. */
  validation: 'model/validation.bin',
  test: 'model/test.bin',
  embeddings: 'embeddings/embeddings.json',
  /** Embeddings, row by row, as little-endian half-precision numbers from -1 to 1. */
  rows: 'embeddings/rows.bin',
  /** The brightness of each image in little, one after the other; a byte for each pixel. */
  miniatures: 'embeddings/miniatures.bin',
  /** The small pictures, one after the other. */
  thumbnails: 'embeddings/thumbnails.bin',
  images: 'images/',
} as const;

/** Where the files of a run's model lie, each under its own path below. */
export function runFolder(number: number): string {
  return `runs/${number}/`;
}

/** What one project file may hold; more is not read. */
export const projectLimits = {
  sampleCount: 100_000,
  /** Of what could not be read, so much is listed one by one. */
  listedCount: 1000,
  /** Of each JSON file: what this many samples take, under names that are not all as long as can be. */
  jsonBytes: 512 * 100_000 + 2 ** 20,
  /** Of each JSON file: a sample has nine. */
  jsonValues: 25 * 100_000,
  idLength: 100,
  /** A kind of finding and an id. */
  markLength: 150,
  /** Each image may be dismissed for several reasons. */
  dismissedCount: 4 * 100_000,
  /** Of a description such as the licence of a base model. */
  textLength: 2000,
  classCount: 1000,
  runCount: 20,
  embeddingSize: 16_384,
  /** Numbers of all tuned layers of one model: 64 MB. */
  tunedNumbers: 16_000_000,
  /** Of one small picture, and of each side of it in pixels. */
  thumbnailBytes: 256 * 2 ** 10,
  thumbnailSide: 512,
} as const;

/** What the ZIP of a project may hold at most: more than an import, since it was made of several. */
export const projectZipLimits: ImportLimits = {
  ...importLimits,
  fileCount: 2 * projectLimits.sampleCount,
  fileBytes: 512 * 2 ** 20,
  totalBytes: 16 * 2 ** 30,
};

type Manifest = Readonly<Record<string, unknown>>;

/**
 * What each version of `project.json` changed: the first turns one of version 1 into one of version 2, and so on. What a
 * migration gets is as it came from outside, not checked.
 */
export const projectMigrations: readonly ((manifest: Manifest) => Manifest)[] = [
  // 2: remarks, dismissed findings and runs.
  (manifest) => ({ ...manifest, remarks: [], dismissedFindings: [], runs: [] }),
  // 3: models with tuned layers. Nothing lacks in files of before; a Graft of before would take the head without them.
  (manifest) => manifest,
  // 4: what is stated for the model card.
  (manifest) => ({ ...manifest, cardFields: {} }),
];

/** The version that is written; raised by one with every migration. */
export const projectVersion = projectMigrations.length + 1;
