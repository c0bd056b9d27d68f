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
