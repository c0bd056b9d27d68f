import { zlibSync } from 'fflate';
import { createCrc32 } from '../stored-zip.ts';
import type { QrCode } from './qr-code.ts';

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Pixels of a square: enough for a poster. */
const scale = 16;

/** Writes a code as a PNG picture of one bit a pixel (W3C, Portable Network Graphics Specification). */
export function writeQrPng(code: QrCode): Uint8Array<ArrayBuffer> {
  const side = code.length * scale;
  // Each row has a byte before it that says that it is not filtered; `scale` is a multiple of 8.
  const rowBytes = 1 + side / 8;
  const rows = new Uint8Array(rowBytes * side);
  for (let y = 0; y < side; y++) {
    const row = code[Math.floor(y / scale)] ?? [];
    row.forEach((dark, x) => {
      const at = y * rowBytes + 1 + (x * scale) / 8;
      rows.fill(dark ? 0x00 : 0xff, at, at + scale / 8);
    });
  }
  // One bit, grey, and the only ways to pack, filter and order that there are.
  const header = Uint8Array.of(...bigEndian(side), ...bigEndian(side), 1, 0, 0, 0, 0);
  return Uint8Array.from([
    ...signature,
    ...writeChunk('IHDR', header),
    ...writeChunk('IDAT', zlibSync(rows)),
    ...writeChunk('IEND', new Uint8Array(0)),
  ]);
}

function writeChunk(type: string, data: Uint8Array): readonly number[] {
  const body = Uint8Array.of(...[...type].map((letter) => letter.charCodeAt(0)), ...data);
  const crc = createCrc32();
  crc.add(body);
  return [...bigEndian(data.length), ...body, ...bigEndian(crc.finish())];
}

function bigEndian(value: number): readonly number[] {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff);
}
