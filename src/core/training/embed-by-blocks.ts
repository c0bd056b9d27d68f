import { type Tensor2D, tensor1d, tensor2d, tensor4d, tidy } from '@tensorflow/tfjs-core';
import type { Block } from '../embedding/cut-base-model.ts';
import type { EmbeddingTable } from '../embedding/embedding-table.ts';
import type { TunedLayer, TunedLayers } from '../embedding/tuned-layers.ts';
import type { BlockTensors } from './block-gradients.ts';
import { embedActivations } from './tuning-gradients.ts';
import type { ActivationTable } from './tuning-types.ts';
import { uploadRows } from './upload-rows.ts';

const batchSize = 32;

/**
 * What trained blocks make of all rows: the embeddings that the tuned base model gives. Runs on the current backend.
 * @param blocks of the base model before training, in order
 * @param tunedLayers the numbers after it
 */
export async function embedByBlocks(
  activations: ActivationTable,
  blocks: readonly Block[],
  tunedLayers: TunedLayers,
): Promise<EmbeddingTable> {
  const sampleCount = activations.rows.length;
  const embeddingSize = (tunedLayers.at(-1) as TunedLayer).bias.length;
  const values = new Float32Array(sampleCount * embeddingSize);
  const strides = blocks.map(({ depthwise }) => depthwise.info.strides);
  const indexes = Int32Array.from({ length: sampleCount }, (_, row) => row);
  for (let start = 0; start < sampleCount; start += batchSize) {
    const batch = indexes.subarray(start, start + batchSize);
    const output: Tensor2D = tidy(() => {
      const part = { blocks: uploadBlocks(blocks, tunedLayers), strides };
      return embedActivations(part, uploadRows(activations, batch, batchSize));
    });
    try {
      const embeddings = (await output.data()) as Float32Array;
      values.set(embeddings.subarray(0, batch.length * embeddingSize), start * embeddingSize);
    } finally {
      output.dispose();
    }
  }
  return { sampleCount, embeddingSize, values };
}

function uploadBlocks(blocks: readonly Block[], tunedLayers: TunedLayers): BlockTensors[] {
  return blocks.map(({ depthwise, pointwise }, index) => {
    const [first, second] = tunedLayers.slice(2 * index) as [TunedLayer, TunedLayer];
    const [, , inputChannels, outputChannels] = pointwise.info.kernelShape;
    return {
      depthwiseKernel: tensor4d(first.kernel, [...depthwise.info.kernelShape]),
      depthwiseBias: tensor1d(first.bias),
      pointwiseKernel: tensor2d(second.kernel, [inputChannels, outputChannels]),
      pointwiseBias: tensor1d(second.bias),
    };
  });
}
