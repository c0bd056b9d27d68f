import {
  fused,
  mean,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
  tensor1d,
  tensor4d,
  tidy,
} from '@tensorflow/tfjs-core';
import type { BaseModel, FoldedLayerInfo } from './base-model.ts';

/** Turns pixels into embeddings. Owns the weights on the backend until it is disposed. */
export interface Embedder {
  readonly inputSize: number;
  readonly embeddingSize: number;
  /** How many images one forward pass takes; shorter batches are padded to it. */
  readonly batchSize: number;
  /**
   * @param images 1 to `batchSize` images, each RGB bytes row by row, `inputSize * inputSize * 3` long
   * @returns one embedding per image, in order, one after the other: images.length * embeddingSize
   */
  embed(images: readonly Uint8Array[]): Promise<Float32Array>;
  dispose(): void;
}

interface LayerTensors {
  readonly info: FoldedLayerInfo;
  readonly kernel: Tensor4D;
  readonly bias: Tensor1D;
}

/** Uploads the folded base model to the current backend. */
export function createBaseModelEmbedder(base: BaseModel, batchSize: number): Embedder {
  const { inputSize, embeddingSize, inputRange } = base.manifest;
  const layers: LayerTensors[] = base.layers.map(({ info, kernel, bias }) => ({
    info,
    kernel: tensor4d(kernel, [...info.kernelShape]),
    bias: tensor1d(bias),
  }));
  return {
    inputSize,
    embeddingSize,
    batchSize,
    async embed(images) {
      const pixels = scalePixels(images, inputSize, batchSize, inputRange);
      const output = tidy(() => forwardBase(layers, tensor4d(pixels, [batchSize, inputSize, inputSize, 3])));
      try {
        const values = (await output.data()) as Float32Array;
        return values.slice(0, images.length * embeddingSize);
      } finally {
        output.dispose();
      }
    },
    dispose() {
      for (const layer of layers) {
        layer.kernel.dispose();
        layer.bias.dispose();
      }
    },
  };
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

/**
 * Pixel bytes 0..255 mapped linearly onto `inputRange`; unused places of the batch stay 0.
 * @returns [batchSize, inputSize, inputSize, 3], flat
 */
export function scalePixels(
  images: readonly Uint8Array[],
  inputSize: number,
  batchSize: number,
  inputRange: readonly [number, number],
): Float32Array<ArrayBuffer> {
  const imageLength = inputSize * inputSize * 3;
  if (images.length > batchSize) {
    throw new RangeError(`${images.length} images do not fit a batch of ${batchSize}`);
  }
  const scaled = new Float32Array(batchSize * imageLength);
  const scale = (inputRange[1] - inputRange[0]) / 255;
  images.forEach((image, imageIndex) => {
    if (image.length !== imageLength) {
      throw new RangeError(`an image has ${image.length} bytes instead of ${imageLength}`);
    }
    const offset = imageIndex * imageLength;
    for (let i = 0; i < imageLength; i++) {
      scaled[offset + i] = (image[i] as number) * scale + inputRange[0];
    }
  });
  return scaled;
}
