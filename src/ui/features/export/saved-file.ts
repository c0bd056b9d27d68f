import type { ExportCheck } from '../../../core/export/export-check.ts';
import type { StudioState } from '../../../studio/studio-state.ts';

/** A file that was downloaded in this visit. */
export interface SavedFile {
  readonly fileName: string;
  readonly sizeBytes: number;
  /** Null for what is no model. */
  readonly check: ExportCheck | null;
  /** The state that it was made from. */
  readonly madeFrom: StudioState;
}
