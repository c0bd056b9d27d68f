import type { Failure } from '../core/shared/failure.ts';
import type { OpenedModel } from './opened-model.ts';
import type { SetEvaluation } from './trained-model.ts';

/** Which images a model from a file is judged on. */
export type OpenedSet = 'all' | 'validation' | 'test';

/** How the model from a file does on the images here. */
export type OpenedEvaluationState =
  | { readonly phase: 'idle' }
  | {
      readonly phase: 'running';
      readonly doneCount: number;
      readonly totalCount: number;
      readonly stopping: boolean;
    }
  | { readonly phase: 'failed'; readonly failure: Failure }
  | OpenedEvaluation;

/** What came of it. */
export interface OpenedEvaluation {
  readonly phase: 'done';
  /** The model that was judged; another one may be in use by now. */
  readonly model: OpenedModel;
  readonly set: OpenedSet;
  /** By the columns of the model. */
  readonly setEvaluation: SetEvaluation;
  /** The class of each column; empty where there is none. */
  readonly classIds: readonly string[];
  /** Images that could not be read any more. */
  readonly unreadCount: number;
  /** Why it ended early, and is about the images so far; null where it did not. */
  readonly ended: Failure | 'stopped' | null;
}
