import { Builder, type Offset } from 'flatbuffers';
import { tables } from './flat-tables.ts';
import {
  type TfliteModel,
  type TfliteNode,
  type TfliteQuantization,
  type TfliteTensor,
  tfliteOperations,
  tfliteTypes,
} from './tflite-model.ts';

const schemaVersion = 3;

/**
 * Writes a model as the `Model` table of TensorFlow Lite's schema.fbs (tensorflow/compiler/mlir/lite/schema). The numbers below are
 * the places of the fields in their tables. Weights go in as whole blocks of bytes, never number by number.
 */
export function writeTfliteModel(model: TfliteModel): Uint8Array<ArrayBuffer> {
  const builder = new Builder(1 << 20);
  const flat = tables(builder);
  // The first buffer has to be empty: it is that of tensors without numbers.
  const buffers = [flat.table(1, [])];
  const addBuffer = (bytes: Uint8Array) => {
    // Kernels of processors read weights in steps of 16 bytes.
    buffers.push(flat.table(1, [[0, 'offset', flat.bytes(bytes, 16)]]));
    return buffers.length - 1;
  };

  const tensors = model.tensors.map((tensor) =>
    writeTensor(builder, tensor, tensor.bytes === null ? 0 : addBuffer(tensor.bytes)),
  );
  const codes = listCodes(model.nodes);
  const nodes = model.nodes.map((node) => writeNode(builder, node, codes.indexOf(keyOf(node))));
  const graph = flat.table(5, [
    [0, 'offset', flat.offsets(tensors)],
    [1, 'offset', flat.int32s([model.input])],
    [2, 'offset', flat.int32s([model.output])],
    [3, 'offset', flat.offsets(nodes)],
    [4, 'offset', builder.createString(model.name)],
  ]);
  const operatorCodes = codes.map((key) => {
    const [code = 0, version = 1] = key.split(' ').map(Number);
    return flat.table(4, [
      [0, 'int8', code],
      [2, 'int32', version],
      [3, 'int32', code],
    ]);
  });
  const metadata = Object.entries(model.metadata).map(([name, bytes]) => {
    const buffer = addBuffer(bytes);
    return flat.table(2, [
      [0, 'offset', builder.createString(name)],
      [1, 'int32', buffer],
    ]);
  });
  const root = flat.table(8, [
    [0, 'int32', schemaVersion],
    [1, 'offset', flat.offsets(operatorCodes)],
    [2, 'offset', flat.offsets([graph])],
    [3, 'offset', builder.createString(model.description)],
    [4, 'offset', flat.offsets(buffers)],
    [6, 'offset', flat.offsets(metadata)],
  ]);
  builder.finish(root, 'TFL3');
  return Uint8Array.from(builder.asUint8Array());
}

function writeTensor(builder: Builder, tensor: TfliteTensor, buffer: number): Offset {
  const flat = tables(builder);
  const { name, type, shape, quantization } = tensor;
  return flat.table(10, [
    [0, 'offset', flat.int32s(shape)],
    [1, 'int8', tfliteTypes[type]],
    [2, 'int32', buffer],
    [3, 'offset', builder.createString(name)],
    [4, 'offset', quantization === null ? 0 : writeQuantization(builder, quantization)],
    // There is no tensor of unknown rank.
    [8, 'int8', 1],
  ]);
}

function writeQuantization(builder: Builder, { scales, zeroPoint, axis }: TfliteQuantization): Offset {
  const flat = tables(builder);
  return flat.table(7, [
    [2, 'offset', flat.float32s(scales)],
    [3, 'offset', flat.int64s(new Array<number>(scales.length).fill(zeroPoint))],
    [6, 'int32', axis],
  ]);
}

function writeNode(builder: Builder, { inputs, output, options }: TfliteNode, codeIndex: number): Offset {
  const flat = tables(builder);
  return flat.table(9, [
    [0, 'int32', codeIndex],
    [1, 'offset', flat.int32s(inputs)],
    [2, 'offset', flat.int32s([output])],
    ...(options === null
      ? []
      : ([
          [3, 'int8', options.type],
          [
            4,
            'offset',
            flat.table(
              8,
              options.fields.map(({ field, type, value }) => [field, type, value]),
            ),
          ],
        ] as const)),
  ]);
}

/** Each operation in each version once. */
function listCodes(nodes: readonly TfliteNode[]): readonly string[] {
  return [...new Set(nodes.map(keyOf))];
}

function keyOf({ operation, version }: TfliteNode): string {
  return `${tfliteOperations[operation].code} ${version}`;
}
