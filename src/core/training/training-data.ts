import { cast, oneHot, type Tensor2D, tensor1d, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { standardizeEmbeddings } from './standardize-embeddings.ts';
import type { TrainingRequest } from './training-types.ts';

/** What a run trains on, on the backend: one row per sample of the request's table. */
export interface TrainingData {
  /** Standardized embeddings, [sampleCount, embeddingSize]. */
  readonly inputs: Tensor2D;
  /** One-hot classes, [sampleCount, classCount]. */
  readonly targets: Tensor2D;
}

/** Puts embeddings and classes on the current backend, once for fit and refit. The caller disposes them. */
export function uploadTrainingData({ embeddings, classIndexes, classCount }: TrainingRequest): TrainingData {
  const { sampleCount, embeddingSize } = embeddings;
  return tidy(() => ({
    inputs: tensor2d(standardizeEmbeddings(embeddings), [sampleCount, embeddingSize]),
    targets: cast(oneHot(tensor1d(classIndexes, 'int32'), classCount) as Tensor2D, 'float32'),
  }));
}
