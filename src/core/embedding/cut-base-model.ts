import type { BaseModel, FoldedLayer } from './base-model.ts';

/** How many of the last blocks may be trained. The ones before them hold what all photos have in common: edges, textures. */
export const largestCut = 4;

/** A block of a MobileNet V1: a depthwise convolution, then a pointwise one (1 x 1), each with bias and ReLU6. */
export interface Block {
  readonly depthwise: FoldedLayer;
  readonly pointwise: FoldedLayer;
}

/** A base model in two: what stays as it is, and the blocks behind it. */
export interface CutBase {
  /** The layers before the cut, in order. */
  readonly trunk: readonly FoldedLayer[];
  /** The blocks behind the cut, in order. */
  readonly blocks: readonly Block[];
  /** [height, width, channels] of the activations at the cut. */
  readonly cutShape: readonly [number, number, number];
}

/** All blocks at the end of a base model, first to last; layers before them that are no blocks are passed over. */
export function listBlocks(layers: readonly FoldedLayer[]): Block[] {
  const blocks: Block[] = [];
  for (let end = layers.length; end >= 2; end -= 2) {
    const [depthwise, pointwise] = [layers[end - 2] as FoldedLayer, layers[end - 1] as FoldedLayer];
    if (!isDepthwise(depthwise) || !isPointwise(pointwise)) break;
    blocks.unshift({ depthwise, pointwise });
  }
  return blocks;
}

/**
 * Cuts a base model before its last `blockCount` blocks.
 * @throws RangeError where it has fewer
 */
export function cutBaseModel({ manifest, layers }: BaseModel, blockCount: number): CutBase {
  const all = listBlocks(layers);
  if (blockCount < 0 || blockCount > all.length) {
    throw new RangeError(`${blockCount} of ${all.length} blocks cannot be cut off`);
  }
  const trunk = layers.slice(0, layers.length - 2 * blockCount);
  let [side, channels] = [manifest.inputSize, 3];
  for (const { info } of trunk) {
    // What `same` padding gives.
    side = Math.ceil(side / info.strides);
    channels = info.biasLength;
  }
  return { trunk, blocks: all.slice(all.length - blockCount), cutShape: [side, side, channels] };
}

function isDepthwise({ info }: FoldedLayer): boolean {
  return info.kind === 'depthwiseConv2d' && info.kernelShape[3] === 1;
}

function isPointwise({ info }: FoldedLayer): boolean {
  const [height, width] = info.kernelShape;
  return info.kind === 'conv2d' && info.strides === 1 && height === 1 && width === 1;
}
