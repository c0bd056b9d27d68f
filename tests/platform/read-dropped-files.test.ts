import { expect, test } from 'vitest';
import { importLimits } from '../../src/core/dataset/import-limits.ts';
import { readDroppedFiles } from '../../src/platform/read-dropped-files.ts';

type Tree = Blob | Error | { readonly [name: string]: Tree };

/** An entry as browsers give it: folders hand out their entries in small groups, files and folders may be unreadable. */
function entryOf(fullPath: string, tree: Tree): FileSystemEntry {
  const isFolder = !(tree instanceof Blob) && !(tree instanceof Error);
  const entry = {
    fullPath,
    isDirectory: isFolder,
    isFile: !isFolder,
    file(resolve: (file: Blob) => void, reject: (error: Error) => void) {
      if (tree instanceof Blob) resolve(tree);
      else reject(new Error('gone'));
    },
    createReader() {
      const entries = Object.entries(tree).map(([name, child]) => entryOf(`${fullPath}/${name}`, child));
      return {
        readEntries: (resolve: (some: FileSystemEntry[]) => void) => resolve(entries.splice(0, 2)),
      };
    },
  };
  return entry as unknown as FileSystemEntry;
}

function transferOf(items: readonly unknown[]): DataTransfer {
  return { items } as unknown as DataTransfer;
}

function drop(tree: { readonly [name: string]: Tree }): DataTransfer {
  const entries = Object.entries(tree).map(([name, child]) => entryOf(`/${name}`, child));
  return transferOf(entries.map((entry) => ({ kind: 'file', webkitGetAsEntry: () => entry })));
}

const image = new Blob(['x']);

test('folders are read to their end, in the order of their names', async () => {
  const files = await readDroppedFiles(
    drop({
      pets: { '10.jpg': image, '9.jpg': image, b: { '1.jpg': image }, a: { '1.jpg': image, '2.jpg': image } },
    }),
  );
  expect(files.map(({ path }) => path)).toEqual([
    'pets/9.jpg',
    'pets/10.jpg',
    'pets/a/1.jpg',
    'pets/a/2.jpg',
    'pets/b/1.jpg',
  ]);
});

test('a file that cannot be read is named all the same', async () => {
  const files = await readDroppedFiles(drop({ pets: { '1.jpg': new Error('gone'), '2.jpg': image } }));
  expect(files.map(({ path, blob }) => [path, blob.size])).toEqual([
    ['pets/1.jpg', 0],
    ['pets/2.jpg', 1],
  ]);
});

test('where a browser knows no entries, plain files are taken; text is not', async () => {
  const files = await readDroppedFiles(
    transferOf([
      { kind: 'file', getAsFile: () => new File(['x'], 'cat.jpg') },
      { kind: 'string', getAsFile: () => null },
    ]),
  );
  expect(files.map(({ path }) => path)).toEqual(['cat.jpg']);
});

test('an endless folder ends one file past the limit', async () => {
  const names = Array.from({ length: importLimits.fileCount + 50 }, (_, index) => [`${index}.jpg`, image]);
  const files = await readDroppedFiles(drop({ many: Object.fromEntries(names) }));
  expect(files).toHaveLength(importLimits.fileCount + 1);
});
