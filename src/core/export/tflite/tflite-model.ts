/** The element types of tensors in use here, by their number in `TensorType` of schema.fbs. */
export const tfliteTypes = { float32: 0, float16: 1, int32: 2, uint8: 3, int8: 9 } as const;

/** The name of one of them. */
export type TfliteType = keyof typeof tfliteTypes;

/**
 * The operations in use here, by their number in `BuiltinOperator`, and the version of each that its inputs ask for: one for
 * floats, another for 8-bit numbers.
 */
export const tfliteOperations = {
  ADD: { code: 0, floatVersion: 1, int8Version: 2 },
  CONV_2D: { code: 3, floatVersion: 1, int8Version: 3 },
  DEPTHWISE_CONV_2D: { code: 4, floatVersion: 1, int8Version: 3 },
  /** From float16. */
  DEQUANTIZE: { code: 6, floatVersion: 3, int8Version: 2 },
  FULLY_CONNECTED: { code: 9, floatVersion: 1, int8Version: 4 },
  MUL: { code: 18, floatVersion: 1, int8Version: 2 },
  SOFTMAX: { code: 25, floatVersion: 1, int8Version: 2 },
  MEAN: { code: 40, floatVersion: 1, int8Version: 2 },
  SUB: { code: 41, floatVersion: 1, int8Version: 2 },
  RSQRT: { code: 76, floatVersion: 1, int8Version: 2 },
  SQUARED_DIFFERENCE: { code: 99, floatVersion: 1, int8Version: 2 },
  QUANTIZE: { code: 114, floatVersion: 1, int8Version: 1 },
} as const;

/** The name of one of them. */
export type TfliteOperation = keyof typeof tfliteOperations;

/** What the whole numbers of a tensor stand for: scale * (number - zero point), for the whole tensor or along one axis. */
export interface TfliteQuantization {
  readonly scales: ArrayLike<number>;
  readonly zeroPoint: number;
  /** Along which the scales differ; 0 where there is only one. */
  readonly axis: number;
}

/** A tensor; the operations speak of it by its place in the list. */
export interface TfliteTensor {
  readonly name: string;
  readonly type: TfliteType;
  readonly shape: readonly number[];
  /** Its numbers row by row, little-endian; null where they are only known when the model runs. */
  readonly bytes: Uint8Array | null;
  readonly quantization: TfliteQuantization | null;
}

/** What an operation is told beside its inputs: a table of schema.fbs, field by field. */
export interface TfliteOptions {
  /** Its number in `BuiltinOptions`. */
  readonly type: number;
  readonly fields: readonly {
    /** The place of the field in its table. */
    readonly field: number;
    readonly type: 'int8' | 'int32' | 'float32';
    readonly value: number;
  }[];
}

/** One operation on tensors. */
export interface TfliteNode {
  readonly operation: TfliteOperation;
  readonly version: number;
  readonly inputs: readonly number[];
  readonly output: number;
  readonly options: TfliteOptions | null;
}

/** What a TFLite file holds, as far as it is written here. */
export interface TfliteModel {
  readonly name: string;
  readonly description: string;
  readonly tensors: readonly TfliteTensor[];
  /** In the order in which they are run. */
  readonly nodes: readonly TfliteNode[];
  readonly input: number;
  readonly output: number;
  /** By name; each any bytes. */
  readonly metadata: Readonly<Record<string, Uint8Array>>;
}
