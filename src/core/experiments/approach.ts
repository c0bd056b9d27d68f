import type { ExperimentData } from './experiment-data.ts';

/**
 * Ways to a classifier other than the head that the person trained: always the largest class; the pretrained model with its
 * own classes; the nearest class mean, and the nearest neighbours, among embeddings; a linear layer on
 * embeddings; a small network from random weights.
 */
export const approachNames = [
  'majority',
  'imagenet',
  'centroids',
  'neighbours',
  'linear',
  'scratch',
] as const;
/** The name of one of them. */
export type ApproachName = (typeof approachNames)[number];

/** What one approach is tried on. */
export interface ApproachRequest {
  readonly approach: ApproachName;
  readonly data: ExperimentData;
  readonly seed: number;
}

/** How an approach did. */
export interface ApproachResult {
  /** A class column for each judged row. */
  readonly predictedClassIndexes: Int32Array<ArrayBuffer>;
  readonly trainedParameterCount: number;
  /** How many neighbours voted; null where none do. */
  readonly neighbourCount: number | null;
  /** What the pretrained model most often sees in the training images of each class; null for other approaches. */
  readonly commonNames: readonly string[] | null;
  readonly durationMs: number;
}
