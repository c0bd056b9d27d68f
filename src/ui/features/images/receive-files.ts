import type { NamedBlob, Studio } from '../../../studio/studio.ts';

/**
 * Decides what dropped or picked files mean: loose images make a new class (or join the class they were dropped on),
 * anything with folders or a ZIP is an import that makes classes.
 */
export function receiveFiles(
  studio: Studio,
  files: readonly NamedBlob[],
  classId: string | null,
  fallbackName: string,
): Promise<void> {
  if (files.length === 0 && classId !== null) return Promise.resolve();
  const zipped = files.some((file) => file.path.toLowerCase().endsWith('.zip'));
  if (classId !== null && !zipped) return studio.addImages(classId, files);
  const loose = files.every((file) => !file.path.includes('/'));
  if (loose && !zipped && files.some((file) => file.blob.type.startsWith('image/'))) {
    return studio.addImages(studio.addClass(), files);
  }
  return studio.importFiles(files, nameImport(files) ?? fallbackName);
}

/** The folder that holds everything, or the only file. */
export function nameImport(files: readonly NamedBlob[]): string | null {
  const [first] = files;
  if (first === undefined) return null;
  const top = first.path.split('/')[0] ?? first.path;
  return files.every((file) => file.path.split('/')[0] === top) ? top : null;
}
