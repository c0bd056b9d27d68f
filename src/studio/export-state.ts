import type { ExportCheck } from '../core/export/export-check.ts';
import type { Failure } from '../core/shared/failure.ts';
import type { ModelFormat } from './model-formats.ts';

/** What can be written: the trained model, or the person's work. */
export type ExportFormat = ModelFormat | 'project' | 'data-set';

/** What an export is at: writing the file, fetching a program that opens it, or running images through it. */
export type ExportStage = 'writing' | 'fetching' | 'checking';

/** The export that runs, or how the last one ended. */
export type ExportState =
  | { readonly phase: 'idle' }
  | {
      readonly phase: 'running';
      readonly format: ExportFormat;
      readonly stage: ExportStage;
      /** Images that are through; of what is fetched, bytes. */
      readonly doneCount: number;
      /** 0 where there is nothing to count. */
      readonly totalCount: number;
    }
  | {
      readonly phase: 'done';
      readonly format: ExportFormat;
      readonly fileName: string;
      readonly sizeBytes: number;
      /** Names of images that could not be read any more, and are not in it. */
      readonly leftOut: readonly string[];
      /** How far the file does what the studio does; null for what is no model. */
      readonly check: ExportCheck | null;
    }
  | { readonly phase: 'failed'; readonly format: ExportFormat; readonly failure: Failure };
