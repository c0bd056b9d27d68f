import type { Builder, Offset } from 'flatbuffers';

/** A field of a table: its place in it, its type, and its value. An offset of 0 is a field that is not there. */
export type FlatField = readonly [
  place: number,
  type: 'int8' | 'int32' | 'float32' | 'offset',
  value: number,
];

/** Writes what tables are made of. All that a table points to has to be written before it. */
export interface FlatTables {
  /** @param fieldCount how many places the table has */
  table(fieldCount: number, fields: readonly FlatField[]): Offset;
  /** @param alignment the bytes begin at a multiple of it */
  bytes(bytes: Uint8Array, alignment: number): Offset;
  int32s(values: ArrayLike<number>): Offset;
  int64s(values: ArrayLike<number>): Offset;
  float32s(values: ArrayLike<number>): Offset;
  offsets(values: readonly Offset[]): Offset;
}

/** Tables of FlatBuffers by the places of their fields, in place of code generated from a schema. */
export function tables(builder: Builder): FlatTables {
  /** Vectors are written from their end. */
  const vector = (itemBytes: number, values: ArrayLike<number>, add: (value: number) => void): Offset => {
    builder.startVector(itemBytes, values.length, itemBytes);
    for (let i = values.length - 1; i >= 0; i--) add(values[i] as number);
    return builder.endVector();
  };
  return {
    table(fieldCount, fields) {
      builder.startObject(fieldCount);
      for (const [place, type, value] of fields) {
        if (type === 'offset') builder.addFieldOffset(place, value, 0);
        else if (type === 'int8') builder.addFieldInt8(place, value, 0);
        else if (type === 'int32') builder.addFieldInt32(place, value, 0);
        else builder.addFieldFloat32(place, value, 0);
      }
      return builder.endObject();
    },
    bytes(bytes, alignment) {
      // What createByteVector then does itself does not move it any more.
      builder.prep(alignment, bytes.length);
      return builder.createByteVector(bytes);
    },
    int32s: (values) => vector(4, values, (value) => builder.addInt32(value)),
    int64s: (values) => vector(8, values, (value) => builder.addInt64(BigInt(value))),
    float32s: (values) => vector(4, values, (value) => builder.addFloat32(value)),
    offsets: (values) => vector(4, values, (value) => builder.addOffset(value)),
  };
}
