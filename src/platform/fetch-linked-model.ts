import type { Failure } from '../core/shared/failure.ts';
import type { NamedBlob } from './named-blob.ts';

/** Many times what a download of Graft takes. */
const limitBytes = 256 * 2 ** 20;

/**
 * Fetches the model that a link names: a file on the page's own host, and no other.
 * @param address relative to the page
 * @param stop ends the fetch
 * @param pageAddress the address that the page's own files are relative to
 */
export async function fetchLinkedModel(
  address: string,
  stop: AbortSignal,
  pageAddress: string = document.baseURI,
  largestBytes = limitBytes,
): Promise<NamedBlob | Failure> {
  const base = new URL(pageAddress);
  const url = URL.canParse(address, base) ? new URL(address, base) : null;
  if (url === null || url.origin !== base.origin || !/^https?:$/.test(url.protocol)) {
    return { kind: 'model-link-elsewhere', address };
  }
  const path = readName(url);
  try {
    // A host that sends on to another one is refused by the browser.
    const response = await fetch(url, { mode: 'same-origin', signal: stop });
    const type = response.headers.get('content-type') ?? '';
    const isPage = type.startsWith('text/html') && !/\.html?$/i.test(path);
    if (!response.ok || isPage) {
      await response.body?.cancel();
      const answer = response.ok ? 'with a web page' : String(response.status);
      return { kind: 'model-link-unreachable', address, detail: `the server answered ${answer}` };
    }
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    let sizeBytes = 0;
    const reader = response.body?.getReader();
    for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
      chunks.push(part.value);
      sizeBytes += part.value.length;
      if (sizeBytes <= largestBytes) continue;
      await reader?.cancel();
      return { kind: 'model-link-too-large', address, limitBytes: largestBytes };
    }
    return { path, blob: new Blob(chunks, { type }) };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { kind: 'model-link-unreachable', address, detail };
  }
}

function readName({ pathname }: URL): string {
  const name = pathname.slice(pathname.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
