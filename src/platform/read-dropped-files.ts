import type { ListFiles, NamedBlob } from './named-blob.ts';
import { sortByPath } from './sort-by-path.ts';

/** So many files are opened at a time; Chromium lists folders in groups of this size. */
const groupSize = 100;

/**
 * Takes what was dropped, folders with all that lies in them. Must be called inside the drop event's own task, because the
 * browser takes the list away after it; what it returns reads the folders, and may be called later. What cannot be read
 * comes as an empty file under its name, so that it is named.
 */
export function readDroppedFiles(transfer: DataTransfer): ListFiles {
  const dropped = Array.from(transfer.items)
    .filter(({ kind }) => kind === 'file')
    .map((item) => item.webkitGetAsEntry?.() ?? item.getAsFile())
    .filter((entry) => entry !== null);

  return async (onFound) => {
    const files: NamedBlob[] = [];
    // A list of folders still to be read, rather than recursion: folders may lie deeper than the stack.
    const folders: Folder[] = [];

    async function take(found: readonly (FileSystemEntry | File)[]): Promise<'continue' | 'stop'> {
      for (const entry of found) {
        if (!(entry instanceof Blob) && isDirectory(entry)) {
          folders.push({ path: pathOf(entry), reader: entry.createReader() });
        }
      }
      files.push(...(await Promise.all(found.map(openFile))).filter((file) => file !== null));
      return onFound(files.length);
    }

    for (let first = 0; first < dropped.length; first += groupSize) {
      if ((await take(dropped.slice(first, first + groupSize))) === 'stop') return sortByPath(files);
    }
    for (let folder = folders.at(-1); folder !== undefined; folder = folders.at(-1)) {
      const some = await listSome(folder);
      if (some.length === 0) folders.pop();
      else if ((await take(some)) === 'stop') break;
    }
    return sortByPath(files);

    /** Each call gives some of the entries, none after the last. */
    async function listSome({ path, reader }: Folder): Promise<readonly FileSystemEntry[]> {
      try {
        return await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
      } catch {
        files.push({ path, blob: new Blob([]) });
        return [];
      }
    }
  };
}

interface Folder {
  readonly path: string;
  readonly reader: FileSystemDirectoryReader;
}

/** Null for a folder. */
async function openFile(entry: FileSystemEntry | File): Promise<NamedBlob | null> {
  if (entry instanceof Blob) return { path: entry.name, blob: entry };
  if (!isFile(entry)) return null;
  try {
    return {
      path: pathOf(entry),
      blob: await new Promise<File>((resolve, reject) => entry.file(resolve, reject)),
    };
  } catch {
    return { path: pathOf(entry), blob: new Blob([]) };
  }
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
