import type { Failure } from '../core/shared/failure.ts';
import type { Classifier } from './opened-model.ts';

/** Many files that are classified at once. */
export type BatchState =
  | { readonly phase: 'idle' }
  | {
      readonly phase: 'running';
      readonly classifier: Classifier;
      readonly doneCount: number;
      /** 0 while it is not known, as of a ZIP. */
      readonly totalCount: number;
      readonly stopping: boolean;
    }
  | { readonly phase: 'failed'; readonly failure: Failure }
  | BatchResult;

/** What came of it. */
export interface BatchResult {
  readonly phase: 'done';
  /** What classified; another one may be in use by now. */
  readonly classifier: Classifier;
  /** Names of its classes then. */
  readonly classNames: readonly string[];
  readonly imageCount: number;
  /** How many images were taken for each class, and for none of them. */
  readonly classCounts: readonly number[];
  readonly noneCount: number;
  readonly problems: readonly { readonly file: string; readonly failure: Failure }[];
  /**
   * `counts[trueClass][predictedClass]` of images whose folder names a class; null where no folder does. Where there is a threshold
   * for "None of these", that is a last column.
   */
  readonly confusions: readonly (readonly number[])[] | null;
  /** Why reading ended early; null where it did not. */
  readonly ended: Failure | 'stopped' | null;
  readonly table: Blob;
}
