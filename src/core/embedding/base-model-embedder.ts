import {
  dispose,
  fused,
  reshape,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
  tensor1d,
  tensor4d,
  tidy,
} from '@tensorflow/tfjs-core';
import type { BaseModel, BaseModelManifest, FoldedLayer } from './base-model.ts';
import { cutBaseModel } from './cut-base-model.ts';
import { type BatchPlan, createEmbedder, type Embedder } from './embedder.ts';

/** The numbers of one layer on the backend. */
type LayerTensors = { readonly kernel: Tensor4D; readonly bias: Tensor1D };

/** As much of a base model as is needed to run it. */
interface RunnableBase {
  readonly manifest: Pick<BaseModelManifest, 'inputSize' | 'embeddingSize' | 'inputRange'>;
  readonly layers: readonly FoldedLayer[];
}

/**
 * Uploads the folded base model to the current backend.
 * @throws what the backend throws; then nothing is left on it
 */
export function createBaseModelEmbedder({ manifest, layers }: RunnableBase, plan: BatchPlan): Embedder {
  const { inputSize, embeddingSize, inputRange } = manifest;
  return createEmbedder({ inputSize, embeddingSize, inputRange, ...uploadLayers(layers) }, plan);
}

/**
 * Uploads the part of the base model before its last `blockCount` blocks. Its embeddings are the activations at the cut:
 * height * width * channels numbers of an image, in this order.
 * @throws what the backend throws; then nothing is left on it
 */
export function createTrunkEmbedder(base: BaseModel, blockCount: number, plan: BatchPlan): Embedder {
  const { trunk, cutShape } = cutBaseModel(base, blockCount);
  const activationCount = cutShape.reduce((product, size) => product * size, 1);
  const { inputSize, inputRange } = base.manifest;
  const network = uploadLayers(trunk);
  return createEmbedder(
    {
      inputSize,
      embeddingSize: activationCount,
      inputRange,
      forward: (input): Tensor2D => reshape(network.forward(input), [input.shape[0], activationCount]),
      dispose: network.dispose,
    },
    plan,
  );
}

function uploadLayers(layers: readonly FoldedLayer[]) {
  const tensors: LayerTensors[] = tidy(() =>
    layers.map(({ info, kernel, bias }) => ({
      kernel: tensor4d(kernel, [...info.kernelShape]),
      bias: tensor1d(bias),
    })),
  );
  return {
    forward: (input: Tensor4D) => runLayers(layers, tensors, input),
    dispose: () => dispose(tensors),
  };
}

/** [batch, side, side, 3] in the base's input range -> the feature map of the last convolution. */
function runLayers(
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
