import type { NamedBlob, Studio } from '../../../studio/studio.ts';

/**
 * Decides what dropped files mean: loose images make a new class (or join the class they were dropped on, like all that
 * lies in folders there); other folders, and every ZIP, are an import that makes classes.
 */
export async function receiveFiles(
  studio: Studio,
  files: readonly NamedBlob[],
  classId: string | null,
  fallbackName: string,
): Promise<void> {
  const zips = files.filter(isZip);
  const others = files.filter((file) => !isZip(file));
  const isForOneClass = others.length > 0 && (classId !== null || areLooseImages(others));
  const imported = isForOneClass ? zips : files;
  await Promise.all([
    isForOneClass ? studio.addImages(classId ?? studio.addClass(), others) : null,
    isForOneClass && zips.length === 0
      ? null
      : studio.importFiles(imported, nameImport(imported) ?? fallbackName),
  ]);
}

/** The folder that holds everything, or the only file. */
export function nameImport(files: readonly NamedBlob[]): string | null {
  const [first] = files;
  if (first === undefined) return null;
  const top = first.path.split('/')[0] ?? first.path;
  return files.every((file) => file.path.split('/')[0] === top) ? top : null;
}

function isZip({ path }: NamedBlob): boolean {
  return path.toLowerCase().endsWith('.zip');
}

function areLooseImages(files: readonly NamedBlob[]): boolean {
  return (
    files.every(({ path }) => !path.includes('/')) && files.some(({ blob }) => blob.type.startsWith('image/'))
  );
}
