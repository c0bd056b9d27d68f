import type { ApproachName, ApproachResult } from '../core/experiments/approach.ts';
import type { GrowthPoint } from '../core/experiments/growth.ts';
import type { LearningResult } from '../core/experiments/learning-curve.ts';
import type { Failure } from '../core/shared/failure.ts';
import type { ExperimentBasis } from './experiment-basis.ts';

/** What was found out beside the training of the head. Lives as long as the visit. */
export interface ExperimentsState {
  /** What is under way; null when nothing is. */
  readonly running: RunningExperiment | null;
  readonly comparison: Comparison | null;
  readonly learningCurve: LearningCurve | null;
  readonly growth: Growth | null;
  /** Why the last run of each did not end well; without one where it did. */
  readonly failures: Readonly<Partial<Record<ExperimentKind, Failure>>>;
}

/** The experiments that there are. */
export type ExperimentKind = 'comparison' | 'learning-curve' | 'growth';

/** An experiment under way. */
export interface RunningExperiment {
  readonly kind: ExperimentKind;
  /** What of it is tried just now; null for all together. */
  readonly approach: ApproachName | null;
  readonly doneFraction: number;
  /** Time since it began, without pauses for training, in milliseconds. */
  readonly elapsedMs: number;
  readonly stopping: boolean;
  /** It waits until a head has been trained. */
  readonly waiting: boolean;
}

/** The trained head among the approaches. */
export interface HeadResult {
  /** For each judged sample. */
  readonly predictedClassIndexes: Int32Array<ArrayBuffer>;
  readonly trainedParameterCount: number;
  /** So many blocks of the base model were trained with it. */
  readonly tunedBlockCount: number;
  /** One layer on the base model as it was: what the approach `linear` is, too. */
  readonly isLinear: boolean;
  readonly durationMs: number;
}

/** Other approaches beside the trained head, on the same images. */
export interface Comparison {
  readonly basis: ExperimentBasis;
  readonly head: HeadResult;
  /** As far as they were tried. A failure where one could not be. */
  readonly results: Readonly<Partial<Record<ApproachName, ApproachResult | Failure>>>;
  /** Approaches that do not apply here, with the reason. */
  readonly leftOut: Readonly<Partial<Record<ApproachName, 'foreign-base' | 'too-many-images'>>>;
}

/** Accuracy by number of training images. */
export interface LearningCurve {
  readonly basis: ExperimentBasis;
  /** The settings of the heads, as a text to compare. */
  readonly settingsKey: string;
  readonly results: readonly LearningResult[];
  /** How many training images each class has on average. */
  readonly meanPerClass: number;
}

/** What became of a head when a class came to it later. */
export interface Growth {
  readonly basis: ExperimentBasis;
  /** The settings of the heads, as a text to compare. */
  readonly settingsKey: string;
  /** The class that came. */
  readonly newClassId: string;
  /** Way by way, epoch by epoch. */
  readonly points: readonly GrowthPoint[];
  readonly complete: boolean;
}
