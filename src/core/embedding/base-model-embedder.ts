import {
  dispose,
  fused,
  type Tensor1D,
  type Tensor4D,
  tensor1d,
  tensor4d,
  tidy,
} from '@tensorflow/tfjs-core';
import type { BaseModel, FoldedLayer } from './base-model.ts';
import { type BatchPlan, createEmbedder, type Embedder } from './embedder.ts';

/** The numbers of one layer on the backend. */
type LayerTensors = { readonly kernel: Tensor4D; readonly bias: Tensor1D };

/**
 * Uploads the folded base model to the current backend.
 * @throws what the backend throws; then nothing is left on it
 */
export function createBaseModelEmbedder({ manifest, layers }: BaseModel, plan: BatchPlan): Embedder {
  const { inputSize, embeddingSize, inputRange } = manifest;
  const tensors: LayerTensors[] = tidy(() =>
    layers.map(({ info, kernel, bias }) => ({
      kernel: tensor4d(kernel, [...info.kernelShape]),
      bias: tensor1d(bias),
    })),
  );
  return createEmbedder(
    {
      inputSize,
      embeddingSize,
      inputRange,
      forward: (input) => forwardBase(layers, tensors, input),
      dispose: () => dispose(tensors),
    },
    plan,
  );
}

/** [batch, side, side, 3] in the base's input range -> the feature map of the last convolution. */
function forwardBase(
  layers: readonly FoldedLayer[],
  tensors: readonly LayerTensors[],
  input: Tensor4D,
): Tensor4D {
  let features = input;
  layers.forEach(({ info }, index) => {
    const { kernel, bias } = tensors[index] as LayerTensors;
    const convolution = {
      x: features,
      filter: kernel,
      strides: info.strides,
      pad: 'same' as const,
      bias,
      activation: 'relu6' as const,
    };
    features = info.kind === 'conv2d' ? fused.conv2d(convolution) : fused.depthwiseConv2d(convolution);
  });
  return features;
}
