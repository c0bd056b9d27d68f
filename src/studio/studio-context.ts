import type { StoreApi } from 'zustand/vanilla';
import type { Failure } from '../core/shared/failure.ts';
import type { ClaimStore } from './claim-store.ts';
import type { EditHistory } from './edit-history.ts';
import type { EmbeddingStore } from './embedding-store.ts';
import type { EngineAccess } from './engine-access.ts';
import type { ProjectKeeper } from './project-keeper.ts';
import type { StudioPorts } from './studio-ports.ts';
import type { StudioState } from './studio-state.ts';

/** What every use case works with. */
export interface StudioContext {
  readonly ports: StudioPorts;
  readonly store: StoreApi<StudioState>;
  readonly engine: EngineAccess;
  readonly embeddings: EmbeddingStore;
  /** What project files say of their images, until it is known of which it is true. */
  readonly claims: ClaimStore;
  /** Keeps the project in the browser. */
  readonly keeper: ProjectKeeper;
  /** The way of every edit of classes and samples into the state. */
  readonly edits: EditHistory;
  /** Says a sentence in the live region. */
  announce(sentence: string): void;
  describe(failure: Failure): string;
}
