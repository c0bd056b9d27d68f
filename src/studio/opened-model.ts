import type { Failure } from '../core/shared/failure.ts';
import type { OpenedModelFacts, ProgramFetch } from '../engine/engine-api.ts';
import type { TrainedModel } from './trained-model.ts';

/** A model from a file, ready to classify. */
export interface OpenedModel {
  /** What the person knows it by: the name of its file. */
  readonly name: string;
  readonly facts: OpenedModelFacts;
  /** One for each class; made up where it brings none. */
  readonly labels: readonly string[];
  /** What pixel values 0 and 255 become before it sees them: what is stated, was assumed, or the person has chosen. */
  readonly inputRange: readonly [number, number];
}

/** What classifies images in Predict and Evaluate: the trained model, or one from a file. */
export type Classifier = TrainedModel | OpenedModel;

/** The model from a file, and one that is being opened. It belongs to the browser, not to a project. */
export interface OpenedModelState {
  /** Null before the first. */
  readonly model: OpenedModel | null;
  /**
   * How long it lasts. `kept`: the browser has it, and opens it again with the page. `linked`: the address of the page names it.
   * `visit`: until the page is loaded again.
   */
  readonly lasting: 'kept' | 'linked' | 'visit';
  /** The name of what is being opened; null when nothing is. */
  readonly opening: string | null;
  /** How much of a program has come that is fetched for it; null while none is. */
  readonly fetching: ProgramFetch | null;
  /** Why the last one was not opened; null where it was. */
  readonly problem: { readonly name: string; readonly failure: Failure } | null;
}

export const noOpenedModel: OpenedModelState = {
  model: null,
  lasting: 'visit',
  opening: null,
  fetching: null,
  problem: null,
};
