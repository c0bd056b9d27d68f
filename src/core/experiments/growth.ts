import type { TrainingSettings } from '../training/training-settings.ts';
import type { ExperimentData } from './experiment-data.ts';

/** Ways to train on when a class comes: on its images alone, or on those of the old classes, too. */
export const growthWays = ['new-only', 'rehearsal'] as const;
/** The name of one of them. */
export type GrowthWay = (typeof growthWays)[number];

/** A class that comes to a head which was trained without it. */
export interface GrowthRequest {
  readonly data: ExperimentData;
  readonly newClassIndex: number;
  readonly settings: TrainingSettings;
}

/** How the head is on the judged images so many epochs after the class came. Accuracies are 0 to 1. */
export interface GrowthPoint {
  readonly way: GrowthWay;
  /** 0: the class has its column, and nothing has been learned of it. */
  readonly epoch: number;
  /** On images of the old classes; null where none is judged, here and below. */
  readonly oldAccuracy: number | null;
  readonly newAccuracy: number | null;
}

/** How far the growth is: points since the last step. */
export interface GrowthStep {
  readonly doneFraction: number;
  readonly points: readonly GrowthPoint[];
}
