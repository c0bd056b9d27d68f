import { createRandom, deriveSeed, shuffled } from '../shared/random.ts';
import type { TrainingSettings } from '../training/training-settings.ts';
import type { ExperimentData } from './experiment-data.ts';

/** What a learning curve is drawn of: the head with the person's settings, the nearest neighbours, the network from scratch. */
export const learnerNames = ['head', 'neighbours', 'scratch'] as const;
/** The name of one of them. */
export type LearnerName = (typeof learnerNames)[number];

/** One point before the mean: a learner trained once on so many images of each class. */
export interface LearningRun {
  readonly learner: LearnerName;
  /** Training images of each class; null for all that there are. */
  readonly perClass: number | null;
  /** Decides which images, and the learner's own randomness. */
  readonly seed: number;
}

/** A run with how often it was right, 0 to 1. */
export interface LearningResult extends LearningRun {
  readonly accuracy: number;
}

/** Which runs are wanted, and on what. */
export interface LearningCurveRequest {
  readonly data: ExperimentData;
  readonly runs: readonly LearningRun[];
  readonly settings: TrainingSettings;
}

/** A run that was finished, or how far the one under way is. */
export interface LearningCurveStep {
  /** Of all runs, by the time that they are thought to take; 0 to 1. */
  readonly doneFraction: number;
  /** What was finished since the last step. */
  readonly results: readonly LearningResult[];
}

const sizes = [1, 2, 5, 10, 20, 50];

/**
 * The numbers of images per class of a learning curve: 1, 2, 5, 10, 20 and 50 as far as the largest class has more, then
 * all, as null.
 */
export function listLearningSizes(largestClassCount: number): readonly (number | null)[] {
  return [...sizes.filter((size) => size < largestClassCount), null];
}

/**
 * Up to `perClass` rows of each class, in random order. With the same seed, more images are the same ones and others.
 * @param perClass null for all
 */
export function drawPerClass(
  { classIndexes, trainingRows }: Pick<ExperimentData, 'classIndexes' | 'trainingRows'>,
  perClass: number | null,
  seed: number,
): Int32Array<ArrayBuffer> {
  if (perClass === null) return trainingRows;
  const counts = new Map<number, number>();
  const random = createRandom(deriveSeed(seed, 'learning curve'));
  const drawn = shuffled(Array.from(trainingRows), random).filter((row) => {
    const classIndex = classIndexes[row] as number;
    const count = (counts.get(classIndex) ?? 0) + 1;
    counts.set(classIndex, count);
    return count <= perClass;
  });
  return Int32Array.from(drawn);
}
