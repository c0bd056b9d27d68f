/** A table of FlatBuffers, by the places of its fields. What is not there is the default: 0, or nothing. */
export interface FlatTable {
  int8(place: number): number;
  int32(place: number): number;
  float32(place: number): number;
  text(place: number): string;
  bytes(place: number): Uint8Array<ArrayBuffer>;
  int32s(place: number): readonly number[];
  int64s(place: number): readonly number[];
  float32s(place: number): readonly number[];
  table(place: number): FlatTable | null;
  tables(place: number): readonly FlatTable[];
}

/** No list of a model has more; bytes are not counted. */
const mostItems = 10_000;

/**
 * The outermost table of a file as `flat-tables.ts` writes it. Nothing is believed: what leads out of the file is an error.
 * @throws RangeError then; so do its methods
 */
export function readFlatTables(file: Uint8Array<ArrayBuffer>): FlatTable {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const follow = (at: number) => at + view.getUint32(at, true);
  return tableAt(follow(0));

  function tableAt(start: number): FlatTable {
    const places = start - view.getInt32(start, true);
    const placesEnd = places + view.getUint16(places, true);
    /** Null where the field is not there. */
    const fieldAt = (place: number): number | null => {
      const at = places + 4 + 2 * place;
      const offset = at + 2 <= placesEnd ? view.getUint16(at, true) : 0;
      return offset === 0 ? null : start + offset;
    };
    const read = (place: number, readAt: (at: number) => number) => {
      const at = fieldAt(place);
      return at === null ? 0 : readAt(at);
    };
    const vector = (place: number, itemBytes: number) => {
      const at = fieldAt(place);
      if (at === null) return { first: 0, length: 0 };
      const first = follow(at) + 4;
      const length = view.getUint32(first - 4, true);
      if (first + length * itemBytes > file.length) throw new RangeError('a list leads out of the file');
      return { first, length };
    };
    const list = <Item>(place: number, itemBytes: number, readAt: (at: number) => Item): readonly Item[] => {
      const { first, length } = vector(place, itemBytes);
      if (length > mostItems) throw new RangeError(`a list has ${length} items`);
      return Array.from({ length }, (_, index) => readAt(first + index * itemBytes));
    };
    const bytes = (place: number) => {
      const { first, length } = vector(place, 1);
      return file.subarray(first, first + length);
    };
    return {
      int8: (place) => read(place, (at) => view.getInt8(at)),
      int32: (place) => read(place, (at) => view.getInt32(at, true)),
      float32: (place) => read(place, (at) => view.getFloat32(at, true)),
      text: (place) => String.fromCharCode(...bytes(place).subarray(0, mostItems)),
      bytes,
      int32s: (place) => list(place, 4, (at) => view.getInt32(at, true)),
      int64s: (place) => list(place, 8, (at) => Number(view.getBigInt64(at, true))),
      float32s: (place) => list(place, 4, (at) => view.getFloat32(at, true)),
      table: (place) => {
        const at = fieldAt(place);
        return at === null ? null : tableAt(follow(at));
      },
      tables: (place) => list(place, 4, (at) => tableAt(follow(at))),
    };
  }
}
