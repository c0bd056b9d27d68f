import type { BaseModelFailure } from '../shared/failure.ts';
import { decodeFloat16Array } from '../shared/float16.ts';

/** The head that the base model was trained with: from an embedding to one logit for each of the classes of ImageNet. */
export interface ImagenetHead {
  readonly embeddingSize: number;
  /** [embeddingSize, classCount], row by row. */
  readonly kernel: Float32Array<ArrayBuffer>;
  readonly bias: Float32Array<ArrayBuffer>;
  readonly classNames: readonly string[];
}

/**
 * Puts the head's file and its list of names together: a float16 kernel, then a float32 bias.
 * @returns the head, or a `base-model-unfit` failure that says what does not fit
 */
export function parseImagenetHead(
  bytes: ArrayBuffer,
  classNames: unknown,
  embeddingSize: number,
): ImagenetHead | BaseModelFailure {
  if (!Array.isArray(classNames) || !classNames.every((name) => typeof name === 'string')) {
    return { kind: 'base-model-unfit', detail: 'its list of ImageNet classes is malformed' };
  }
  const kernelLength = embeddingSize * classNames.length;
  const biasOffset = 2 * kernelLength;
  if (bytes.byteLength !== biasOffset + 4 * classNames.length) {
    return { kind: 'base-model-unfit', detail: `its ImageNet head has ${bytes.byteLength} bytes` };
  }
  return {
    embeddingSize,
    kernel: decodeFloat16Array(new Uint16Array(bytes, 0, kernelLength)),
    bias: new Float32Array(bytes.slice(biasOffset)),
    classNames,
  };
}
