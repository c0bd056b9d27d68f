import type { Failure } from '../core/shared/failure.ts';
import type { BackendName } from '../engine/engine-api.ts';

/** How fast this machine is, as far as it was measured in this visit. */
export type SpeedState =
  | { readonly phase: 'idle' }
  | {
      readonly phase: 'running';
      /** What is being measured; null before the first. */
      readonly backend: BackendName | null;
      readonly doneFraction: number;
      readonly stopping: boolean;
    }
  | { readonly phase: 'failed'; readonly failure: Failure }
  | {
      readonly phase: 'done';
      readonly inputSize: number;
      /** What was in use then, first. */
      readonly backends: readonly BackendSpeed[];
    };

/** What was found out about one backend. */
export type BackendSpeed =
  | ({ readonly state: 'measured' } & BackendTimes)
  /** It exists but only as an emulation on the processor. */
  | { readonly state: 'emulated'; readonly backend: BackendName }
  | { readonly state: 'absent'; readonly backend: BackendName }
  | { readonly state: 'failed'; readonly backend: BackendName; readonly failure: Failure }
  /** The time was over before its turn, or before it was through. */
  | { readonly state: 'left-out'; readonly backend: BackendName };

export interface BackendTimes {
  readonly backend: BackendName;
  /** The base model alone for an image, on one processor where the backend runs on it. */
  readonly passMs: number;
  /** From a file to its embedding, with everything that Graft uses at one time. */
  readonly imageMs: number;
  /** One epoch of a head on a thousand embeddings, with the default settings. */
  readonly epochMs: number;
}
