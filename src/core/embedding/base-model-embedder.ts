import {
  fused,
  mean,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
  tensor1d,
  tensor4d,
} from '@tensorflow/tfjs-core';
import type { BaseModel, FoldedLayerInfo } from './base-model.ts';
import { type BatchPlan, createEmbedder, type Embedder } from './embedder.ts';

interface LayerTensors {
  readonly info: FoldedLayerInfo;
  readonly kernel: Tensor4D;
  readonly bias: Tensor1D;
}

/** Uploads the folded base model to the current backend. */
export function createBaseModelEmbedder(base: BaseModel, plan: BatchPlan): Embedder {
  const { inputSize, embeddingSize, inputRange } = base.manifest;
  const layers: LayerTensors[] = base.layers.map(({ info, kernel, bias }) => ({
    info,
    kernel: tensor4d(kernel, [...info.kernelShape]),
    bias: tensor1d(bias),
  }));
  return createEmbedder(
    {
      inputSize,
      embeddingSize,
      inputRange,
      forward: (input) => forwardBase(layers, input),
      dispose() {
        for (const layer of layers) {
          layer.kernel.dispose();
          layer.bias.dispose();
        }
      },
    },
    plan,
  );
}

/** [batch, side, side, 3] in the base's input range -> [batch, embeddingSize]: convolutions, then the mean over the map. */
function forwardBase(layers: readonly LayerTensors[], input: Tensor4D): Tensor2D {
  let features = input;
  for (const { info, kernel, bias } of layers) {
    const convolution = {
      x: features,
      filter: kernel,
      strides: info.strides,
      pad: 'same' as const,
      bias,
      activation: 'relu6' as const,
    };
    features = info.kind === 'conv2d' ? fused.conv2d(convolution) : fused.depthwiseConv2d(convolution);
  }
  return mean(features, [1, 2]);
}
