import type { BaseModel } from './base-model.ts';
import { cutBaseModel } from './cut-base-model.ts';

/** Bytes that the activations of one image take at the cut before the last `blockCount` blocks, in half precision. */
export function measureActivations(base: BaseModel, blockCount: number): number {
  return 2 * cutBaseModel(base, blockCount).cutShape.reduce((product, size) => product * size, 1);
}
