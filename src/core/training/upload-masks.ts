import { type Tensor2D, tensor2d } from '@tensorflow/tfjs-core';

/** Puts drawn dropout masks on the backend, each [batchSize, inputSize of its layer]. Call inside a tidy. */
export function uploadMasks(
  masks: readonly Float32Array[] | null,
  batchSize: number,
): readonly Tensor2D[] | null {
  return masks?.map((mask) => tensor2d(mask, [batchSize, mask.length / batchSize])) ?? null;
}
