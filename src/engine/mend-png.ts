import { Inflate, zlibSync } from 'fflate';
import { type PngChunk, readPngChunks } from '../core/images/read-png-chunks.ts';

/** What of a damaged PNG file could be read, as a PNG file that is whole. */
export interface MendedPng {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Rows from the top that could be read, out of those that it should have: above 0 to 1. */
  readonly readFraction: number;
}

/** Samples of a pixel, by colour type (PNG specification, 11.2.1). */
const sampleCounts: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const filterCount = 5;
/** Unpacked piece by piece: what stands before a damaged place comes out. */
const pieceLength = 512;
const zlibHeaderLength = 2;

/**
 * Unpacks as many rows as can be, and writes a new file of that height. Checksums are not looked at.
 * @param pixelLimit a larger file is not mended
 * @returns null where no row could be read, and for interlaced files, whose rows come last
 */
export function mendPng(bytes: Uint8Array, pixelLimit: number): MendedPng | null {
  const chunks = readPngChunks(bytes);
  const [header] = chunks;
  if (header?.name !== 'IHDR' || header.data.length !== 13) return null;
  const view = new DataView(header.data.buffer, header.data.byteOffset);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  const [depth, colourType, interlaced] = [header.data[8], header.data[9], header.data[12]];
  const sampleCount = sampleCounts[colourType ?? -1];
  if (sampleCount === undefined || depth === undefined || interlaced !== 0) return null;
  if (width === 0 || height === 0 || width * height > pixelLimit) return null;

  // A row is led by the number of its filter.
  const rowLength = 1 + Math.ceil((width * sampleCount * depth) / 8);
  const pixels = chunks.filter(({ name }) => name === 'IDAT').map(({ data }) => data);
  const rows = unpack(pixels, rowLength * height);
  const rowCount = countRows(rows, rowLength);
  if (rowCount === 0) return null;

  const newHeader = Uint8Array.from(header.data);
  new DataView(newHeader.buffer).setUint32(4, rowCount);
  const firstPixels = chunks.findIndex(({ name }) => name === 'IDAT');
  const colours = chunks.slice(1, firstPixels).filter(({ name, whole }) => whole && name !== 'acTL');
  return {
    bytes: writePng([
      { name: 'IHDR', data: newHeader },
      ...colours,
      { name: 'IDAT', data: zlibSync(rows.subarray(0, rowCount * rowLength), { level: 0 }) },
      { name: 'IEND', data: new Uint8Array() },
    ]),
    readFraction: rowCount / height,
  };
}

/** @returns what could be unpacked, at most `length` bytes */
function unpack(parts: readonly Uint8Array[], length: number): Uint8Array {
  const unpacked: Uint8Array[] = [];
  let unpackedLength = 0;
  const inflate = new Inflate((data) => {
    unpacked.push(data);
    unpackedLength += data.length;
  });
  try {
    let skip = zlibHeaderLength;
    for (const part of parts) {
      const skipped = Math.min(skip, part.length);
      skip -= skipped;
      for (let at = skipped; at < part.length && unpackedLength < length; at += pieceLength) {
        inflate.push(part.slice(at, at + pieceLength));
      }
    }
  } catch {
    // The place where the file is damaged.
  }
  const all = new Uint8Array(Math.min(length, unpackedLength));
  let at = 0;
  for (const data of unpacked) {
    all.set(data.subarray(0, all.length - at), at);
    at += data.length;
    if (at >= all.length) break;
  }
  return all;
}

/** Whole rows, up to the first one whose filter does not exist. */
function countRows(rows: Uint8Array, rowLength: number): number {
  let count = 0;
  while ((count + 1) * rowLength <= rows.length && (rows[count * rowLength] as number) < filterCount) count++;
  return count;
}

function writePng(chunks: readonly Pick<PngChunk, 'name' | 'data'>[]): Uint8Array<ArrayBuffer> {
  const length = chunks.reduce((sum, { data }) => sum + 12 + data.length, 8);
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  let at = 8;
  for (const { name, data } of chunks) {
    view.setUint32(at, data.length);
    bytes.set(
      Array.from(name, (letter) => letter.charCodeAt(0)),
      at + 4,
    );
    bytes.set(data, at + 8);
    const end = at + 8 + data.length;
    view.setUint32(end, checksum(bytes.subarray(at + 4, end)));
    at = end + 4;
  }
  return bytes;
}

const checksumTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/** CRC-32 (PNG specification, annex D). */
function checksum(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = (checksumTable[(value ^ byte) & 0xff] as number) ^ (value >>> 8);
  return ~value >>> 0;
}
