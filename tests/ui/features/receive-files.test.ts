import { expect, test } from 'vitest';
import type { NamedBlob, Studio } from '../../../src/studio/studio.ts';
import { nameImport, receiveFiles } from '../../../src/ui/features/images/receive-files.ts';

test('loose images that are dropped on the page become a new class', async () => {
  const { studio, calls } = listenToStudio();
  await receiveFiles(studio, [image('a.png'), image('b.png')], null, 'dropped');
  expect(calls).toEqual(['addClass', 'addImages new a.png b.png']);
});

test('loose images that are dropped on a class join it', async () => {
  const { studio, calls } = listenToStudio();
  await receiveFiles(studio, [image('a.png')], 'cats', 'dropped');
  expect(calls).toEqual(['addImages cats a.png']);
});

test('folders make classes and give the import its name', async () => {
  const { studio, calls } = listenToStudio();
  await receiveFiles(studio, [image('pets/cat/a.png'), image('pets/dog/b.png')], null, 'dropped');
  expect(calls).toEqual(['importFiles pets pets/cat/a.png pets/dog/b.png']);
});

test('a ZIP is unpacked wherever it is dropped', async () => {
  const { studio, calls } = listenToStudio();
  await receiveFiles(studio, [{ path: 'Pets.ZIP', blob: new Blob() }], 'cats', 'dropped');
  expect(calls).toEqual(['importFiles Pets.ZIP Pets.ZIP']);
});

test('loose images beside a ZIP are not lost: they become a class, or join the one they were dropped on', async () => {
  const zip = { path: 'pets.zip', blob: new Blob() };
  const onPage = listenToStudio();
  await receiveFiles(onPage.studio, [image('a.png'), zip], null, 'dropped');
  expect(onPage.calls).toEqual(['addClass', 'addImages new a.png', 'importFiles pets.zip pets.zip']);
  const onClass = listenToStudio();
  await receiveFiles(onClass.studio, [image('a.png'), zip], 'cats', 'dropped');
  expect(onClass.calls).toEqual(['addImages cats a.png', 'importFiles pets.zip pets.zip']);
});

test.each([null, 'cats'])(
  'an empty folder is not passed over in silence (dropped on %s)',
  async (classId) => {
    const { studio, calls } = listenToStudio();
    await receiveFiles(studio, [], classId, 'dropped files');
    expect(calls).toEqual(['importFiles dropped files']);
  },
);

test('a lone text file makes no class: the import says what is wrong with it', async () => {
  const { studio, calls } = listenToStudio();
  await receiveFiles(studio, [{ path: 'notes.txt', blob: new Blob([], { type: 'text/plain' }) }], null, 'x');
  expect(calls).toEqual(['importFiles notes.txt notes.txt']);
});

test('several tops have no common name', () => {
  expect(nameImport([image('cat/a.png'), image('dog/b.png')])).toBeNull();
  expect(nameImport([])).toBeNull();
});

function image(path: string): NamedBlob {
  return { path, blob: new Blob([], { type: 'image/png' }) };
}

/** A studio that only notes what is asked of it. */
function listenToStudio() {
  const calls: string[] = [];
  const note = (name: string, target: string | null, files: readonly NamedBlob[]) => {
    calls.push([name, target, ...files.map((file) => file.path)].join(' '));
    return Promise.resolve();
  };
  const studio: Pick<Studio, 'addClass' | 'addImages' | 'importFiles'> = {
    addClass: () => {
      calls.push('addClass');
      return 'new';
    },
    addImages: (classId, files) => note('addImages', classId, files),
    importFiles: (files, name) => note('importFiles', name, files),
  };
  return { studio: studio as Studio, calls };
}
