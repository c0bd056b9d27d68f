import {
  type TfliteNode,
  type TfliteOperation,
  type TfliteOptions,
  type TfliteQuantization,
  type TfliteTensor,
  type TfliteType,
  tfliteOperations,
} from './tflite-model.ts';

/** A graph that grows from its input to its output. Every method answers with the place of the tensor that it adds. */
export interface TfliteGraph {
  readonly tensors: readonly TfliteTensor[];
  readonly nodes: readonly TfliteNode[];
  /** A tensor whose numbers are only known when the model runs. */
  addValue(
    name: string,
    type: TfliteType,
    shape: readonly number[],
    quantization?: TfliteQuantization | null,
  ): number;
  /** @param data as long as `shape` says, little-endian, as is every machine that runs a browser */
  addConstant(
    name: string,
    type: TfliteType,
    shape: readonly number[],
    data: ArrayBufferView,
    quantization?: TfliteQuantization | null,
  ): number;
  /** @returns `output` */
  addNode(
    operation: TfliteOperation,
    inputs: readonly number[],
    output: number,
    options?: TfliteOptions | null,
  ): number;
}

/** A graph without anything in it. */
export function createTfliteGraph(): TfliteGraph {
  const tensors: TfliteTensor[] = [];
  const nodes: TfliteNode[] = [];
  return {
    tensors,
    nodes,
    addValue: (name, type, shape, quantization = null) =>
      tensors.push({ name, type, shape, bytes: null, quantization }) - 1,
    addConstant(name, type, shape, data, quantization = null) {
      const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
      return tensors.push({ name, type, shape, bytes, quantization }) - 1;
    },
    addNode(operation, inputs, output, options = null) {
      const { floatVersion, int8Version } = tfliteOperations[operation];
      const version = tensors[output]?.type === 'float32' ? floatVersion : int8Version;
      nodes.push({ operation, version, inputs, output, options });
      return output;
    },
  };
}
