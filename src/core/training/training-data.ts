import { cast, dispose, oneHot, type Tensor2D, tensor1d, tensor2d, tidy } from '@tensorflow/tfjs-core';
import type { DenseWay } from './dense-loops.ts';
import { fitsKernels, loadKernelDense } from './kernel-dense.ts';
import { plainDense } from './plain-dense.ts';
import { standardizeEmbeddings } from './standardize-embeddings.ts';
import type { TrainingRequest } from './training-types.ts';

/** What heads are trained on, one row per sample of the request's table; for a fit and its refit, or for every fold. */
export interface TrainingData {
  /** Standardized embeddings, sampleCount * embeddingSize numbers. */
  readonly inputs: Float32Array<ArrayBuffer>;
  /** The same on the backend; null where training goes without it. */
  readonly onBackend: BackendData | null;
  /** Where the loops of a head without a hidden layer are run. */
  readonly dense: DenseWay;
  dispose(): void;
}

/** Rows of training data on the backend. */
export interface BackendData {
  /** Standardized embeddings, [sampleCount, embeddingSize]. */
  readonly inputs: Tensor2D;
  /** One-hot classes, [sampleCount, classCount]. */
  readonly targets: Tensor2D;
}

/**
 * A head of one layer with at most so many weights is trained without the backend: a step of it is then less work than what the
 * backend spends on starting some forty operations. With a hidden layer the backend's products are faster.
 */
const weightLimits = { onKernels: 1024 * 100, plain: 1024 * 20 };

/** Gets embeddings and classes ready for training, once for all trainings on them. The caller disposes them. */
export async function prepareTrainingData(request: TrainingRequest): Promise<TrainingData> {
  const { embeddings, classCount, settings } = request;
  const inputs = standardizeEmbeddings(embeddings);
  const kernels = fitsKernels(embeddings.embeddingSize, classCount) ? await loadKernelDense() : null;
  const dense = kernels ?? plainDense;
  const limit = kernels === null ? weightLimits.plain : weightLimits.onKernels;
  if (settings.hiddenUnits === 0 && embeddings.embeddingSize * classCount <= limit)
    return { inputs, onBackend: null, dense, dispose: () => undefined };
  const onBackend = uploadTrainingData(request, inputs);
  return { inputs, onBackend, dense, dispose: () => dispose([onBackend.inputs, onBackend.targets]) };
}

/** Puts standardized embeddings and their classes on the current backend. The caller disposes the tensors. */
export function uploadTrainingData(
  {
    embeddings,
    classIndexes,
    classCount,
  }: Pick<TrainingRequest, 'embeddings' | 'classIndexes' | 'classCount'>,
  inputs: Float32Array,
): BackendData {
  return tidy(() => ({
    inputs: tensor2d(inputs, [embeddings.sampleCount, embeddings.embeddingSize]),
    targets: cast(oneHot(tensor1d(classIndexes, 'int32'), classCount) as Tensor2D, 'float32'),
  }));
}
