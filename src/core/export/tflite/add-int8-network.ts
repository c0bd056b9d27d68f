import type { DenseLayer, Head } from '../../training/head.ts';
import type { NetworkEnds } from './add-float-network.ts';
import type { HeadRanges } from './measure-head-ranges.ts';
import {
  convolutionOptions,
  denseOptions,
  depthwiseOptions,
  meanOptions,
  plainOptions,
  softmaxOptions,
} from './operation-options.ts';
import { putOutputsFirst } from './put-outputs-first.ts';
import { leastScales, type QuantizedLayer } from './quantize-layer.ts';
import type { QuantizedNetwork } from './quantize-network.ts';
import {
  describeRange,
  type Int8Range,
  type NumberRange,
  quantizeKernel,
  quantizeRange,
} from './quantize-numbers.ts';
import type { TfliteGraph } from './tflite-graph.ts';

/** A tensor of whole numbers: its place, and what they stand for. */
interface Int8Value {
  readonly tensor: number;
  readonly range: Int8Range;
}

/** The type of what goes in and comes out. Inside, all is int8. */
export type ImageType = 'uint8' | 'int8';

/** Softmax gives 256ths. */
const probabilityRange: Int8Range = { scale: 1 / 256, zeroPoint: -128 };

/**
 * Adds base model and head in whole numbers of 8 bits, from image bytes [1, inputSize, inputSize, 3] to probabilities
 * [1, classCount] in 256ths. Of the image type `int8` both are 128 less, which is what microcontrollers expect.
 */
export function addInt8Network(
  graph: TfliteGraph,
  inputSize: number,
  head: Head,
  { layers, head: ranges }: QuantizedNetwork,
  imageType: ImageType,
): NetworkEnds {
  const shape = [1, inputSize, inputSize, 3];
  const range = layers[0]?.input as Int8Range;
  // The same numbers from 0 to 255 at both ends.
  const addBytes = (name: string, shape: readonly number[], { scale, zeroPoint }: Int8Range) =>
    graph.addValue(name, 'uint8', shape, describeRange({ scale, zeroPoint: zeroPoint + 128 }));
  const images = addValue(graph, imageType === 'int8' ? 'images' : 'images_as_int8', shape, range);
  const input = imageType === 'int8' ? images.tensor : addBytes('images', shape, range);
  if (imageType === 'uint8') graph.addNode('QUANTIZE', [input], images.tensor);
  let features = images;
  let size = inputSize;
  for (const layer of layers) {
    size = Math.ceil(size / layer.info.strides);
    features = addConvolution(graph, layer, features, size);
  }
  const logits = addHead(graph, head, features, ranges);
  const probabilities = addValue(graph, 'probabilities', [1, head.classCount], probabilityRange);
  graph.addNode('SOFTMAX', [logits.tensor], probabilities.tensor, softmaxOptions);
  if (imageType === 'int8') return { input, output: probabilities.tensor };
  const output = addBytes('probabilities_as_bytes', [1, head.classCount], probabilityRange);
  return { input, output: graph.addNode('QUANTIZE', [probabilities.tensor], output) };
}

function addConvolution(
  graph: TfliteGraph,
  { info, values, scales, bias, output: range }: QuantizedLayer,
  input: Int8Value,
  outputSize: number,
): Int8Value {
  const { name, kind, strides, biasLength } = info;
  const [height, width, inputChannels, multiplier] = info.kernelShape;
  const output = addValue(graph, `${name}_relu6`, [1, outputSize, outputSize, biasLength], range);
  const biases = addBias(graph, name, bias, scales, input.range);
  const along = (axis: number) => ({ scales, zeroPoint: 0, axis });
  if (kind === 'depthwiseConv2d') {
    const shape = [1, height, width, biasLength];
    const filter = graph.addConstant(`${name}_kernel`, 'int8', shape, values, along(3));
    const options = depthwiseOptions(strides, multiplier, 'relu6');
    graph.addNode('DEPTHWISE_CONV_2D', [input.tensor, filter, biases], output.tensor, options);
  } else {
    const shape = [biasLength, height, width, inputChannels];
    const moved = putOutputsFirst(values, biasLength);
    const filter = graph.addConstant(`${name}_kernel`, 'int8', shape, moved, along(0));
    const options = convolutionOptions(strides, 'relu6');
    graph.addNode('CONV_2D', [input.tensor, filter, biases], output.tensor, options);
  }
  return output;
}

