import { describe, expect, test } from 'vitest';
import { importLimits } from '../../src/core/dataset/import-limits.ts';
import type { ListFiles, NamedBlob } from '../../src/studio/studio.ts';
import { countImages, createGate, createTestStudio, texts, zipFile } from './support/create-test-studio.ts';
import { createPlainEngine } from './support/plain-engine.ts';

async function startStudio() {
  const engine = createPlainEngine();
  const test = createTestStudio(engine);
  await test.studio.startEngine();
  return { engine, ...test };
}

function image(path: string, text = path): NamedBlob {
  return { path, blob: new Blob([text], { type: 'image/png' }) };
}

/** A drop that is listed file by file. */
function dropOf(files: readonly NamedBlob[]): ListFiles {
  return async (onFound) => {
    const found: NamedBlob[] = [];
    for (const file of files) {
      found.push(file);
      if (onFound(found.length) === 'stop') break;
    }
    return found;
  };
}

const zip = zipFile('pets.zip', { dog: texts('dog', 2) });

describe('what is dropped on the page', () => {
  test('makes a new class of loose images', async () => {
    const { studio, state } = await startStudio();
    await studio.receiveDrop(dropOf([image('a.png'), image('b.png')]), null);
    expect(countImages(state())).toEqual({ 'Class 1': [2, 0] });
  });

  test('makes a new class of photographs whose kind the system does not know', async () => {
    const { studio, state } = await startStudio();
    const files = ['IMG_1.HEIC', 'scan.tif'].map((path) => ({ path, blob: new Blob([path]) }));
    await studio.receiveDrop(dropOf(files), null);
    expect(countImages(state())).toEqual({ 'Class 1': [2, 0] });
  });

  test('makes classes of folders', async () => {
    const { studio, state, said } = await startStudio();
    await studio.receiveDrop(dropOf([image('pets/cat/a.png'), image('pets/dog/b.png')]), null);
    expect(countImages(state())).toEqual({ cat: [1, 0], dog: [1, 0] });
    expect(said).toContain('Reading dropped files.');
  });

  test('may be loose images beside a ZIP: both come in', async () => {
    const { studio, state } = await startStudio();
    await studio.receiveDrop(dropOf([image('a.png'), zip]), null);
    expect(countImages(state())).toEqual({ 'Class 1': [1, 0], dog: [2, 0] });
  });

  test('makes no class of a lone text file, and says what is wrong with it', async () => {
    const { studio, state } = await startStudio();
    await studio.receiveDrop(
      dropOf([{ path: 'notes.txt', blob: new Blob(['x'], { type: 'text/plain' }) }]),
      null,
    );
    expect(state().classes).toEqual([]);
    expect(state().problems).toMatchObject([{ file: 'notes.txt' }]);
  });
});

describe('what is dropped on a class', () => {
  test('joins it, with all that lies in folders', async () => {
    const { studio, state } = await startStudio();
    const id = studio.addClass();
    await studio.receiveDrop(dropOf([image('a.png'), image('more/deep/b.png')]), id);
    expect(countImages(state())).toEqual({ 'Class 1': [2, 0] });
  });

  test('is unpacked all the same when it is a ZIP, whatever its name says', async () => {
    const { studio, state } = await startStudio();
    const id = studio.addClass();
    await studio.receiveDrop(dropOf([image('a.png'), zip]), id);
    const nameless = { path: 'more', blob: new Blob([zip.blob], { type: 'application/zip' }) };
    await studio.receiveDrop(dropOf([nameless]), id);
    expect(countImages(state())).toEqual({ 'Class 1': [1, 0], dog: [4, 0] });
  });

  test('beyond the limit of an import is left out with a word, and the rest comes in', async () => {
    const { studio, state } = await startStudio();
    studio.stopImport();
    const id = studio.addClass();
    const { blob } = image('same');
    const files = Array.from({ length: importLimits.fileCount + 5 }, (_, index) => ({
      path: `many/${index}.png`,
      blob,
    }));
    await studio.receiveDrop(dropOf(files), id);
    expect(state().samples).toHaveLength(importLimits.fileCount);
    expect(state().problems).toMatchObject([
      { file: 'many', failure: { kind: 'files-beyond-limit', limit: importLimits.fileCount } },
    ]);
    await studio.addImages(id, files);
    expect(state().samples).toHaveLength(2 * importLimits.fileCount);
    expect(state().problems).toHaveLength(2);
    expect(state().announcement).toMatch(/1 file left out\.$/);
  });
});

test.each([null, 'class'])(
  'an empty folder is not passed over in silence (dropped on %s)',
  async (target) => {
    const { studio, state } = await startStudio();
    await studio.receiveDrop(dropOf([]), target === null ? null : studio.addClass());
    expect(state().problems).toMatchObject([{ file: 'dropped files', failure: { kind: 'import-empty' } }]);
  },
);

describe('a large folder', () => {
  test('shows its count from time to time while it is listed', async () => {
    const { studio, state, clock } = await startStudio();
    const seen: (number | null)[] = [];
    let changeCount = 0;
    studio.store.subscribe(({ importing }, before) => {
      if (importing?.phase === 'reading' && importing !== before.importing) changeCount++;
    });
    const files = Array.from({ length: 1000 }, (_, index) => image(`set/cat/${index}.png`));
    const list: ListFiles = async (onFound) => {
      for (let count = 1; count <= files.length; count++) {
        clock.nowMs += 1;
        onFound(count);
        if (count % 250 === 0) seen.push(state().importing?.doneCount ?? null);
      }
      return files;
    };
    await studio.receiveDrop(list, null);
    expect(seen).toEqual([200, 500, 700, 1000]);
    expect(changeCount).toBeLessThan(20);
    expect(countImages(state())).toEqual({ cat: [1000, 0] });
  });

  test('can be stopped while it is listed: what was found is kept, and what was not is said', async () => {
    const { studio, state } = await startStudio();
    const gate = createGate();
    const files = texts('red', 9).map((text, index) => image(`set/red/${index}.png`, text));
    const list: ListFiles = async (onFound) => {
      for (let count = 1; count <= files.length; count++) {
        if (count === 3) await gate.pass();
        if (onFound(count) === 'stop') return files.slice(0, count);
      }
      return files;
    };
    const received = studio.receiveDrop(list, null);
    await gate.reached;
    expect(state().importing).toMatchObject({ name: 'dropped files', phase: 'reading' });
    studio.stopImport();
    gate.open();
    await received;
    expect(countImages(state())).toEqual({ red: [0, 3] });
    expect(state().problems).toMatchObject([
      { file: 'set', failure: { kind: 'import-stopped', readCount: 3 } },
    ]);
    expect(state().importing).toBeNull();
  });
});
