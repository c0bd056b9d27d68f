import type { BaseModel } from '../../embedding/base-model.ts';
import { encodeFloat16Array } from '../../shared/float16.ts';
import type { Head } from '../../training/head.ts';
import { standardizeEpsilon } from '../../training/standardize-embeddings.ts';
import { type FloatPrecision, fitsHalf } from '../write-weights.ts';
import {
  convolutionOptions,
  denseOptions,
  depthwiseOptions,
  meanOptions,
  plainOptions,
  softmaxOptions,
} from './operation-options.ts';
import { putOutputsFirst } from './put-outputs-first.ts';
import type { TfliteGraph } from './tflite-graph.ts';

/** Where a network begins and ends in its graph: places of tensors. */
export interface NetworkEnds {
  readonly input: number;
  readonly output: number;
}

/**
 * Adds base model and head, from images [1, inputSize, inputSize, 3] in the base's input range to probabilities [1, classCount].
 * With `float16` each kernel is half as long in the file, with a DEQUANTIZE to float32 behind it, as the converter of TensorFlow
 * does it: runtimes do that once, when the model is opened, or compute in half precision where the device is made for it.
 */
export function addFloatNetwork(
  graph: TfliteGraph,
  { manifest, layers }: BaseModel,
  head: Head,
  precision: FloatPrecision,
): NetworkEnds {
  const { inputSize, embeddingSize } = manifest;
  const addValue = (name: string, shape: readonly number[]) => graph.addValue(name, 'float32', shape);
  const addFloats = (name: string, values: Float32Array) =>
    graph.addConstant(name, 'float32', [values.length], values);
  const addIndexes = (name: string, ...values: readonly number[]) =>
    graph.addConstant(name, 'int32', [values.length], Int32Array.from(values));
  const addKernel = (name: string, shape: readonly number[], values: Float32Array) => {
    if (precision === 'float32' || !fitsHalf(values)) {
      return graph.addConstant(name, 'float32', shape, values);
    }
    const half = graph.addConstant(`${name}_float16`, 'float16', shape, encodeFloat16Array(values));
    return graph.addNode('DEQUANTIZE', [half], addValue(name, shape));
  };

  const input = addValue('images', [1, inputSize, inputSize, 3]);
  let features = input;
  let size = inputSize;
  for (const { info, kernel, bias } of layers) {
    const { name, kind, strides, biasLength } = info;
    const [height, width, inputChannels, multiplier] = info.kernelShape;
    size = Math.ceil(size / strides);
    const output = addValue(`${name}_relu6`, [1, size, size, biasLength]);
    const biases = addFloats(`${name}_bias`, bias);
    if (kind === 'depthwiseConv2d') {
      const filter = addKernel(`${name}_kernel`, [1, height, width, biasLength], kernel);
      const options = depthwiseOptions(strides, multiplier, 'relu6');
      features = graph.addNode('DEPTHWISE_CONV_2D', [features, filter, biases], output, options);
    } else {
      const shape = [biasLength, height, width, inputChannels];
      const filter = addKernel(`${name}_kernel`, shape, putOutputsFirst(kernel, biasLength));
      const options = convolutionOptions(strides, 'relu6');
      features = graph.addNode('CONV_2D', [features, filter, biases], output, options);
    }
  }
  const places = addIndexes('places', 1, 2);
  const embedding = addValue('embedding', [1, embeddingSize]);
  graph.addNode('MEAN', [features, places], embedding, meanOptions(false));

  const axis = addIndexes('embedding_axis', 1);
  const mean = graph.addNode('MEAN', [embedding, axis], addValue('mean', [1, 1]), meanOptions(true));
  const centred = addValue('centred', [1, embeddingSize]);
  graph.addNode('SUB', [embedding, mean], centred, plainOptions.SUB);
  const squares = addValue('squares', [1, embeddingSize]);
  graph.addNode('MUL', [centred, centred], squares, plainOptions.MUL);
  const variance = graph.addNode('MEAN', [squares, axis], addValue('variance', [1, 1]), meanOptions(true));
  const epsilon = addFloats('epsilon', Float32Array.of(standardizeEpsilon));
  const safe = graph.addNode('ADD', [variance, epsilon], addValue('safe_variance', [1, 1]), plainOptions.ADD);
  const scale = graph.addNode('RSQRT', [safe], addValue('scale', [1, 1]));
  let values = addValue('standardized', [1, embeddingSize]);
  graph.addNode('MUL', [centred, scale], values, plainOptions.MUL);

  head.layers.forEach(({ inputSize, outputSize, kernel, bias, activation }, index) => {
    const name = `dense_${index + 1}`;
    const weights = addKernel(`${name}_kernel`, [outputSize, inputSize], putOutputsFirst(kernel, outputSize));
    const biases = addFloats(`${name}_bias`, bias);
    const output = addValue(name, [1, outputSize]);
    values = graph.addNode('FULLY_CONNECTED', [values, weights, biases], output, denseOptions(activation));
  });
  const output = addValue('probabilities', [1, head.classCount]);
  graph.addNode('SOFTMAX', [values], output, softmaxOptions);
  return { input, output };
}