function addHead(graph: TfliteGraph, head: Head, features: Int8Value, ranges: HeadRanges): Int8Value {
  const { embeddingSize } = head;
  const add = (name: keyof HeadRanges & string, size: number) =>
    addValue(graph, name, [1, size], quantizeRange(ranges[name] as NumberRange));
  const indexes = (name: string, ...values: readonly number[]) =>
    graph.addConstant(name, 'int32', [values.length], Int32Array.from(values));

  const embedding = add('embedding', embeddingSize);
  graph.addNode('MEAN', [features.tensor, indexes('places', 1, 2)], embedding.tensor, meanOptions(false));
  const axis = indexes('embedding_axis', 1);
  const mean = add('mean', 1);
  graph.addNode('MEAN', [embedding.tensor, axis], mean.tensor, meanOptions(true));
  const centred = add('centred', embeddingSize);
  graph.addNode('SUB', [embedding.tensor, mean.tensor], centred.tensor, plainOptions.SUB);
  const squares = add('squares', embeddingSize);
  graph.addNode('SQUARED_DIFFERENCE', [embedding.tensor, mean.tensor], squares.tensor);
  const variance = add('variance', 1);
  graph.addNode('MEAN', [squares.tensor, axis], variance.tensor, meanOptions(true));
  const scale = add('scale', 1);
  graph.addNode('RSQRT', [variance.tensor], scale.tensor);
  const standardized = add('standardized', embeddingSize);
  graph.addNode('MUL', [centred.tensor, scale.tensor], standardized.tensor, plainOptions.MUL);

  return head.layers.reduce(
    (input, layer, index) =>
      addDense(graph, `dense_${index + 1}`, layer, input, ranges.dense[index] as NumberRange),
    standardized,
  );
}

/** With one scale for the whole kernel, because not every runtime knows more in dense layers. */
function addDense(
  graph: TfliteGraph,
  name: string,
  { inputSize, outputSize, kernel, bias, activation }: DenseLayer,
  input: Int8Value,
  numbers: NumberRange,
): Int8Value {
  const output = addValue(graph, name, [1, outputSize], quantizeRange(numbers));
  const least = Math.max(...leastScales(bias, input.range, output.range));
  const { values, scales } = quantizeKernel(
    // As if it were one channel.
    kernel,
    Float64Array.of(least),
  );
  const weights = graph.addConstant(
    `${name}_kernel`,
    'int8',
    [outputSize, inputSize],
    putOutputsFirst(values, outputSize),
    { scales, zeroPoint: 0, axis: 0 },
  );
  const biases = addBias(graph, name, bias, scales, input.range);
  graph.addNode('FULLY_CONNECTED', [input.tensor, weights, biases], output.tensor, denseOptions(activation));
  return output;
}

function addValue(graph: TfliteGraph, name: string, shape: readonly number[], range: Int8Range): Int8Value {
  return { tensor: graph.addValue(name, 'int8', shape, describeRange(range)), range };
}

/** Biases are added to the products of numbers and weights, so that their scale is the product of both. */
function addBias(
  graph: TfliteGraph,
  name: string,
  bias: Float32Array,
  kernelScales: Float32Array,
  input: Int8Range,
): number {
  const scales = kernelScales.map((scale) => scale * input.scale);
  const values = Int32Array.from(bias, (value, channel) =>
    Math.round(value / (scales[scales.length === 1 ? 0 : channel] as number)),
  );
  return graph.addConstant(`${name}_bias`, 'int32', [bias.length], values, { scales, zeroPoint: 0, axis: 0 });
}
