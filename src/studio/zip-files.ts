import { createCrc32, writeZipHeaders } from '../core/export/stored-zip.ts';
import type { ExportRun } from './export-runner.ts';
import { joinBlobs } from './join-blobs.ts';

/** A file that goes into a ZIP. */
export interface MeasuredFile {
  readonly path: string;
  readonly content: Blob | Uint8Array<ArrayBuffer>;
  readonly crc32: number;
}

/** So many files are read ahead: reading takes longer than adding up. */
const readAheadCount = 4;

/** So many bytes are added up without a pause: about a millisecond. */
const bytesAtOnce = 2 ** 18;

/**
 * Reads files once, for the checksums that a ZIP needs. A few of them are in memory at a time.
 * @returns the checksum of each; null for one that could not be read any more, such as a picked file that was moved since
 */
export async function measureFiles(
  files: readonly Blob[],
  run: ExportRun,
): Promise<readonly (number | null)[] | 'stopped'> {
  const readings = files.slice(0, readAheadCount).map(read);
  const checksums: (number | null)[] = [];
  for (let index = 0; index < files.length; index++) {
    const bytes = await readings[index];
    if (run.stop.aborted) return 'stopped';
    delete readings[index];
    const ahead = files[index + readAheadCount];
    if (ahead !== undefined) readings[index + readAheadCount] = read(ahead);
    checksums.push(bytes == null ? null : await checksum(bytes, run));
    run.showProgress(index + 1, files.length);
  }
  return checksums;
}

/** A file of bytes that are in memory already. */
export async function measureBytes(
  path: string,
  content: Uint8Array<ArrayBuffer>,
  run: Pick<ExportRun, 'pause'>,
): Promise<MeasuredFile> {
  return { path, content, crc32: await checksum(content, run) };
}

/** One ZIP of files as they are: they are not copied, the browser takes each from where it lies. */
export function zipFiles(
  files: readonly MeasuredFile[],
  mediaType: string,
  run: Pick<ExportRun, 'pause'>,
): Promise<Blob> {
  const { before, directory } = writeZipHeaders(
    files.map(({ path, content, crc32 }) => ({
      path,
      crc32,
      sizeBytes: content instanceof Blob ? content.size : content.byteLength,
    })),
  );
  const parts = files.flatMap(({ content }, index) => [before[index] as Uint8Array<ArrayBuffer>, content]);
  return joinBlobs([...parts, directory], mediaType, run.pause);
}

async function read(file: Blob): Promise<Uint8Array | null> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    return null;
  }
}

async function checksum(bytes: Uint8Array, { pause }: Pick<ExportRun, 'pause'>): Promise<number> {
  const crc32 = createCrc32();
  for (let first = 0; first < bytes.length; first += bytesAtOnce) {
    crc32.add(bytes.subarray(first, first + bytesAtOnce));
    await pause();
  }
  return crc32.finish();
}
