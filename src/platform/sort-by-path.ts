import type { NamedBlob } from './named-blob.ts';

const collator = new Intl.Collator('en', { numeric: true });

/** Files in the order of their paths, numbers by value: systems list a folder in whatever order they like. */
export function sortByPath(files: readonly NamedBlob[]): readonly NamedBlob[] {
  return files.toSorted((a, b) => collator.compare(a.path, b.path) || (a.path < b.path ? -1 : 1));
}
