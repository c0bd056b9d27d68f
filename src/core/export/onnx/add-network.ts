import type { BaseModel, FoldedLayer } from '../../embedding/base-model.ts';
import type { Head } from '../../training/head.ts';
import { standardizeEpsilon } from '../../training/standardize-embeddings.ts';
import type { OnnxGraph } from './onnx-graph.ts';

/**
 * Adds the base model.
 * @param image name of [batch, 3, inputSize, inputSize] in the base's input range
 * @returns name of the embedding [batch, embeddingSize]
 */
export function addBaseModel(graph: OnnxGraph, { manifest, layers }: BaseModel, image: string): string {
  const limits = [graph.addFloats('relu6_lowest', [], [0]), graph.addFloats('relu6_highest', [], [6])];
  let features = image;
  let size = manifest.inputSize;
  for (const layer of layers) {
    const convolved = addConvolution(graph, layer, features, size);
    features = graph.add(`${layer.info.name}_relu`, 'Clip', [convolved, ...limits]);
    size = Math.ceil(size / layer.info.strides);
  }
  const pooled = graph.add('pooled', 'GlobalAveragePool', [features]);
  return graph.add('embedding', 'Flatten', [pooled], { axis: { int: 1 } });
}

function addConvolution(
  graph: OnnxGraph,
  { info, kernel, bias }: FoldedLayer,
  input: string,
  inputSize: number,
): string {
  const { name, kind, strides, biasLength } = info;
  const [height, width, inputChannels] = info.kernelShape;
  const groupCount = kind === 'depthwiseConv2d' ? inputChannels : 1;
  const groupChannels = inputChannels / groupCount;
  const [top, bottom] = samePadding(inputSize, height, strides);
  const [left, right] = samePadding(inputSize, width, strides);
  return graph.add(
    name,
    'Conv',
    [
      input,
      graph.addWeight(
        `${name}_kernel`,
        [biasLength, groupChannels, height, width],
        putPlacesLast(kernel, groupChannels, biasLength),
      ),
      graph.addFloats(`${name}_bias`, [biasLength], bias),
    ],
    {
      group: { int: groupCount },
      strides: { ints: [strides, strides] },
      // Written out, because `auto_pad` is deprecated and not known everywhere.
      pads: { ints: [top, left, bottom, right] },
    },
  );
}

/** From [place, input channel, output channel], as TensorFlow has it, to [output channel, input channel, place]. */
function putPlacesLast(kernel: Float32Array, inputChannels: number, outputChannels: number) {
  const moved = new Float32Array(kernel.length);
  const placeCount = kernel.length / (inputChannels * outputChannels);
  let from = 0;
  for (let place = 0; place < placeCount; place++) {
    for (let input = 0; input < inputChannels; input++) {
      for (let output = 0; output < outputChannels; output++) {
        moved[(output * inputChannels + input) * placeCount + place] = kernel[from++] as number;
      }
    }
  }
  return moved;
}

/** What TensorFlow's `same` puts before and after: where it is an odd number, one more after (tf.nn, "Notes on padding"). */
function samePadding(inputSize: number, kernelSize: number, stride: number): [before: number, after: number] {
  const outputSize = Math.ceil(inputSize / stride);
  const total = Math.max((outputSize - 1) * stride + kernelSize - inputSize, 0);
  return [Math.floor(total / 2), Math.ceil(total / 2)];
}

/**
 * Adds the head.
 * @param embedding name of [batch, embeddingSize]
 * @returns name of the probabilities [batch, classCount]
 */
export function addHead(graph: OnnxGraph, head: Head, embedding: string): string {
  const ones = graph.addFloats(
    'standardize_scale',
    [head.embeddingSize],
    new Float32Array(head.embeddingSize).fill(1),
  );
  let values = graph.add('standardized', 'LayerNormalization', [embedding, ones], {
    axis: { int: -1 },
    epsilon: { float: standardizeEpsilon },
  });
  head.layers.forEach(({ inputSize, outputSize, kernel, bias, activation }, index) => {
    const name = `dense_${index + 1}`;
    values = graph.add(name, 'Gemm', [
      values,
      graph.addWeight(`${name}_kernel`, [inputSize, outputSize], kernel),
      graph.addFloats(`${name}_bias`, [outputSize], bias),
    ]);
    if (activation === 'relu') values = graph.add(`${name}_relu`, 'Relu', [values]);
  });
  return graph.add('probabilities', 'Softmax', [values], { axis: { int: -1 } });
}
