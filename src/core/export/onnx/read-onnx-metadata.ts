import protobuf from 'protobufjs/minimal.js';

/** Fields of `ModelProto` and `StringStringEntryProto` (onnx.proto). */
const metadataField = 14;
const keyField = 1;
const valueField = 2;

/**
 * The texts that an ONNX file says of itself, by key. The graph is passed over.
 * @throws where it is no ONNX file
 */
export function readOnnxMetadata(bytes: Uint8Array): Readonly<Record<string, string>> {
  const reader = protobuf.Reader.create(bytes);
  const entries: [key: string, value: string][] = [];
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    if (tag >>> 3 === metadataField) entries.push(readEntry(reader));
    else reader.skipType(tag & 7);
  }
  return Object.fromEntries(entries);
}

function readEntry(reader: protobuf.Reader): [key: string, value: string] {
  const end = reader.uint32() + reader.pos;
  let [key, value] = ['', ''];
  while (reader.pos < end) {
    const tag = reader.uint32();
    if (tag >>> 3 === keyField) key = reader.string();
    else if (tag >>> 3 === valueField) value = reader.string();
    else reader.skipType(tag & 7);
  }
  return [key, value];
}
