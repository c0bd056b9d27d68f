import type { ApproachRequest, ApproachResult } from '../core/experiments/approach.ts';
import type { LearningCurveRequest, LearningCurveStep } from '../core/experiments/learning-curve.ts';
import type { Answer } from '../core/shared/answer.ts';
import type { Failure } from '../core/shared/failure.ts';

/** A picture of a sample: the file or a small one of it. */
export interface Picture {
  /** SHA-256 of the sample's file, as hex: what its pixels are kept by. */
  readonly imageHash: string;
  readonly image: Blob;
}

/** What the page may ask of the worker beside the training of the head. Part of `EngineApi`. */
export interface ExperimentsApi {
  /**
   * Tries another way to a classifier, reporting how much is done, 0 to 1.
   * @param pictures one for each row of the table, for `scratch`; null for others
   * @returns null when it was stopped
   */
  tryApproach(
    request: ApproachRequest,
    pictures: readonly Picture[] | null,
    onProgress: (doneFraction: number) => Promise<Answer>,
  ): Promise<ApproachResult | Failure | null>;
  /**
   * Trains and judges learners on few and many images, reporting results as they come.
   * @param pictures one for each row of the table, for runs from scratch; null without them
   * @returns null when all is done or it was stopped
   */
  drawLearningCurve(
    request: LearningCurveRequest,
    pictures: readonly Picture[] | null,
    onStep: (step: LearningCurveStep) => Promise<Answer>,
  ): Promise<Failure | null>;
}
