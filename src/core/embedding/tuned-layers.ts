import type { BaseModel } from './base-model.ts';
import { listBlocks } from './cut-base-model.ts';

/** One convolution after training; kernel and bias in the order of the layer that it replaces. */
export interface TunedLayer {
  readonly kernel: Float32Array<ArrayBuffer>;
  readonly bias: Float32Array<ArrayBuffer>;
}

/** The last layers of a base model as training has changed them, in order: two of each block. */
export type TunedLayers = readonly TunedLayer[];

/**
 * The base model with its last layers replaced.
 * @returns null when they are not of this base model
 */
export function replaceLastLayers(base: BaseModel, tuned: TunedLayers): BaseModel | null {
  const first = base.layers.length - tuned.length;
  const fits =
    tuned.length > 0 &&
    tuned.length <= 2 * listBlocks(base.layers).length &&
    tuned.every(({ kernel, bias }, index) => {
      const own = base.layers[first + index];
      return own?.kernel.length === kernel.length && own.bias.length === bias.length;
    });
  if (!fits) return null;
  const layers = base.layers.map((layer, index) => ({ ...layer, ...tuned[index - first] }));
  return { manifest: base.manifest, layers };
}
