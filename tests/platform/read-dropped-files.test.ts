import { expect, test } from 'vitest';
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

const listAll = (transfer: DataTransfer) => readDroppedFiles(transfer)(() => 'continue');

test('folders are read to their end, in the order of their names', async () => {
  const files = await listAll(
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
  const files = await listAll(drop({ pets: { '1.jpg': new Error('gone'), '2.jpg': image } }));
  expect(files.map(({ path, blob }) => [path, blob.size])).toEqual([
    ['pets/1.jpg', 0],
    ['pets/2.jpg', 1],
  ]);
});

test('where a browser knows no entries, plain files are taken; text is not', async () => {
  const files = await listAll(
    transferOf([
      { kind: 'file', getAsFile: () => new File(['x'], 'cat.jpg') },
      { kind: 'string', getAsFile: () => null },
    ]),
  );
  expect(files.map(({ path }) => path)).toEqual(['cat.jpg']);
});

test('a long folder is listed in steps, each of which can be the last', async () => {
  const names = Array.from({ length: 50 }, (_, index) => [`${index}.jpg`, image]);
  const seen: number[] = [];
  const list = readDroppedFiles(drop({ many: Object.fromEntries(names) }));
  const files = await list((foundCount) => {
    seen.push(foundCount);
    return foundCount < 6 ? 'continue' : 'stop';
  });
  expect(files.map(({ path }) => path)).toEqual([0, 1, 2, 3, 4, 5].map((index) => `many/${index}.jpg`));
  expect(seen).toEqual([0, 2, 4, 6]);
});

test('a folder that cannot be read is named all the same', async () => {
  const folder = {
    fullPath: '/locked',
    isDirectory: true,
    isFile: false,
    createReader: () => ({
      readEntries: (_: unknown, reject: (error: Error) => void) => reject(new Error()),
    }),
  };
  const files = await listAll(transferOf([{ kind: 'file', webkitGetAsEntry: () => folder }]));
  expect(files.map(({ path, blob }) => [path, blob.size])).toEqual([['locked', 0]]);
});

test('the entries are taken while the drop lasts, and read when they are asked for', async () => {
  const items = [{ kind: 'file', webkitGetAsEntry: () => entryOf('/a.jpg', image) }];
  const list = readDroppedFiles(transferOf(items));
  items.length = 0;
  expect((await list(() => 'continue')).map(({ path }) => path)).toEqual(['a.jpg']);
});
