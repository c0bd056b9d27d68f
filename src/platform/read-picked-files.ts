import type { NamedBlob } from './named-blob.ts';
import { sortByPath } from './sort-by-path.ts';

/** The files of a file input or folder picker; those of a folder with their paths from that folder on. */
export function readPickedFiles(files: FileList): readonly NamedBlob[] {
  return sortByPath(
    Array.from(files, (file) => ({ path: file.webkitRelativePath || file.name, blob: file })),
  );
}

/** Whether this browser lets people pick a folder; those of iPhones and iPads came to it late. */
export function canPickFolders(): boolean {
  return 'webkitdirectory' in HTMLInputElement.prototype;
}
