import { cast, oneHot, type Tensor2D, tensor1d, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { type FeatureScale, measureFeatures, scaleFeatures } from './feature-scale.ts';
import { standardizeEmbeddings } from './standardize-embeddings.ts';
import type { TrainingRequest } from './training-types.ts';

/** What a run trains on, on the backend: one row per sample of the request's table. */
export interface TrainingData {
  /** Standardized embeddings with their features scaled, [sampleCount, embeddingSize]. */
  readonly inputs: Tensor2D;
  /** One-hot classes, [sampleCount, classCount]. */
  readonly targets: Tensor2D;
  /** What the features were scaled by. */
  readonly scale: FeatureScale;
}

/**
 * Puts embeddings and classes on the current backend. The caller disposes the tensors.
 * Features are scaled by what the training rows have, so nothing that only validates is looked at.
 */
export function uploadTrainingData(request: TrainingRequest): TrainingData {
  const { embeddings, classIndexes, classCount, trainingRows } = request;
  const { sampleCount, embeddingSize } = embeddings;
  const values = standardizeEmbeddings(embeddings);
  const scale = measureFeatures(values, embeddingSize, trainingRows);
  scaleFeatures(values, scale);
  const tensors = tidy(() => ({
    inputs: tensor2d(values, [sampleCount, embeddingSize]),
    targets: cast(oneHot(tensor1d(classIndexes, 'int32'), classCount) as Tensor2D, 'float32'),
  }));
  return { ...tensors, scale };
}
