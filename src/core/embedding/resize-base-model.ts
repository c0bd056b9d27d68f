import type { BaseModelFailure } from '../shared/failure.ts';
import type { BaseModel } from './base-model.ts';

/**
 * The same weights for squares of another size: the network is convolutions up to a mean over all places, so that it takes any,
 * and a pass costs in proportion to the area. Its embeddings are others.
 * @returns `base` itself where it has that size already; a failure where there is no answer to check the size by
 */
export function resizeBaseModel(base: BaseModel, inputSize: number): BaseModel | BaseModelFailure {
  const { manifest, layers } = base;
  if (inputSize === manifest.inputSize) return base;
  const answer = manifest.otherSizes.find((each) => each.inputSize === inputSize);
  if (answer === undefined) {
    return { kind: 'base-model-unfit', detail: `it does not work with ${inputSize} x ${inputSize} pixels` };
  }
  const { inputSize: sizeBefore, parityEmbedding } = manifest;
  const others = manifest.otherSizes.filter((each) => each !== answer);
  const otherSizes = [...others, { inputSize: sizeBefore, parityEmbedding }];
  return { manifest: { ...manifest, ...answer, otherSizes }, layers };
}
