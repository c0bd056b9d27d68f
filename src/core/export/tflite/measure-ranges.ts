import { fused, max, mean, stack, type Tensor4D, tensor1d, tensor4d, tidy } from '@tensorflow/tfjs-core';
import type { BaseModel } from '../../embedding/base-model.ts';
import { scalePixels } from '../../embedding/embedder.ts';
import type { Head } from '../../training/head.ts';
import { type HeadRanges, measureHeadRanges } from './measure-head-ranges.ts';

/** What the numbers inside a model reach on some images, tensor by tensor. */
export interface ActivationRanges {
  /** The highest behind each convolution of the base model, 0 to 6. */
  readonly layers: readonly number[];
  readonly head: HeadRanges;
}

/** So many images go through the network at once. */
const batchSize = 8;

/**
 * Runs images through the network in float32 on the current backend of TF.js, and looks at what the numbers inside reach.
 * @param images RGB bytes of the squares that the model sees, at least one
 */
export async function measureRanges(
  base: BaseModel,
  head: Head,
  images: readonly Uint8Array[],
): Promise<ActivationRanges> {
  const layers = new Array<number>(base.layers.length).fill(0);
  const embeddings: Float32Array[] = [];
  for (let at = 0; at < images.length; at += batchSize) {
    const { highest, rows } = await runBase(base, images.slice(at, at + batchSize));
    highest.forEach((value, layer) => {
      layers[layer] = Math.max(layers[layer] as number, value);
    });
    for (let row = 0; row < rows.length; row += head.embeddingSize) {
      embeddings.push(rows.subarray(row, row + head.embeddingSize));
    }
  }
  return { layers, head: measureHeadRanges(head, embeddings) };
}

/** The highest number behind each layer, and the embeddings of the images. */
async function runBase({ manifest, layers }: BaseModel, images: readonly Uint8Array[]) {
  const { inputSize, inputRange } = manifest;
  const [highest, embeddings] = tidy(() => {
    const pixels = scalePixels(images, inputSize, images.length, inputRange);
    let features: Tensor4D = tensor4d(pixels, [images.length, inputSize, inputSize, 3]);
    const maxima = layers.map(({ info, kernel, bias }) => {
      // Each layer's input is let go at once: the first ones are large.
      const input = features;
      features = tidy(() => {
        const convolution = {
          x: input,
          filter: tensor4d(kernel, [...info.kernelShape]),
          strides: info.strides,
          pad: 'same' as const,
          bias: tensor1d(bias),
          activation: 'relu6' as const,
        };
        return info.kind === 'conv2d' ? fused.conv2d(convolution) : fused.depthwiseConv2d(convolution);
      });
      input.dispose();
      return max(features);
    });
    return [stack(maxima), mean(features, [1, 2])] as const;
  });
  try {
    return {
      highest: (await highest.data()) as Float32Array,
      rows: (await embeddings.data()) as Float32Array,
    };
  } finally {
    highest.dispose();
    embeddings.dispose();
  }
}
