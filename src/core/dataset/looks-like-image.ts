import { readImportPath } from './read-import-path.ts';

/** Whether a file is an image by what the browser says of it, or else by the ending of its name. */
export function looksLikeImage(path: string, mediaType: string): boolean {
  if (mediaType.startsWith('image/')) return true;
  const read = readImportPath(path, 0);
  return read !== 'ignored' && 'looksLikeImage' in read && read.looksLikeImage;
}
