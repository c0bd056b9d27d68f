/**
 * A node of a TensorFlow graph as the JSON form of its protocol buffer writes it (`NodeDef` in tensorflow/core/framework/node_def.proto):
 * integers are decimal texts, bytes are base64.
 */
export interface GraphNode {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
  readonly attr: Readonly<Record<string, AttributeValue>>;
}

type AttributeValue =
  | { readonly type: DataType }
  | { readonly s: string }
  | { readonly i: string }
  | { readonly b: boolean }
  | { readonly shape: TensorShape }
  | { readonly tensor: { readonly dtype: DataType; readonly tensorShape: TensorShape } }
  | { readonly list: { readonly i: readonly string[] } | { readonly s: readonly string[] } };

type DataType = 'DT_FLOAT' | 'DT_INT32';

interface TensorShape {
  readonly dim?: readonly { readonly size: string }[];
}

/** All words that the attributes need, as bytes are written in JSON. */
const base64 = {
  SAME: 'U0FNRQ==',
  NHWC: 'TkhXQw==',
  BiasAdd: 'Qmlhc0FkZA==',
  Relu: 'UmVsdQ==',
  Relu6: 'UmVsdTY=',
} as const;

const floatType = { type: 'DT_FLOAT' } as const;

/** An input of the graph; null is the batch. */
export function inputNode(name: string, shape: readonly (number | null)[]): GraphNode {
  return {
    name,
    op: 'Placeholder',
    attr: { dtype: floatType, shape: { shape: describeShape(shape) } },
  };
}

/** A tensor whose numbers stand in the weights file below the same name. */
export function constantNode(
  name: string,
  shape: readonly number[],
  dtype: DataType = 'DT_FLOAT',
): GraphNode {
  const tensor = { dtype, tensorShape: describeShape(shape) };
  return { name, op: 'Const', attr: { dtype: { type: dtype }, value: { tensor } } };
}

/** An operation on floats. */
export function operationNode(
  name: string,
  op: string,
  input: readonly string[],
  attr: GraphNode['attr'] = {},
): GraphNode {
  return { name, op, input, attr: { T: floatType, ...attr } };
}

/** A convolution with bias and ReLU6 in one; padding is `SAME`. */
export function fusedConvolutionNode(
  name: string,
  op: '_FusedConv2D' | 'FusedDepthwiseConv2dNative',
  input: readonly [images: string, kernel: string, bias: string],
  stride: number,
): GraphNode {
  return operationNode(name, op, input, {
    ...fuse('BiasAdd', 'Relu6'),
    strides: listIntegers(1, stride, stride, 1),
    dilations: listIntegers(1, 1, 1, 1),
    padding: { s: base64.SAME },
    data_format: { s: base64.NHWC },
  });
}

/** A product of matrices with bias, and ReLU where it is wanted. */
export function fusedDenseNode(
  name: string,
  input: readonly [rows: string, kernel: string, bias: string],
  relu: boolean,
): GraphNode {
  return operationNode(name, '_FusedMatMul', input, {
    ...(relu ? fuse('BiasAdd', 'Relu') : fuse('BiasAdd')),
    transpose_a: { b: false },
    transpose_b: { b: false },
  });
}

/** The mean over the axes that the node `axes` holds. */
export function meanNode(name: string, input: string, axes: string, keepDims: boolean): GraphNode {
  return operationNode(name, 'Mean', [input, axes], {
    Tidx: { type: 'DT_INT32' },
    keep_dims: { b: keepDims },
  });
}

export function describeShape(shape: readonly (number | null)[]): TensorShape {
  return { dim: shape.map((size) => ({ size: String(size ?? -1) })) };
}

/** All fused operations have one more argument, the bias. */
function fuse(...names: ('BiasAdd' | 'Relu' | 'Relu6')[]): GraphNode['attr'] {
  return { fused_ops: { list: { s: names.map((name) => base64[name]) } }, num_args: { i: '1' } };
}

function listIntegers(...values: number[]): AttributeValue {
  return { list: { i: values.map(String) } };
}
