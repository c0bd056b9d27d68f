import type { Failure } from '../core/shared/failure.ts';
import type { NamedBlob } from './named-blob.ts';
import { readDataUrl } from './read-data-url.ts';

/** An image that came as an address, with the reason why it is not taken. */
interface RefusedLink {
  readonly path: string;
  readonly failure: Failure;
}

/**
 * The image of another page that was dragged or copied without its file: taken where its address holds its bytes, and
 * refused where it would have to be fetched, because nothing here asks another host for anything.
 * @returns null where there is neither an image nor an address
 */
export function readLinkedImage(transfer: Pick<DataTransfer, 'getData'>): NamedBlob | RefusedLink | null {
  const address =
    findImageAddress(transfer.getData('text/html')) ?? findListedAddress(transfer.getData('text/uri-list'));
  return address === null ? null : readAddress(address);
}

/** The same of a piece of HTML alone. */
export function readImageInHtml(html: string): NamedBlob | RefusedLink | null {
  const address = findImageAddress(html);
  return address === null ? null : readAddress(address);
}

function readAddress(address: string): NamedBlob | RefusedLink {
  if (!/^data:/i.test(address)) return { path: address, failure: { kind: 'image-elsewhere' } };
  const file = readDataUrl(address);
  return 'kind' in file ? { path: address.slice(0, 40), failure: file } : file;
}

/** A document that is only parsed runs no scripts and fetches no images. */
function findImageAddress(html: string): string | null {
  if (!/<img\b/i.test(html)) return null;
  const image = new DOMParser().parseFromString(html, 'text/html').querySelector('img[src]');
  return image?.getAttribute('src')?.trim() || null;
}

/** The first address of the list; lines that begin with # are comments (RFC 2483). */
function findListedAddress(list: string): string | null {
  const addresses = list.split(/\r?\n/).map((line) => line.trim());
  return addresses.find((line) => line !== '' && !line.startsWith('#')) ?? null;
}
