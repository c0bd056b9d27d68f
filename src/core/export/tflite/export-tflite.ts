import { strToU8 } from 'fflate';
import type { BaseModel } from '../../embedding/base-model.ts';
import type { WeightPrecision } from '../../shared/compress-weights.ts';
import type { Head } from '../../training/head.ts';
import { checkDescription } from '../check-description.ts';
import type { ExportOptions } from '../export-options.ts';
import type { ExportedFile } from '../exported-file.ts';
import type { ModelDescription } from '../model-description.ts';
import { createModelMetadata, type ModelMetadata } from '../model-metadata.ts';
import { nameModelFile } from '../name-model-file.ts';
import { addFloatNetwork, type NetworkEnds } from './add-float-network.ts';
import { addInt8Network } from './add-int8-network.ts';
import { appendFiles } from './append-files.ts';
import type { QuantizedNetwork } from './quantize-network.ts';
import { tfliteMetadataFile } from './read-tflite-metadata.ts';
import { createTfliteGraph, type TfliteGraph } from './tflite-graph.ts';
import { tfliteMetadataName, writeTfliteMetadata } from './write-tflite-metadata.ts';
import { writeTfliteModel } from './write-tflite-model.ts';

const labelsFile = 'labels.txt';

/** What may be chosen about a TFLite file. */
export type TfliteChoice =
  | ExportOptions
  | {
      /** Whole numbers of 8 bits, through and through. */
      readonly precision: 'int8';
      /** Base model and head, rounded by what they do on images. */
      readonly network: QuantizedNetwork;
    };

/**
 * Base model and head as one TFLite model of one image at a time, from [1, inputSize, inputSize, 3] in the base's input range to
 * probabilities [1, classCount]; with `int8`, from bytes to 256ths. Behind it lie two files, which any ZIP program finds: `labels.txt` of the TFLite metadata, a
 * label a line, with spaces for line breaks inside labels; and `metadata.json` (`ModelMetadata`), with every label as it is.
 * @throws RangeError where base, head and description do not belong together
 */
export function exportTflite(
  base: BaseModel,
  head: Head,
  description: ModelDescription,
  choice: TfliteChoice,
): ExportedFile {
  checkDescription(base, description);
  const metadata = describeTflite(base, head, description, choice.precision);
  const { inputSize } = base.manifest;
  const graph = createTfliteGraph();
  const ends =
    choice.precision === 'int8'
      ? addInt8Network(graph, inputSize, head, choice.network, 'uint8')
      : addFloatNetwork(graph, base, head, choice.precision);
  return {
    fileName: nameModelFile({ format: 'tflite', precision: choice.precision }, description.labels),
    mediaType: 'application/octet-stream',
    bytes: appendFiles(writeModel(graph, ends, metadata), [
      { path: labelsFile, bytes: strToU8(writeLabels(description.labels)) },
      { path: tfliteMetadataFile, bytes: strToU8(`${JSON.stringify(metadata, null, 2)}\n`) },
    ]),
  };
}

function describeTflite(
  { manifest }: BaseModel,
  head: Head,
  description: ModelDescription,
  precision: WeightPrecision,
): ModelMetadata {
  const metadata = createModelMetadata('full', head, description);
  const shape = [1, manifest.inputSize, manifest.inputSize, 3];
  const input = {
    shape,
    dtype: 'float32',
    description: 'One image, preprocessed as `preprocessing` says.',
  } as const;
  if (precision !== 'int8') return { ...metadata, precision, input };
  return {
    ...metadata,
    precision,
    input: {
      ...input,
      dtype: 'uint8',
      description:
        'One image as RGB bytes from 0 to 255, cut and resized as `preprocessing` says, but not scaled.',
    },
    output: {
      ...metadata.output,
      dtype: 'uint8',
      quantization: { scale: 1 / 256, zeroPoint: 0 },
    },
  };
}

function writeModel(
  { tensors, nodes }: TfliteGraph,
  { input, output }: NetworkEnds,
  metadata: ModelMetadata,
): Uint8Array {
  const description = 'An image classifier made with Graft.';
  const tfliteMetadata = writeTfliteMetadata({
    name: 'graft_model',
    description: `${description} ${metadata.preprocessing.description}`,
    version: metadata.graftVersion,
    input: { name: 'images', description: metadata.input.description },
    output: { name: 'probabilities', description: metadata.output.description },
    inputSize: metadata.inputSize,
    inputRange: metadata.inputRange,
    labelsFile,
    metadataFile: tfliteMetadataFile,
  });
  return writeTfliteModel({
    name: 'graft_model',
    description,
    tensors,
    nodes,
    input,
    output,
    metadata: { [tfliteMetadataName]: tfliteMetadata },
  });
}

function writeLabels(labels: readonly string[]): string {
  return labels.map((label) => `${label.replace(/[\r\n]+/g, ' ')}\n`).join('');
}
