import type { FileFailure } from '../core/shared/failure.ts';
import type { NamedBlob } from './named-blob.ts';

/**
 * Fetches the built-in sample images, a ZIP of class folders that lies beside the page.
 * @param pageAddress the address that the page's own files are relative to
 */
export async function fetchSampleImages(
  pageAddress: string = document.baseURI,
): Promise<NamedBlob | FileFailure> {
  try {
    const response = await fetch(new URL('samples/sample-images.zip', pageAddress));
    if (!response.ok) return { kind: 'file-unreadable', detail: `${response.status} ${response.statusText}` };
    return { path: 'sample-images.zip', blob: await response.blob() };
  } catch (error) {
    return { kind: 'file-unreadable', detail: error instanceof Error ? error.message : String(error) };
  }
}

/** The credits that lie beside the sample images, parsed but not checked; null when they cannot be read. */
export async function readSampleCredits(pageAddress: string = document.baseURI): Promise<unknown> {
  try {
    const response = await fetch(new URL('samples/credits.json', pageAddress));
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}
