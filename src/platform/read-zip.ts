import type { FileEntry, Writer } from '@zip.js/zip.js';
import { type ImportLimits, importLimits } from '../core/dataset/import-limits.ts';
import { isZip } from '../core/dataset/is-zip.ts';
import { type Failure, isFailure } from '../core/shared/failure.ts';
import { loadPart } from '../core/shared/load-part.ts';
import { createPauses } from '../core/shared/pause.ts';
import { mediaTypeOf } from './media-type-of.ts';
import type { NamedBlob } from './named-blob.ts';
import { readInWindows } from './read-in-windows.ts';

/** One file of an archive, or why it was left out. */
type ZipEntry = NamedBlob | { readonly path: string; readonly failure: Failure };

/** Takes one entry; its promise is awaited before the next is unpacked. */
type TakeZipEntry = (entry: ZipEntry) => Promise<'continue' | 'stop'>;

/**
 * Unpacks a ZIP file by file within the limits of an import. Paths are handed on as they are, hostile ones too.
 *
 * The limits are held against the sizes that the archive declares. That is enough, because zip.js breaks off an entry
 * as soon as more comes out of it than was declared; an archive that lies about its sizes is unreadable there.
 * @returns null when all was read or `takeEntry` answered stop, else why reading ended; entries taken until then stay
 */
export async function readZip(
  zip: Blob,
  takeEntry: TakeZipEntry,
  limits: ImportLimits = importLimits,
): Promise<Failure | null> {
  const tooLarge: Failure = { kind: 'import-too-large', limitBytes: limits.totalBytes };
  if (zip.size > limits.totalBytes) return tooLarge;
  const archive = await openArchive(zip, limits);
  if ('kind' in archive) return archive;

  const { files, failure, createWriter } = archive;
  if (files.length > 0 && files.every(({ encrypted }) => encrypted)) return { kind: 'zip-encrypted' };
  let unpackedBytes = 0;
  const pauseNowAndThen = createPauses(() => performance.now());
  // One after the other: it is computing that takes the time, so that several at once are no faster.
  for (const file of files) {
    // What is stored unpacked, or lies in the window that was read, waits for nothing outside.
    await pauseNowAndThen();
    const refusal = refuseUnseen(file, limits);
    if (refusal === null) unpackedBytes += file.uncompressedSize;
    if (unpackedBytes > limits.totalBytes) return tooLarge;
    const entry =
      refusal === null ? await unpack(file, createWriter()) : { path: file.filename, failure: refusal };
    if ((await takeEntry(entry)) === 'stop') return null;
  }
  return failure;
}

interface Archive {
  readonly files: readonly FileEntry[];
  /** Why there are no more. */
  readonly failure: Failure | null;
  /** Takes the bytes of one file. */
  readonly createWriter: () => Writer<Uint8Array<ArrayBuffer>>;
}

/** Lists the files of an archive by its central directory, as far as that can be read. */
async function openArchive(zip: Blob, { fileCount }: ImportLimits): Promise<Archive | Failure> {
  // Loaded when the first ZIP comes: the page opens without it.
  const library = await loadPart(() => import('@zip.js/zip.js/lib/zip-core-native.js'));
  if (isFailure(library)) return library;
  const files: FileEntry[] = [];
  const createWriter = () => new library.Uint8ArrayWriter();
  try {
    // Its own workers would be made from blob addresses, which strict hosts forbid. Small pieces bound what the
    // browser's decompressor, which turns a whole piece at once, can make of one.
    library.configure({ useWebWorkers: false, chunkSize: 64 * 2 ** 10 });
    const read = readInWindows(zip);
    class ZipSource extends library.Reader<Blob> {
      override readonly size = zip.size;
      override readUint8Array = read;
    }
    const reader = new library.ZipReader(new ZipSource(zip), {
      filenameValidation: 'tolerant',
      checkCrc32: true,
    });
    const pauseNowAndThen = createPauses(() => performance.now());
    let entryCount = 0;
    for await (const entry of reader.getEntriesGenerator()) {
      entryCount++;
      await pauseNowAndThen();
      if (entryCount > fileCount) return { kind: 'import-too-many-files', limit: fileCount };
      if (!entry.directory) files.push(entry);
    }
    return { files, failure: null, createWriter };
  } catch (error) {
    return { files, failure: unreadable(error), createWriter };
  }
}

/** Why a file of the archive is not unpacked at all. */
function refuseUnseen(file: FileEntry, limits: ImportLimits): Failure | null {
  const { uncompressedSize: sizeBytes, compressedSize } = file;
  if (file.encrypted) return { kind: 'zip-encrypted' };
  if (isZip(file.filename, '')) return { kind: 'zip-inside-zip' };
  const ratio = Math.round(sizeBytes / Math.max(compressedSize, 1));
  if (sizeBytes > limits.harmlessBytes && ratio > limits.expansionRatio) return { kind: 'zip-bomb', ratio };
  if (sizeBytes > limits.fileBytes) {
    return { kind: 'file-too-large', sizeBytes, limitBytes: limits.fileBytes };
  }
  return null;
}

async function unpack(file: FileEntry, writer: Writer<Uint8Array<ArrayBuffer>>): Promise<ZipEntry> {
  const path = file.filename;
  try {
    // zip.js would rather make a blob, and then its bytes again: each is a trip to another process.
    return { path, blob: new Blob([await file.getData(writer)], { type: mediaTypeOf(path) }) };
  } catch (error) {
    return { path, failure: unreadable(error) };
  }
}

function unreadable(error: unknown): Failure {
  return { kind: 'zip-unreadable', detail: error instanceof Error ? error.message : String(error) };
}
