import type { SetName } from '../core/dataset/dataset.ts';
import type { PackedEmbedding } from '../core/embedding/pack-embedding.ts';
import type { CardFields } from '../core/export/model-card/card-fields.ts';
import type { ImageRemark } from '../core/images/image-remark.ts';
import type { PixelStatistics } from '../core/images/pixel-statistics.ts';
import type { StorageFailure } from '../core/shared/failure.ts';
import type { TrainingSettings } from '../core/training/training-settings.ts';

/** A project without what grows with its images. */
export interface ProjectRecord {
  readonly id: string;
  readonly name: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly changedAt: string;
  readonly classes: readonly {
    readonly id: string;
    readonly name: string;
    readonly colour: number;
    readonly disabled: boolean;
  }[];
  readonly settings: TrainingSettings;
  /** Side of the square that the built-in base model sees, in pixels; missing in older records. */
  readonly inputSize?: number;
  /** Marks of what the person does not want to be told again about the images; missing in older records. */
  readonly dismissedFindings?: readonly string[];
  /** Of images that came in, but not all of them, by the ids of their samples; missing in older records. */
  readonly remarks?: readonly { readonly id: string; readonly file: string; readonly remark: ImageRemark }[];
  /** What the maker of the model states for its card; missing in older records. */
  readonly cardFields?: CardFields;
}

/** One sample without its image. */
export interface SampleRecord {
  readonly id: string;
  readonly classId: string;
  readonly order: number;
  readonly file: string;
  readonly assignedSet: SetName | null;
  readonly pinnedSet: SetName | null;
  readonly disabled: boolean;
  readonly burstId: string | null;
  readonly imageHash: string | null;
}

/** What one base model, by its key, gave for an image, by its hash. Copies of images have keys of their own. */
export interface EmbeddingRecord {
  readonly baseKey: string;
  readonly imageHash: string;
  readonly packed: PackedEmbedding;
}

/** What is known of an image whatever the base model, by its hash. */
export interface ImageFacts {
  readonly imageHash: string;
  readonly thumbnail: Blob;
  readonly pixels: PixelStatistics;
}

/** What is kept of training, each under its own name; plain data that survives a structured clone. */
export type KeptTraining = Readonly<Record<string, unknown>>;

/** All of a project. */
export interface StoredProject {
  readonly record: ProjectRecord;
  readonly samples: readonly (SampleRecord & { readonly image: Blob })[];
  /** File names of samples whose images the browser has lost. */
  readonly lostFiles: readonly string[];
  readonly embeddings: readonly EmbeddingRecord[];
  readonly imageFacts: readonly ImageFacts[];
  readonly training: KeptTraining;
  /** Whether there is something that `sweep` would delete. */
  readonly holdsUnused: boolean;
}

/** A project in the list of all. */
export interface ProjectSummary {
  readonly record: ProjectRecord;
  readonly imageCount: number;
  /** Images, their small pictures and embeddings, as far as they take room to speak of. */
  readonly sizeBytes: number;
  /** A few small pictures, spread over the classes. */
  readonly thumbnails: readonly Blob[];
}

/** One write: all of it is kept, or none. What is missing stays as it is. */
export interface ProjectChange {
  readonly record?: ProjectRecord;
  readonly newSamples?: readonly (SampleRecord & { readonly image: Blob })[];
  readonly changedSamples?: readonly SampleRecord[];
  /** Their images stay until `sweep`: undo may bring them back. */
  readonly deletedSampleIds?: readonly string[];
  readonly embeddings?: readonly EmbeddingRecord[];
  /** The keys of base models, or of copies, whose embeddings go. */
  readonly deletedEmbeddingKeys?: readonly string[];
  readonly imageFacts?: readonly ImageFacts[];
  /** Null deletes what is kept under a name. */
  readonly training?: KeptTraining;
}

/** Projects in the browser's database. Failures are data: a full disk, a storage that is forbidden or was taken away. */
export interface ProjectStore {
  list(): Promise<readonly ProjectSummary[] | StorageFailure>;
  /** @returns null when there is no such project */
  read(projectId: string): Promise<StoredProject | StorageFailure | null>;
  /** Resolves once it is kept. Changes are kept in the order of the calls. */
  write(projectId: string, change: ProjectChange): Promise<StorageFailure | null>;
  /** Ids of its samples; none for a project that is not there. */
  listSampleIds(projectId: string): Promise<readonly string[] | StorageFailure>;
  delete(projectId: string): Promise<StorageFailure | null>;
  /** Deletes images that no sample has any more, and what was computed from them. */
  sweep(projectId: string): Promise<StorageFailure | null>;
  /** Deletes everything, the database itself too, and refuses whatever is asked of it after that. */
  deleteAll(): Promise<StorageFailure | null>;
}
