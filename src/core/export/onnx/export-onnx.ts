import type { BaseModel } from '../../embedding/base-model.ts';
import type { Head } from '../../training/head.ts';
import { checkDescription } from '../check-description.ts';
import type { ExportOptions } from '../export-options.ts';
import type { ExportedFile } from '../exported-file.ts';
import type { ModelDescription } from '../model-description.ts';
import { createModelMetadata, type ModelMetadata } from '../model-metadata.ts';
import { nameModelFile } from '../name-model-file.ts';
import { addBaseModel, addHead } from './add-network.ts';
import { addPreprocessing } from './add-preprocessing.ts';
import { createOnnxGraph } from './onnx-graph.ts';
import type { OnnxValue } from './onnx-model.ts';
import { writeOnnxModel } from './write-onnx-model.ts';

/** What may be chosen about an ONNX file. */
export interface OnnxOptions extends ExportOptions {
  /** Whether the model takes pictures of any size as bytes, and does itself what stands between them and the base model. */
  readonly withPreprocessing: boolean;
}

/**
 * Antialiasing in Resize came with 18; LayerNormalization, and all else in use here, was there before. ONNX Runtime reads
 * it from 1.14 (2023) on.
 */
const operationSet = 18;

/**
 * Base model and head as one ONNX model, to probabilities [batch, classCount] from images: [batch, 3, inputSize, inputSize] in
 * the base's input range, or, with preprocessing, RGB bytes [batch, height, width, 3]. Labels and `ModelMetadata` stand in its
 * metadata, as JSON under `labels` and `metadata`.
 * @throws RangeError where base, head and description do not belong together
 */
export function exportOnnx(
  base: BaseModel,
  head: Head,
  description: ModelDescription,
  { precision, withPreprocessing }: OnnxOptions,
): ExportedFile {
  checkDescription(base, description);
  const { inputSize, inputRange } = base.manifest;
  const images = withPreprocessing ? describePictures(inputSize) : describeImages(inputSize);
  const metadata: ModelMetadata = {
    ...createModelMetadata('full', head, description, { precision }),
    input: {
      shape: images.shape.map((size) => (typeof size === 'number' ? size : null)),
      dtype: images.type,
      description: images.description,
    },
  };
  const graph = createOnnxGraph(precision);
  const scaled = withPreprocessing
    ? addPreprocessing(graph, images.name, inputSize, inputRange)
    : images.name;
  const probabilities = addHead(graph, head, addBaseModel(graph, base, scaled));
  return {
    fileName: nameModelFile({ format: 'onnx', precision, withPreprocessing }, description.labels),
    mediaType: 'application/octet-stream',
    bytes: writeOnnxModel({
      name: 'graft_model',
      description: `An image classifier made with Graft. ${images.description} ${metadata.output.description}`,
      producer: { name: 'Graft', version: description.graftVersion },
      operationSet,
      inputs: [images],
      outputs: [
        {
          name: probabilities,
          type: 'float32',
          shape: ['batch', head.classCount],
          description: metadata.output.description,
        },
      ],
      nodes: graph.nodes,
      constants: graph.constants,
      metadata: { labels: JSON.stringify(description.labels), metadata: JSON.stringify(metadata) },
    }),
  };
}

function describeImages(inputSize: number) {
  return {
    name: 'images',
    type: 'float32',
    shape: ['batch', 3, inputSize, inputSize],
    description: 'Images, preprocessed as `preprocessing` says, channel by channel.',
  } as const satisfies OnnxValue;
}

function describePictures(inputSize: number) {
  return {
    name: 'images',
    type: 'uint8',
    shape: ['batch', 'height', 'width', 3],
    description:
      'Pictures of any height and width as RGB bytes, upright and over white. The model cuts out the square in the middle, ' +
      `resizes it to ${inputSize} x ${inputSize} pixels (linearly, with antialiasing) and scales it itself.`,
  } as const satisfies OnnxValue;
}
