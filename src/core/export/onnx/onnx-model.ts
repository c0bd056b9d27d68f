/** The element types of tensors in use here, by their number in `TensorProto.DataType` of onnx.proto. */
export const onnxTypes = { float32: 1, uint8: 2, int64: 7, float16: 10 } as const;

/** The name of one of them. */
export type OnnxType = keyof typeof onnxTypes;

/** A constant of the graph. */
export interface OnnxTensor {
  readonly name: string;
  readonly type: OnnxType;
  readonly dims: readonly number[];
  /** The numbers row by row, little-endian. */
  readonly bytes: Uint8Array;
}

/** What an operation is told beside its inputs. */
export type OnnxAttribute =
  | { readonly int: number }
  | { readonly float: number }
  | { readonly text: string }
  | { readonly ints: readonly number[] };

/** One operation; every name of an input is that of a constant, of an input of the graph, or of an earlier output. */
export interface OnnxNode {
  readonly operation: string;
  readonly inputs: readonly string[];
  /** Also the name of the node. */
  readonly output: string;
  readonly attributes: Readonly<Record<string, OnnxAttribute>>;
}

/** An input or output of the graph. A word in `shape` stands for a size that is only known when the model runs. */
export interface OnnxValue {
  readonly name: string;
  readonly type: OnnxType;
  readonly shape: readonly (number | string)[];
  readonly description: string;
}

/** What an ONNX file holds, as far as it is written here. */
export interface OnnxModel {
  readonly name: string;
  readonly description: string;
  /** What wrote the file. */
  readonly producer: { readonly name: string; readonly version: string };
  /** The version of the standard operations. */
  readonly operationSet: number;
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  /** In an order in which they can be run. */
  readonly nodes: readonly OnnxNode[];
  readonly constants: readonly OnnxTensor[];
  /** Texts that a program can read without running the model. */
  readonly metadata: Readonly<Record<string, string>>;
}
