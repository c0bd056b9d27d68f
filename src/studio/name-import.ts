import type { NamedBlob } from '../platform/named-blob.ts';

/** What a person calls these files together: the folder that holds them all, or the only file; null where there is neither. */
export function nameImport(files: readonly NamedBlob[]): string | null {
  const [first] = files;
  if (first === undefined) return null;
  const top = first.path.split('/')[0] ?? first.path;
  return files.every((file) => file.path.split('/')[0] === top) ? top : null;
}
