import type { FileFailure } from '../shared/failure.ts';
import { type ImageFormat, identifyImage } from './identify-image.ts';

/**
 * Why a decoder refused a file, as far as its bytes tell.
 * @param bytes the file, or at least its first 4096 bytes; none only when it is empty
 * @param mediaType what the browser calls the file, for the message
 */
export function explainUndecodable(bytes: Uint8Array, mediaType: string): FileFailure {
  if (bytes.length === 0) return { kind: 'file-empty' };
  const format = identifyImage(bytes);
  if (format === null) return { kind: 'file-not-an-image', mediaType };
  return { kind: decodedEverywhere.has(format) ? 'file-damaged' : 'file-format-unsupported', format };
}

/** What every browser of today decodes, or a package of ours: such a file was refused because it is damaged. */
const decodedEverywhere: ReadonlySet<ImageFormat> = new Set([
  'jpeg',
  'png',
  'gif',
  'webp',
  'bmp',
  'avif',
  'ico',
  'heic',
  'tiff',
]);
