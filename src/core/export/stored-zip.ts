import { strToU8, ZipPassThrough } from 'fflate';

/** One file of a ZIP, stored as it is. */
export interface StoredFile {
  /** Separated by slashes; each only once in a ZIP. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly crc32: number;
}

/** Adds up the CRC-32 of bytes that come in pieces. */
export interface Crc32 {
  add(bytes: Uint8Array): void;
  /** Of all pieces; none may follow. */
  finish(): number;
}

export function createCrc32(): Crc32 {
  const stream = new ZipPassThrough('');
  stream.ondata = () => {};
  return {
    add: (bytes) => stream.push(bytes),
    finish() {
      stream.push(new Uint8Array(0), true);
      return stream.crc;
    },
  };
}

/**
 * The headers of a ZIP whose files are stored rather than packed, which photos would gain nothing from. Only these are
 * written: the files themselves stay wherever they are until the ZIP is put together, header by file by header, with
 * the directory at the end. Each header tells the size of its file, so that a ZIP that was cut short can be read as far
 * as it goes. Beyond 4 GiB or 65,535 files it is a ZIP64 (APPNOTE 6.3.10, 4.3 to 4.5). The time in it is the earliest that
 * a ZIP can name: the same files give the same bytes.
 */
export interface ZipHeaders {
  /** In the order of the files: what comes right before each. */
  readonly before: readonly Uint8Array<ArrayBuffer>[];
  /** What comes after the last. */
  readonly directory: Uint8Array<ArrayBuffer>;
}

/** @param firstOffset how many bytes of something else come before the first header */
export function writeZipHeaders(files: readonly StoredFile[], firstOffset = 0): ZipHeaders {
  const before: Uint8Array<ArrayBuffer>[] = [];
  const entries: Uint8Array<ArrayBuffer>[] = [];
  let offset = firstOffset;
  for (const file of files) {
    const header = writeLocalHeader(file);
    before.push(header);
    entries.push(writeDirectoryEntry(file, offset));
    offset += header.length + file.sizeBytes;
  }
  const size = entries.reduce((sum, { length }) => sum + length, 0);
  return { before, directory: join([...entries, writeEnd(files.length, size, offset)]) };
}

/** Larger numbers, and this one, are written into a field of 64 bits elsewhere. */
const most32 = 0xffffffff;
const most16 = 0xffff;
/** Bit 11: names are UTF-8. */
const flags = 0x800;
/** 1 January 1980, as MS-DOS wrote it. */
const date = 0x21;

function writeLocalHeader({ path, sizeBytes, crc32 }: StoredFile): Uint8Array<ArrayBuffer> {
  const name = strToU8(path);
  const extra = sizeBytes >= most32 ? writeExtra([sizeBytes, sizeBytes]) : new Uint8Array(0);
  const fields = createFields(30);
  fields.u32(0x04034b50);
  writeCommon(fields, extra.length > 0, crc32, sizeBytes);
  fields.u16(name.length);
  fields.u16(extra.length);
  return join([fields.bytes, name, extra]);
}

function writeDirectoryEntry(
  { path, sizeBytes, crc32 }: StoredFile,
  offset: number,
): Uint8Array<ArrayBuffer> {
  const name = strToU8(path);
  const large = [
    ...(sizeBytes >= most32 ? [sizeBytes, sizeBytes] : []),
    ...(offset >= most32 ? [offset] : []),
  ];
  const extra = large.length > 0 ? writeExtra(large) : new Uint8Array(0);
  const fields = createFields(46);
  fields.u32(0x02014b50);
  fields.u16(versionFor(large.length > 0));
  writeCommon(fields, large.length > 0, crc32, sizeBytes);
  fields.u16(name.length);
  fields.u16(extra.length);
  // No comment, first disk, no attributes.
  fields.skip(2 + 2 + 2 + 4);
  fields.u32(Math.min(offset, most32));
  return join([fields.bytes, name, extra]);
}

/** The fields from "version needed" to "uncompressed size", which both kinds of headers have. */
function writeCommon(fields: Fields, is64: boolean, crc32: number, sizeBytes: number): void {
  fields.u16(versionFor(is64));
  fields.u16(flags);
  // Stored, at midnight.
  fields.skip(2 + 2);
  fields.u16(date);
  fields.u32(crc32);
  fields.u32(Math.min(sizeBytes, most32));
  fields.u32(Math.min(sizeBytes, most32));
}

function writeExtra(values: readonly number[]): Uint8Array<ArrayBuffer> {
  const fields = createFields(4 + 8 * values.length);
  fields.u16(1);
  fields.u16(8 * values.length);
  for (const value of values) fields.u64(value);
  return fields.bytes;
}

function writeEnd(
  fileCount: number,
  directorySize: number,
  directoryOffset: number,
): Uint8Array<ArrayBuffer> {
  const is64 = fileCount >= most16 || directorySize >= most32 || directoryOffset >= most32;
  const fields = createFields((is64 ? 56 + 20 : 0) + 22);
  if (is64) {
    fields.u32(0x06064b50);
    fields.u64(44);
    fields.u16(versionFor(true));
    fields.u16(versionFor(true));
    fields.skip(4 + 4);
    fields.u64(fileCount);
    fields.u64(fileCount);
    fields.u64(directorySize);
    fields.u64(directoryOffset);
    fields.u32(0x07064b50);
    fields.skip(4);
    fields.u64(directoryOffset + directorySize);
    fields.u32(1);
  }
  fields.u32(0x06054b50);
  fields.skip(2 + 2);
  fields.u16(Math.min(fileCount, most16));
  fields.u16(Math.min(fileCount, most16));
  fields.u32(Math.min(directorySize, most32));
  fields.u32(Math.min(directoryOffset, most32));
  return fields.bytes;
}

function versionFor(is64: boolean): number {
  return is64 ? 45 : 20;
}

type Fields = ReturnType<typeof createFields>;

/** Little-endian numbers, one after the other. */
function createFields(sizeBytes: number) {
  const bytes = new Uint8Array(sizeBytes);
  const view = new DataView(bytes.buffer);
  let at = 0;
  const skip = (count: number) => {
    at += count;
    return at - count;
  };
  return {
    bytes,
    skip,
    u16: (value: number) => view.setUint16(skip(2), value, true),
    u32: (value: number) => view.setUint32(skip(4), value, true),
    u64: (value: number) => view.setBigUint64(skip(8), BigInt(value), true),
  };
}

function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
