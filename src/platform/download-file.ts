import type { ExportedFile } from '../core/export/exported-file.ts';
import type { ExportFailure } from '../core/shared/failure.ts';

/** How long the file stays at its address: browsers read it after the click, some only once the person has chosen a place. */
const lifetimeMs = 60_000;

/** Hands a file to the browser's downloads. What becomes of it there (a full disk, a refusal) the browser tells itself. */
export async function downloadFile({
  fileName,
  mediaType,
  bytes,
}: ExportedFile): Promise<ExportFailure | null> {
  return downloadBlob(fileName, new Blob([bytes], { type: mediaType }));
}

/** The same for a file that need not be in memory. */
export async function downloadBlob(fileName: string, blob: Blob): Promise<ExportFailure | null> {
  try {
    const address = URL.createObjectURL(blob);
    const link = document.createElement('a');
    link.href = address;
    link.download = fileName;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), lifetimeMs);
    return null;
  } catch (error) {
    return { kind: 'download-failed', detail: error instanceof Error ? error.message : String(error) };
  }
}
