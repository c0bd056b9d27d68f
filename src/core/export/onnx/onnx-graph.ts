import { encodeFloat16Array } from '../../shared/float16.ts';
import { type FloatPrecision, fitsHalf } from '../write-weights.ts';
import { type OnnxAttribute, type OnnxNode, type OnnxTensor, onnxTypes } from './onnx-model.ts';

/** A graph that grows from its input to its output. Every method that adds something answers with its name. */
export interface OnnxGraph {
  readonly nodes: readonly OnnxNode[];
  readonly constants: readonly OnnxTensor[];
  add(
    output: string,
    operation: string,
    inputs: readonly string[],
    attributes?: Readonly<Record<string, OnnxAttribute>>,
  ): string;
  /** Trained numbers, in the precision of the graph. */
  addWeight(name: string, dims: readonly number[], values: Float32Array<ArrayBuffer>): string;
  /** Numbers that stay what they are in every precision. */
  addFloats(name: string, dims: readonly number[], values: ArrayLike<number>): string;
  addIntegers(name: string, values: readonly number[]): string;
}

/**
 * A graph without anything in it. With `float16` each weight is half as long in the file, with a Cast to float32
 * behind it, and all is computed in float32: runtimes do the casts once, when the model is opened, and no processor has to be
 * able to compute in half precision, which many (and WebAssembly) are not.
 */
export function createOnnxGraph(precision: FloatPrecision): OnnxGraph {
  const nodes: OnnxNode[] = [];
  const constants: OnnxTensor[] = [];
  const addConstant = (
    name: string,
    type: OnnxTensor['type'],
    dims: readonly number[],
    data: ArrayBufferView,
  ) => {
    constants.push({
      name,
      type,
      dims,
      // Little-endian, as is every machine that runs a browser.
      bytes: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
    });
    return name;
  };
  const graph: OnnxGraph = {
    nodes,
    constants,
    add(output, operation, inputs, attributes = {}) {
      nodes.push({ operation, inputs, output, attributes });
      return output;
    },
    addWeight(name, dims, values) {
      if (precision === 'float32' || !fitsHalf(values)) return addConstant(name, 'float32', dims, values);
      const half = addConstant(`${name}_float16`, 'float16', dims, encodeFloat16Array(values));
      return graph.add(name, 'Cast', [half], { to: { int: onnxTypes.float32 } });
    },
    addFloats: (name, dims, values) => addConstant(name, 'float32', dims, Float32Array.from(values)),
    addIntegers: (name, values) =>
      addConstant(name, 'int64', [values.length], BigInt64Array.from(values, BigInt)),
  };
  return graph;
}
