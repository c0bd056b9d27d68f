import { importLimits } from '../core/dataset/import-limits.ts';
import type { FileFailure } from '../core/shared/failure.ts';
import type { NamedBlob } from './named-blob.ts';

/**
 * The file that a `data:` address holds (RFC 2397), named after its media type. Nothing is fetched.
 * @param address begins with `data:`, in any case; comes from outside
 */
export function readDataUrl(address: string): NamedBlob | FileFailure {
  // Four characters of base64 are three bytes; percent signs only make more of them.
  const sizeBytes = Math.floor((address.length * 3) / 4);
  if (sizeBytes > importLimits.fileBytes) {
    return { kind: 'file-too-large', sizeBytes, limitBytes: importLimits.fileBytes };
  }
  const comma = address.indexOf(',');
  const [mediaType = '', ...parameters] = address.slice('data:'.length, Math.max(comma, 0)).split(';');
  const isBase64 = parameters.some((parameter) => parameter.trim().toLowerCase() === 'base64');
  try {
    const text = decodeURIComponent(comma < 0 ? '' : address.slice(comma + 1));
    const blob = new Blob([isBase64 ? bytesOf(atob(text)) : text], { type: mediaType.trim().toLowerCase() });
    return { path: `image.${endingOf(blob.type)}`, blob };
  } catch {
    return { kind: 'file-unreadable', detail: '' };
  }
}

/** One byte for each character. */
function bytesOf(binary: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/** `svg` of `image/svg+xml`. */
function endingOf(mediaType: string): string {
  return /^image\/([a-z0-9]+)/.exec(mediaType)?.[1] ?? 'bin';
}
