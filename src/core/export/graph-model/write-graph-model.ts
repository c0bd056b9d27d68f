import { strToU8 } from 'fflate';
import type { BaseModel, FoldedLayer } from '../../embedding/base-model.ts';
import { roundByChannel, type WeightPrecision } from '../../shared/compress-weights.ts';
import type { Head } from '../../training/head.ts';
import { standardizeEpsilon } from '../../training/standardize-embeddings.ts';
import { type NamedWeight, writeWeights } from '../write-weights.ts';
import type { ModelFiles } from '../zip-model.ts';
import {
  constantNode,
  describeShape,
  fusedConvolutionNode,
  fusedDenseNode,
  type GraphNode,
  inputNode,
  meanNode,
  operationNode,
} from './graph-node.ts';

/** The names by which clients feed and ask the graph. */
const inputName = 'images';
const outputName = 'probabilities';

/**
 * Base model and head as a TensorFlow graph for `tf.loadGraphModel`, with every convolution, its bias and its ReLU6 as
 * one operation: what is fastest on each backend of TF.js. Written from plain numbers; the same model gives the same bytes.
 * @param precision `int8`: the 1 x 1 convolutions, which are nine tenths of the weights, in 8 bits with a scale for each
 * output channel; the few numbers of the others, which take rounding badly, in half precision
 */
export function writeGraphModel(base: BaseModel, head: Head, precision: WeightPrecision): ModelFiles {
  const { inputSize } = base.manifest;
  const inputShape = [null, inputSize, inputSize, 3];
  const graph = new GraphBuilder();
  const images = graph.add(inputNode(inputName, inputShape));
  const embedding = addBase(graph, base, images, precision === 'int8');
  addHead(graph, head, embedding);
  const { manifest, bytes } = writeWeights(graph.weights, precision === 'float32' ? 'float32' : 'float16');
  const model = {
    format: 'graph-model',
    generatedBy: 'Graft',
    convertedBy: null,
    signature: {
      inputs: { [inputName]: describeTensor(inputName, inputShape) },
      outputs: { [outputName]: describeTensor(outputName, [null, head.classCount]) },
    },
    modelTopology: { node: graph.nodes, library: {}, versions: { producer: 1087 } },
    weightsManifest: manifest,
  };
  return { 'model.json': strToU8(JSON.stringify(model)), 'weights.bin': bytes };
}

/** Collects nodes in the order of the calculation, and the numbers of the constant ones. */
class GraphBuilder {
  readonly nodes: GraphNode[] = [];
  readonly weights: NamedWeight[] = [];

  /** @returns the node's name, by which others refer to it */
  add(node: GraphNode): string {
    this.nodes.push(node);
    return node.name;
  }

  addConstant(name: string, shape: readonly number[], values: NamedWeight['values']): string {
    this.weights.push({ name, shape, values });
    return this.add(constantNode(name, shape, values instanceof Int32Array ? 'DT_INT32' : 'DT_FLOAT'));
  }
}

/** @returns the node that gives [batch, embeddingSize] */
function addBase(graph: GraphBuilder, base: BaseModel, images: string, in8Bits: boolean): string {
  let features = images;
  for (const layer of base.layers) {
    const { info, bias } = layer;
    const kernelNode = addKernel(graph, layer, in8Bits);
    const biasNode = graph.addConstant(`${info.name}/bias`, [info.biasLength], bias);
    const op = info.kind === 'conv2d' ? '_FusedConv2D' : 'FusedDepthwiseConv2dNative';
    features = graph.add(fusedConvolutionNode(info.name, op, [features, kernelNode, biasNode], info.strides));
  }
  const places = graph.addConstant('embedding/axes', [2], Int32Array.of(1, 2));
  return graph.add(meanNode('embedding', features, places, false));
}

/**
 * In 8 bits the graph itself multiplies codes and scales at each call, because the manifest of the weights knows one scale
 * for a whole tensor only, which breaks a network with folded normalization.
 */
function addKernel(graph: GraphBuilder, { info, kernel }: FoldedLayer, in8Bits: boolean): string {
  const name = `${info.name}/kernel`;
  const [height, width, , outputChannels] = info.kernelShape;
  if (!in8Bits || info.kind !== 'conv2d' || height * width > 1) {
    return graph.addConstant(name, info.kernelShape, kernel);
  }
  const { codes, scales } = roundByChannel(kernel, outputChannels);
  const codesNode = graph.addConstant(`${info.name}/codes`, info.kernelShape, codes);
  const scalesNode = graph.addConstant(`${info.name}/scales`, [outputChannels], scales);
  return graph.add(operationNode(name, 'Mul', [codesNode, scalesNode]));
}

/** Standardizes each embedding over its own numbers (`standardize-embeddings.ts`), then the dense layers and a softmax. */
function addHead(graph: GraphBuilder, head: Head, embedding: string): void {
  const axis = graph.addConstant('standardize/axis', [1], Int32Array.of(1));
  const mean = graph.add(meanNode('standardize/mean', embedding, axis, true));
  const centred = graph.add(operationNode('standardize/centred', 'Sub', [embedding, mean]));
  const squared = graph.add(operationNode('standardize/squared', 'Mul', [centred, centred]));
  const variance = graph.add(meanNode('standardize/variance', squared, axis, true));
  const epsilon = graph.addConstant('standardize/epsilon', [], Float32Array.of(standardizeEpsilon));
  const safe = graph.add(operationNode('standardize/safe', 'AddV2', [variance, epsilon]));
  const scale = graph.add(operationNode('standardize/scale', 'Rsqrt', [safe]));
  let rows = graph.add(operationNode('standardize', 'Mul', [centred, scale]));
  head.layers.forEach(({ inputSize, outputSize, kernel, bias, activation }, index) => {
    const name = index === head.layers.length - 1 ? 'logits' : `hidden_${index + 1}`;
    const kernelNode = graph.addConstant(`${name}/kernel`, [inputSize, outputSize], kernel);
    const biasNode = graph.addConstant(`${name}/bias`, [outputSize], bias);
    rows = graph.add(fusedDenseNode(name, [rows, kernelNode, biasNode], activation === 'relu'));
  });
  graph.add(operationNode(outputName, 'Softmax', [rows]));
}

function describeTensor(name: string, shape: readonly (number | null)[]) {
  return { name: `${name}:0`, dtype: 'DT_FLOAT', tensorShape: describeShape(shape) };
}
