import { type ImportLimits, importLimits } from '../core/dataset/import-limits.ts';
import { createCrc32 } from '../core/export/stored-zip.ts';
import type { Failure } from '../core/shared/failure.ts';
import { mediaTypeOf } from './media-type-of.ts';
import type { NamedBlob } from './named-blob.ts';
import { readInWindows } from './read-in-windows.ts';

/**
 * Reads a ZIP from the front, header by header, because the directory at its end is missing. That works for files that are
 * stored as they are, as Graft writes them (APPNOTE 6.3.10, 4.3.7); reading ends at the first header that is none, or whose
 * file is not there as a whole.
 * @returns null when some of it could be read, or `takeEntry` answered stop
 */
export async function salvageZip(
  zip: Blob,
  takeEntry: (
    entry: NamedBlob | { readonly path: string; readonly failure: Failure },
  ) => Promise<'continue' | 'stop'>,
  limits: ImportLimits = importLimits,
): Promise<Failure | null> {
  const read = readInWindows(zip);
  let at = 0;
  let fileCount = 0;
  try {
    for (let file = await readHeader(read, at); file !== null; file = await readHeader(read, at)) {
      at = file.start + file.sizeBytes;
      fileCount++;
      if (at > zip.size) break;
      if (fileCount > limits.fileCount) return { kind: 'import-too-many-files', limit: limits.fileCount };
      if (at > limits.totalBytes) return { kind: 'import-too-large', limitBytes: limits.totalBytes };
      if ((await takeEntry(await takeOut(zip, file, limits))) === 'stop') return null;
    }
  } catch (error) {
    return { kind: 'zip-unreadable', detail: error instanceof Error ? error.message : String(error) };
  }
  return fileCount === 0 ? { kind: 'zip-unreadable', detail: '' } : null;
}

interface FoundFile {
  readonly path: string;
  readonly start: number;
  readonly sizeBytes: number;
  readonly crc32: number;
}

type ReadBytes = ReturnType<typeof readInWindows>;

const headerBytes = 30;
const most32 = 0xffffffff;

/** @returns null where there is no header of a stored file that says its size */
async function readHeader(read: ReadBytes, at: number): Promise<FoundFile | null> {
  const header = await read(at, headerBytes);
  if (header.length < headerBytes) return null;
  const view = new DataView(header.buffer, header.byteOffset, header.length);
  const flags = view.getUint16(6, true);
  const isStored = view.getUint16(8, true) === 0;
  // Bit 0: locked with a password. Bit 3: the size comes after the file.
  if (view.getUint32(0, true) !== 0x04034b50 || !isStored || (flags & 9) !== 0) return null;
  const nameLength = view.getUint16(26, true);
  const extraLength = view.getUint16(28, true);
  const names = await read(at + headerBytes, nameLength + extraLength);
  if (names.length < nameLength + extraLength) return null;
  const sizeBytes = view.getUint32(22, true);
  return {
    path: new TextDecoder().decode(names.subarray(0, nameLength)),
    start: at + headerBytes + nameLength + extraLength,
    sizeBytes: sizeBytes === most32 ? readLargeSize(names.subarray(nameLength)) : sizeBytes,
    crc32: view.getUint32(14, true),
  };
}

/** The size in the field for sizes of 64 bits, the first of a ZIP that Graft wrote; too large for any file elsewhere. */
function readLargeSize(extra: Uint8Array): number {
  if (extra.length < 12) return Number.MAX_SAFE_INTEGER;
  const view = new DataView(extra.buffer, extra.byteOffset, extra.length);
  return view.getUint16(0, true) === 1 ? Number(view.getBigUint64(4, true)) : Number.MAX_SAFE_INTEGER;
}

async function takeOut(zip: Blob, { path, start, sizeBytes, crc32 }: FoundFile, limits: ImportLimits) {
  if (sizeBytes > limits.fileBytes) {
    return { path, failure: { kind: 'file-too-large', sizeBytes, limitBytes: limits.fileBytes } } as const;
  }
  const bytes = new Uint8Array(await zip.slice(start, start + sizeBytes).arrayBuffer());
  const sum = createCrc32();
  sum.add(bytes);
  return sum.finish() >>> 0 === crc32
    ? { path, blob: new Blob([bytes], { type: mediaTypeOf(path) }) }
    : ({ path, failure: { kind: 'zip-unreadable', detail: '' } } as const);
}
