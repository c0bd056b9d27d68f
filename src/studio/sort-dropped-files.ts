import { isImage } from '../core/dataset/is-image.ts';
import { isVideo } from '../core/dataset/is-video.ts';
import { isZip } from '../core/dataset/is-zip.ts';
import type { NamedBlob } from '../platform/named-blob.ts';

/**
 * Decides what dropped files mean: loose images and videos make a new class (or join the class they were dropped on, like all that
 * lies in folders there); other folders, and every ZIP, are an import that makes classes.
 * @param isOnClass whether they were dropped on a class
 */
export function sortDroppedFiles(
  files: readonly NamedBlob[],
  isOnClass: boolean,
): { readonly forOneClass: readonly NamedBlob[]; readonly forImport: readonly NamedBlob[] } {
  const others = files.filter(({ path, blob }) => !isZip(path, blob.type));
  if (others.length === 0 || !(isOnClass || areLooseImages(others)))
    return { forOneClass: [], forImport: files };
  return {
    forOneClass: others,
    forImport: files.filter(({ path, blob }) => isZip(path, blob.type)),
  };
}

function areLooseImages(files: readonly NamedBlob[]): boolean {
  return (
    files.every(({ path }) => !path.includes('/')) &&
    files.some(({ path, blob }) => isImage(path, blob.type) || isVideo(path, blob.type))
  );
}
