import type { PackedEmbedding } from '../core/embedding/pack-embedding.ts';
import type { EmbeddingRecord, KeptTraining } from '../platform/project-store.ts';
import type { ImageIdentity } from './embedding-store.ts';
import type { StudioClass, StudioSample } from './studio-state.ts';

/** What embedding an image gave. */
export interface EmbeddedForKeeping {
  readonly identity: ImageIdentity;
  readonly baseKey: string;
  readonly packed: PackedEmbedding;
}

/**
 * Keeps the open project in the browser as it changes. What must not be lost once it has been shown (images, embeddings,
 * epochs) is kept before it is shown, by the calls below; every other change is seen in the state and written at once.
 * Where nothing is kept, by wish or because the browser cannot, all of this does nothing.
 */
export interface ProjectKeeper {
  /**
   * @param classes all classes, with those that the samples bring along
   * @returns ids of samples whose files can no longer be read: those must not come into the state
   */
  keepNewSamples(
    classes: readonly StudioClass[],
    samples: readonly StudioSample[],
  ): Promise<readonly string[]>;
  /** Takes back samples that were kept and never came into the state. */
  dropSamples(sampleIds: readonly string[]): Promise<void>;
  /** @param imageHashes of samples of which they are known now, by the samples' ids */
  keepEmbeddings(
    embedded: readonly EmbeddedForKeeping[],
    imageHashes?: ReadonlyMap<string, string>,
  ): Promise<void>;
  /** @param forgottenKeys of copies of another setting, which are deleted */
  keepCopies(embedded: readonly EmbeddingRecord[], forgottenKeys?: readonly string[]): Promise<void>;
  keepTraining(training: KeptTraining): Promise<void>;
  /** Writes the whole project as it is, for one that was not kept, or not all of it; then goes on keeping it. */
  keepAll(): Promise<void>;
  /** Writes nothing from now on. */
  stop(): void;
  /**
   * Takes the state as it is now as what is kept, after a project was opened or a new one begun.
   * @param lock lets the project go; null for a new one, which is not in the browser before there is something to keep
   */
  adopt(lock: (() => void) | null): void;
  /** Resolves when all that was to be written by now is. */
  whenKept(): Promise<void>;
}
