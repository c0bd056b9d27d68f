import { strToU8 } from 'fflate';
import type { BaseModel } from '../../embedding/base-model.ts';
import type { Head } from '../../training/head.ts';
import { checkDescription } from '../check-description.ts';
import type { ExportedFile } from '../exported-file.ts';
import { listBaseLayers } from '../list-base-layers.ts';
import { listHeadLayers } from '../list-head-layers.ts';
import type { ModelDescription } from '../model-description.ts';
import { createModelMetadata } from '../model-metadata.ts';
import { nameModelFile } from '../name-model-file.ts';
import type { SequentialLayer } from '../write-layers-model.ts';
import { zipModelFiles } from '../zip-model.ts';
import { writeNestedModel } from './write-nested-model.ts';

/** What `@teachablemachine/image` divides the bytes 0 to 255 by, before it takes 1 away (`src/utils/tf.ts`). */
const clientDivisor = 127;

/**
 * Base model and head as the ZIP that Teachable Machine exports: model.json, weights.bin and a metadata.json of its
 * kind, for `@teachablemachine/image` and all that is built upon it. In float32, which is all that its TF.js 1.3.1 reads.
 * @throws RangeError where base, head and description do not belong together
 */
export async function exportTeachableMachine(
  base: BaseModel,
  head: Head,
  description: ModelDescription,
): Promise<ExportedFile> {
  checkDescription(base, description);
  const { inputSize, inputRange } = base.manifest;
  const baseLayers = listBaseLayers(base);
  const pooling = baseLayers.at(-1) as SequentialLayer;
  const files = writeNestedModel({
    inputShape: [inputSize, inputSize, 3],
    base: [describeRescaling(inputRange), ...baseLayers.slice(0, -1)],
    pooling,
    embeddingSize: head.embeddingSize,
    head: listHeadLayers(head),
  });
  return zipModelFiles(
    nameModelFile({ format: 'teachable-machine' }, description.labels),
    files,
    strToU8(JSON.stringify(describeForClient(head, description))),
  );
}

/**
 * From what the client makes of a byte (byte / 127 - 1) to what the base takes. A layer of its own instead of other
 * kernels in the first convolution, whose padding has to stay 0 in the base's range.
 */
function describeRescaling([lowest, highest]: readonly [number, number]): SequentialLayer {
  const scale = ((highest - lowest) * clientDivisor) / 255;
  return {
    className: 'DepthwiseConv2D',
    name: 'rescale',
    config: {
      depth_multiplier: 1,
      kernel_size: [1, 1],
      strides: [1, 1],
      padding: 'valid',
      data_format: 'channels_last',
      dilation_rate: [1, 1],
      activation: 'linear',
      use_bias: true,
    },
    weights: [
      { name: 'depthwise_kernel', shape: [1, 1, 3, 1], values: new Float32Array(3).fill(scale) },
      { name: 'bias', shape: [3], values: new Float32Array(3).fill(lowest + scale) },
    ],
  };
}

/** The metadata of `@teachablemachine/image` 0.8.5 (`Metadata` in `src/custom-mobilenet.ts`). */
function describeForClient(head: Head, description: ModelDescription) {
  const { graftVersion, baseModel, calibration, metrics, check } = createModelMetadata(
    'full',
    head,
    description,
  );
  return {
    tfjsVersion: '1.3.1',
    tmVersion: '2.4.7',
    packageVersion: '0.8.5',
    packageName: '@teachablemachine/image',
    timeStamp: description.createdAt,
    userMetadata: {
      madeBy: 'Graft',
      graftVersion,
      input: `Bytes 0 to 255 divided by ${clientDivisor}, minus 1, as @teachablemachine/image does; the model sets this right for its base.`,
      baseModel,
      calibration,
      metrics,
      check,
    },
    modelName: 'graft-model',
    labels: description.labels,
    imageSize: description.baseModel.inputSize,
  };
}
