import protobuf from 'protobufjs/minimal.js';
import {
  type OnnxAttribute,
  type OnnxModel,
  type OnnxNode,
  type OnnxTensor,
  type OnnxValue,
  onnxTypes,
} from './onnx-model.ts';

type Writer = protobuf.Writer;

/** The version of the file format that came with operation set 18 (ONNX 1.13, December 2022). */
const irVersion = 8;

/** Numbers of `AttributeProto.AttributeType`. */
const attributeTypes = { float: 1, int: 2, text: 3, ints: 7 } as const;

/**
 * Writes a model as the `ModelProto` message of onnx.proto (github.com/onnx/onnx, onnx/onnx.proto). The numbers below
 * are those of its fields. Weights go in as whole blocks of bytes, never number by number.
 */
export function writeOnnxModel(model: OnnxModel): Uint8Array<ArrayBuffer> {
  const writer = new protobuf.Writer();
  writeInt(writer, 1, irVersion);
  writeText(writer, 2, model.producer.name);
  writeText(writer, 3, model.producer.version);
  writeText(writer, 6, model.description);
  writeMessage(writer, 7, () => writeGraph(writer, model));
  writeMessage(writer, 8, () => {
    // The standard operations have no name of a domain.
    writeText(writer, 1, '');
    writeInt(writer, 2, model.operationSet);
  });
  for (const [key, value] of Object.entries(model.metadata)) {
    writeMessage(writer, 14, () => {
      writeText(writer, 1, key);
      writeText(writer, 2, value);
    });
  }
  return Uint8Array.from(writer.finish());
}

function writeGraph(writer: Writer, { name, nodes, constants, inputs, outputs }: OnnxModel): void {
  for (const node of nodes) writeMessage(writer, 1, () => writeNode(writer, node));
  writeText(writer, 2, name);
  for (const constant of constants) writeMessage(writer, 5, () => writeTensor(writer, constant));
  for (const input of inputs) writeMessage(writer, 11, () => writeValue(writer, input));
  for (const output of outputs) writeMessage(writer, 12, () => writeValue(writer, output));
}

function writeNode(writer: Writer, { operation, inputs, output, attributes }: OnnxNode): void {
  for (const input of inputs) writeText(writer, 1, input);
  writeText(writer, 2, output);
  writeText(writer, 3, output);
  writeText(writer, 4, operation);
  for (const [name, attribute] of Object.entries(attributes)) {
    writeMessage(writer, 5, () => {
      writeText(writer, 1, name);
      writeAttribute(writer, attribute);
    });
  }
}

function writeAttribute(writer: Writer, attribute: OnnxAttribute): void {
  if ('float' in attribute) {
    writer.uint32(tag(2, wire.fixed32)).float(attribute.float);
    writeInt(writer, 20, attributeTypes.float);
  } else if ('int' in attribute) {
    writeInt(writer, 3, attribute.int);
    writeInt(writer, 20, attributeTypes.int);
  } else if ('text' in attribute) {
    writeText(writer, 4, attribute.text);
    writeInt(writer, 20, attributeTypes.text);
  } else {
    for (const value of attribute.ints) writeInt(writer, 8, value);
    writeInt(writer, 20, attributeTypes.ints);
  }
}

function writeTensor(writer: Writer, { name, type, dims, bytes }: OnnxTensor): void {
  for (const size of dims) writeInt(writer, 1, size);
  writeInt(writer, 2, onnxTypes[type]);
  writeText(writer, 8, name);
  writer.uint32(tag(9, wire.block)).bytes(bytes);
}

function writeValue(writer: Writer, { name, type, shape, description }: OnnxValue): void {
  writeText(writer, 1, name);
  writeMessage(writer, 2, () =>
    writeMessage(writer, 1, () => {
      writeInt(writer, 1, onnxTypes[type]);
      writeMessage(writer, 2, () => {
        for (const size of shape) {
          writeMessage(writer, 1, () =>
            typeof size === 'number' ? writeInt(writer, 1, size) : writeText(writer, 2, size),
          );
        }
      });
    }),
  );
  writeText(writer, 3, description);
}

/** How a field lies in the file (protobuf.dev/programming-guides/encoding). */
const wire = { number: 0, block: 2, fixed32: 5 } as const;

function tag(field: number, wireType: number): number {
  return (field << 3) | wireType;
}

function writeInt(writer: Writer, field: number, value: number): void {
  writer.uint32(tag(field, wire.number)).int64(value);
}

function writeText(writer: Writer, field: number, text: string): void {
  writer.uint32(tag(field, wire.block)).string(text);
}

function writeMessage(writer: Writer, field: number, write: () => void): void {
  writer.uint32(tag(field, wire.block)).fork();
  write();
  writer.ldelim();
}
