import { type FlatTable, readFlatTables } from './read-flat-tables.ts';
import {
  type TfliteModel,
  type TfliteNode,
  type TfliteOperation,
  type TfliteOptions,
  type TfliteTensor,
  type TfliteType,
  tfliteOperations,
  tfliteTypes,
} from './tflite-model.ts';

/** The fields of the options of each operation, as `operation-options.ts` writes them; others have none. */
const optionFields: Readonly<
  Partial<
    Record<
      TfliteOperation,
      readonly (readonly [field: number, type: TfliteOptions['fields'][number]['type']])[]
    >
  >
> = {
  CONV_2D: [
    [1, 'int32'],
    [2, 'int32'],
    [3, 'int8'],
  ],
  DEPTHWISE_CONV_2D: [
    [1, 'int32'],
    [2, 'int32'],
    [3, 'int32'],
    [4, 'int8'],
  ],
  FULLY_CONNECTED: [[0, 'int8']],
  SOFTMAX: [[0, 'float32']],
  MEAN: [[0, 'int8']],
};

/** Far beyond any model of Graft, and little enough to be tried. */
const limits = { sides: 5, numbers: 2 ** 26 } as const;

const typeBytes: Readonly<Record<TfliteType, number>> = {
  float32: 4,
  float16: 2,
  int32: 4,
  uint8: 1,
  int8: 1,
};

/**
 * Reads a model that `writeTfliteModel` has written, without its metadata.
 * @throws Error that says what is odd in it, where it holds anything else
 */
export function readTfliteModel(bytes: Uint8Array<ArrayBuffer>): TfliteModel {
  try {
    return readModel(bytes);
  } catch (error) {
    if (error instanceof RangeError) throw new Error('its bytes are no model, or are damaged');
    throw error;
  }
}

function readModel(bytes: Uint8Array<ArrayBuffer>): TfliteModel {
  const root = readFlatTables(bytes);
  const [graph, ...others] = root.tables(2);
  if (graph === undefined || others.length > 0) throw new Error('it does not hold one graph');
  const buffers = root.tables(4);
  // Each is there for one tensor, so that all together cannot be more than there is.
  let roomBytes = bytes.length;
  const tensors = graph.tables(0).map((table) => {
    const tensor = readTensor(table, buffers);
    roomBytes -= tensor.bytes?.length ?? 0;
    if (roomBytes < 0) throw new Error('its tensors share their numbers');
    return tensor;
  });
  const codes = root.tables(1).map((table) => ({ code: table.int32(3), version: table.int32(2) }));
  const nodes = graph.tables(3).map((table) => readNode(table, codes, tensors.length));
  return {
    name: graph.text(4),
    description: root.text(3),
    tensors,
    nodes,
    input: onlyOf(graph.int32s(1), tensors.length),
    output: onlyOf(graph.int32s(2), tensors.length),
    metadata: {},
  };
}

function readTensor(table: FlatTable, buffers: readonly FlatTable[]): TfliteTensor {
  const name = table.text(3);
  const shape = table.int32s(0);
  const type = findName(tfliteTypes, (number) => number === table.int8(1));
  const buffer = table.int32(2);
  const quantization = table.table(4);
  const count = shape.reduce((product, side) => product * side, 1);
  const isSound =
    type !== undefined &&
    shape.length <= limits.sides &&
    shape.every((side) => side > 0) &&
    count <= limits.numbers;
  if (!isSound) throw new Error(`its tensor ${name} is of an odd type or size`);
  const bytes = buffer === 0 ? null : (buffers[buffer]?.bytes(0) ?? new Uint8Array());
  if (bytes !== null && bytes.length !== count * typeBytes[type]) {
    throw new Error(`its tensor ${name} has ${bytes.length} bytes for ${count} numbers`);
  }
  return { name, type, shape, bytes, quantization: quantization && readQuantization(name, quantization) };
}

function readQuantization(name: string, table: FlatTable): TfliteTensor['quantization'] {
  const scales = table.float32s(2);
  const [zeroPoint = 0] = table.int64s(3);
  if (scales.length === 0 || !scales.every((scale) => scale > 0 && Number.isFinite(scale))) {
    throw new Error(`its tensor ${name} stands for what is no number`);
  }
  return { scales, zeroPoint, axis: table.int32(6) };
}

function readNode(
  table: FlatTable,
  codes: readonly { readonly code: number; readonly version: number }[],
  tensorCount: number,
): TfliteNode {
  const { code, version } = codes[table.int32(0)] ?? { code: -1, version: 0 };
  const operation = findName(tfliteOperations, (known) => known.code === code);
  if (operation === undefined) throw new Error(`it has an operation that Graft never writes (${code})`);
  const inputs = table.int32s(1);
  if (!inputs.every((place) => place >= 0 && place < tensorCount)) {
    throw new Error(`an operation of it (${operation}) takes what is not there`);
  }
  const type = table.int8(3);
  const options = table.table(4);
  return {
    operation,
    version,
    inputs,
    output: onlyOf(table.int32s(2), tensorCount),
    options:
      options === null
        ? null
        : {
            type,
            fields: (optionFields[operation] ?? []).map(([field, type]) => ({
              field,
              type,
              value: options[type](field),
            })),
          },
  };
}

function onlyOf(places: readonly number[], tensorCount: number): number {
  const [place = -1, ...others] = places;
  if (place < 0 || place >= tensorCount || others.length > 0) {
    throw new Error('it does not have one input and one output');
  }
  return place;
}

function findName<Name extends string, Value>(
  all: Readonly<Record<Name, Value>>,
  isMeant: (value: Value) => boolean,
): Name | undefined {
  return (Object.keys(all) as Name[]).find((name) => isMeant(all[name]));
}
