import { type Tensor, type Tensor2D, type Tensor4D, tidy, zeros } from '@tensorflow/tfjs-core';
import { type BatchPlan, createEmbedder, type Embedder } from '../../../core/embedding/embedder.ts';
import type { BaseModelFailure } from '../../../core/shared/failure.ts';
import { findInputSize } from './find-input-size.ts';
import { unfit } from './unfit.ts';

/** A TF.js model on the current backend, cut at its embedding. */
export interface CutModel {
  /** Height, width and channels of its input; null or negative where they are free. */
  readonly inputShape: readonly (number | null)[];
  readonly inputRange: readonly [number, number];
  /** [batch, side, side, 3] -> [batch, size], or a feature map [batch, height, width, size]. Runs inside a tidy. */
  run(input: Tensor4D): Tensor;
  dispose(): void;
}

const largestEmbedding = 16384;

/**
 * Runs the model once to see what it gives, and makes an embedder of it.
 * @returns why the model is no base model; then it is disposed
 * @throws what the backend throws when it cannot run it; then it is disposed, too
 */
export async function createTfjsEmbedder(
  model: CutModel,
  plan: BatchPlan,
): Promise<Embedder | BaseModelFailure> {
  try {
    const inputSize = findInputSize(model.inputShape);
    if (typeof inputSize !== 'number') {
      model.dispose();
      return inputSize;
    }
    const shape = tidy(() => model.run(zeros([1, inputSize, inputSize, 3])).shape);
    const embeddingSize = shape.at(-1) ?? 0;
    const fits = shape[0] === 1 && (shape.length === 2 || shape.length === 4);
    if (!fits || embeddingSize < 1 || embeddingSize > largestEmbedding) {
      model.dispose();
      return unfit(`for one image it gives numbers of shape ${shape.join(' x ')}`);
    }
    const forward = (input: Tensor4D) => model.run(input) as Tensor2D | Tensor4D;
    const { inputRange } = model;
    const network = { inputSize, embeddingSize, inputRange, forward, dispose: () => model.dispose() };
    return createEmbedder(network, plan);
  } catch (error) {
    model.dispose();
    throw error;
  }
}
