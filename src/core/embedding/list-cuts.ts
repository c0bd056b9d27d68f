import type { BaseModel } from './base-model.ts';
import { largestCut, listBlocks } from './cut-base-model.ts';
import { measureActivations } from './measure-activations.ts';

/** One place where a base model may be cut: what lies behind it is trained. */
export interface BaseCut {
  /** So many of the last blocks lie behind it. */
  readonly blockCount: number;
  /** Numbers of those blocks. */
  readonly parameterCount: number;
  /** What is kept of one image while they are trained. */
  readonly activationBytes: number;
  /** Their share of all multiplications that an image takes, 0 to 1. */
  readonly workFraction: number;
}

/** Where a base model may be cut, the fewest blocks first; empty where it has none at its end. */
export function listCuts(base: BaseModel): readonly BaseCut[] {
  const blocks = listBlocks(base.layers);
  const work = measureWork(base);
  const allWork = sum(work);
  return Array.from({ length: Math.min(largestCut, blocks.length) }, (_, index) => {
    const blockCount = index + 1;
    const parameterCount = blocks
      .slice(-blockCount)
      .flatMap(({ depthwise, pointwise }) => [depthwise, pointwise])
      .reduce((sum, { kernel, bias }) => sum + kernel.length + bias.length, 0);
    return {
      blockCount,
      parameterCount,
      activationBytes: measureActivations(base, blockCount),
      workFraction: sum(work.slice(-2 * blockCount)) / allWork,
    };
  });
}

/** Multiplications of each layer for one image. */
function measureWork({ manifest, layers }: BaseModel): readonly number[] {
  let side = manifest.inputSize;
  return layers.map(({ info, kernel }) => {
    side = Math.ceil(side / info.strides);
    return side ** 2 * kernel.length;
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
