import { importLimits } from '../core/dataset/import-limits.ts';
import type { NamedBlob } from './named-blob.ts';
import { sortByPath } from './sort-by-path.ts';

/**
 * Lists what was dropped, folders with all that lies in them. Must be called inside the drop event's own task, because
 * the browser takes the list away after it. Stops one file past the limit of an import, so that whoever gets the list
 * can say that it is too long. What cannot be read comes as an empty file under its name, so that it is named.
 */
export async function readDroppedFiles(transfer: DataTransfer): Promise<readonly NamedBlob[]> {
  const dropped = Array.from(transfer.items)
    .filter(({ kind }) => kind === 'file')
    .map((item) => item.webkitGetAsEntry?.() ?? item.getAsFile());
  const files: NamedBlob[] = [];
  // A list of folders still to be read, rather than recursion: folders may lie deeper than the stack.
  const waiting: FileSystemEntry[] = [];
  for (const entry of dropped) {
    if (entry instanceof Blob) files.push({ path: entry.name, blob: entry });
    else if (entry !== null) waiting.push(entry);
  }
  while (files.length <= importLimits.fileCount) {
    const entry = waiting.pop();
    if (entry === undefined) break;
    try {
      if (isDirectory(entry)) waiting.push(...(await listDirectory(entry)));
      else if (isFile(entry)) files.push({ path: pathOf(entry), blob: await openFile(entry) });
    } catch {
      files.push({ path: pathOf(entry), blob: new Blob([]) });
    }
  }
  return sortByPath(files);
}

function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

/** Paths of dropped entries begin with a slash that stands for the drop itself. */
function pathOf({ fullPath }: FileSystemEntry): string {
  return fullPath.replace(/^\//, '');
}

async function listDirectory(directory: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = directory.createReader();
  const entries: FileSystemEntry[] = [];
  // Each call gives some of the entries (Chromium: 100), an empty list after the last.
  while (entries.length <= importLimits.fileCount) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) break;
    entries.push(...some);
  }
  return entries;
}

function openFile(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}
