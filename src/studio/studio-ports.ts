import type { ImportLimits } from '../core/dataset/import-limits.ts';
import type { ExportedFile } from '../core/export/exported-file.ts';
import type { PageFrame } from '../core/export/page-frame.ts';
import type { Answer } from '../core/shared/answer.ts';
import type { Failure } from '../core/shared/failure.ts';
import type { EngineClient, ModelHost } from '../engine/engine-api.ts';
import type { Messages } from '../messages/en.ts';
import type { KeptModel } from '../platform/kept-model.ts';
import type { NamedBlob } from '../platform/named-blob.ts';
import type { Preferences } from '../platform/preferences.ts';
import type { ProjectStore } from '../platform/project-store.ts';
import type { StorageFacts } from '../platform/storage-facts.ts';

/** What the studio is given by the composition root; tests give it other real or plain parts. */
export interface StudioPorts {
  readonly engine: EngineClient;
  /** Runs models from files. */
  readonly modelHost: ModelHost;
  /** Fetches the model that the page's address names, from the page's own host alone. */
  readonly fetchLinkedModel: (address: string, stop: AbortSignal) => Promise<NamedBlob | Failure>;
  readonly keptModel: KeptModel;
  /** Another engine, which measures speed while that one stays as it is. */
  readonly createProbe: () => EngineClient;
  /** So many JPEGs with the detail of photographs. @param ask before each; `stop` leaves it at those so far */
  readonly drawPhotos: (count: number, ask: () => Promise<Answer>) => Promise<readonly Blob[]>;
  readonly readZip: ZipReader;
  /** The same for a ZIP of stored files that has lost its end: reads it from the front, as far as it goes. */
  readonly salvageZip: ZipReader;
  /** Fetches the built-in sample set as a ZIP, until it is told to stop. */
  readonly fetchSampleImages: (stop: AbortSignal) => Promise<NamedBlob | Failure>;
  readonly downloadFile: (file: ExportedFile) => Promise<Failure | null>;
  /** The same for a file that is too large for memory. */
  readonly downloadBlob: (fileName: string, blob: Blob) => Promise<Failure | null>;
  /** Makes what runs an exported page out of sight, to check it; null where there is no page around the studio. */
  readonly createPageFrame: (() => Promise<PageFrame>) | null;
  readonly preferences: Preferences;
  /** What this tab remembers when it is loaded again. */
  readonly tabMemory: Preferences;
  /** Whether as little as possible is to be fetched over this connection. */
  readonly savesData: boolean;
  readonly projects: ProjectStore;
  /** Takes a project for this tab alone. @returns lets it go; null when another tab has it */
  readonly lockProject: (projectId: string) => Promise<(() => void) | null>;
  readonly storage: StoragePort;
  /** Whether the page's address asks to keep nothing of this visit. */
  readonly keepsNothing: boolean;
  readonly forgetting: ForgettingPort;
  /** The backend that the page's address asks for, for this visit only; anything but the name of one is ignored. */
  readonly askedBackend: string | null;
  readonly messages: Messages;
  readonly clock: Clock;
  /** A new id that was never given before. */
  readonly createId: () => string;
  readonly graftVersion: string;
  /** Names the browser and its version: measurements of backends are remembered for it. */
  readonly userAgent: string;
}

/**
 * Reads a ZIP entry by entry within limits; without any, within those of an import.
 * `onEntry` gets each file, or the reason why it was left out; its promise is awaited before the next.
 * @returns null when the whole archive was read, else why reading ended
 */
export type ZipReader = (
  zip: Blob,
  onEntry: (
    entry: NamedBlob | { readonly path: string; readonly failure: Failure },
  ) => Promise<'continue' | 'stop'>,
  limits?: ImportLimits,
) => Promise<Failure | null>;

/** What "Forget everything" does beside deleting the projects. */
export interface ForgettingPort {
  /** Other tabs let go of what they hold, so that they do not keep it again. */
  tellOtherTabs(): void;
  /** Deletes settings, measurements, and the page's own files for offline use. */
  forgetMemory(): Promise<void>;
}

/** How the browser deals with what it keeps. */
export interface StoragePort {
  readFacts(): Promise<StorageFacts>;
  askToPersist(): Promise<void>;
}

export interface Clock {
  /** Milliseconds on a clock that never goes back. */
  now(): number;
  /** The date and time of day, ISO 8601. */
  today(): string;
}
