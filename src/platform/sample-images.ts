import type { PartFailure } from '../core/shared/failure.ts';
import { loadPart } from '../core/shared/load-part.ts';
import type { NamedBlob } from './named-blob.ts';

/**
 * Fetches the built-in sample images, a ZIP of class folders that lies beside the page.
 * @param stop ends the fetch
 * @param pageAddress the address that the page's own files are relative to
 */
export async function fetchSampleImages(
  stop: AbortSignal,
  pageAddress: string = document.baseURI,
): Promise<NamedBlob | PartFailure> {
  return loadPart(async () => {
    const response = await fetch(new URL('samples/sample-images.zip', pageAddress), { signal: stop });
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    return { path: 'sample-images.zip', blob: await response.blob() };
  });
}
