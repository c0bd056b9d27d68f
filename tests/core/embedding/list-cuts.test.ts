import { expect, test } from 'vitest';
import { applyTunedLayers } from '../../../src/core/embedding/apply-tuned-layers.ts';
import type { BaseModel, FoldedLayer } from '../../../src/core/embedding/base-model.ts';
import { listCuts } from '../../../src/core/embedding/list-cuts.ts';

type Kind = FoldedLayer['info']['kind'];

/** A network that only has sizes: images of 8 x 8, then 4 x 4 from the first layer on, and 2 x 2 in the last block. */
const base = {
  manifest: { inputSize: 8 },
  layers: [
    makeLayer('conv2d', [3, 3, 3, 4], 2),
    ...makeBlock(4, 6, 1),
    ...makeBlock(6, 6, 1),
    ...makeBlock(6, 10, 2),
  ],
} as unknown as BaseModel;

function makeBlock(inputChannels: number, outputChannels: number, strides: 1 | 2): FoldedLayer[] {
  return [
    makeLayer('depthwiseConv2d', [3, 3, inputChannels, 1], strides),
    makeLayer('conv2d', [1, 1, inputChannels, outputChannels], 1),
  ];
}

function makeLayer(kind: Kind, kernelShape: FoldedLayer['info']['kernelShape'], strides: 1 | 2): FoldedLayer {
  const [height, width, inputChannels, outputChannels] = kernelShape;
  const biasLength = kind === 'conv2d' ? outputChannels : inputChannels;
  return {
    info: { kind, kernelShape, strides, biasLength } as FoldedLayer['info'],
    kernel: new Float32Array(height * width * inputChannels * outputChannels),
    bias: new Float32Array(biasLength),
  };
}

test('each cut says what lies behind it, what is kept of an image, and its share of the work', () => {
  const work = [16 * 108, 16 * 36, 16 * 24, 16 * 54, 16 * 36, 4 * 54, 4 * 60];
  const all = work.reduce((sum, each) => sum + each, 0);
  expect(listCuts(base)).toEqual([
    {
      blockCount: 1,
      parameterCount: 54 + 6 + 60 + 10,
      activationBytes: 2 * 4 * 4 * 6,
      workFraction: (4 * 54 + 4 * 60) / all,
    },
    {
      blockCount: 2,
      parameterCount: 54 + 6 + 60 + 10 + 54 + 6 + 36 + 6,
      activationBytes: 2 * 4 * 4 * 6,
      workFraction: (4 * 54 + 4 * 60 + 16 * 54 + 16 * 36) / all,
    },
    {
      blockCount: 3,
      parameterCount: 54 + 6 + 60 + 10 + 54 + 6 + 36 + 6 + 36 + 4 + 24 + 6,
      activationBytes: 2 * 4 * 4 * 4,
      workFraction: (all - 16 * 108) / all,
    },
  ]);
});

test('tuned layers take the place of the last ones, where they have their sizes', () => {
  const layers = [
    { kernel: new Float32Array(54).fill(1), bias: new Float32Array(6).fill(2) },
    { kernel: new Float32Array(60).fill(3), bias: new Float32Array(10).fill(4) },
  ];
  const tuned = applyTunedLayers(base, layers);
  expect(tuned?.layers.slice(0, -2)).toEqual(base.layers.slice(0, -2));
  expect(tuned?.layers.at(-1)).toEqual({ ...layers[1], info: base.layers.at(-1)?.info });
  expect(applyTunedLayers(base, layers.toReversed())).toBeNull();
  expect(applyTunedLayers(base, Array(20).fill(layers[1]))).toBeNull();
});
