import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { waitUntil } from '../../src/studio/wait-until.ts';
import {
  countImages,
  createGate,
  createTestStudio,
  textFile,
  texts,
  zipFile,
} from './support/create-test-studio.ts';
import { createPlainEngine } from './support/plain-engine.ts';
import { startStudio } from './support/start-studio.ts';

const set = zipFile('set.zip', { red: texts('red', 3), blue: texts('blue', 2) });

describe('an import', () => {
  test('of a ZIP makes classes of its folders, and says how many images came in', async () => {
    const { studio, state } = await startStudio();
    await studio.importFiles([set], null);
    expect(countImages(state())).toEqual({ blue: [2, 0], red: [3, 0] });
    expect(state().announcement).toBe('5 images ready in 2 classes.');
    expect(state().importing).toBeNull();
    expect(state().samples[0]).toMatchObject({ file: 'red/0.png', assignedSet: null, state: 'ready' });
    expect(await state().samples[0]?.thumbnail?.text()).toMatch(/small red 1$/);
  });

  test('of folders does the same, with the sets that the folders name', async () => {
    const { studio, state } = await startStudio();
    const files = ['train', 'test'].flatMap((name) =>
      ['red', 'blue'].map((word) => textFile(`data/${name}/${word}/1.png`, `${word} ${name}`)),
    );
    await studio.importFiles(files, 'data');
    expect(state().samples.map(({ file, assignedSet }) => [file, assignedSet])).toEqual([
      ['data/train/red/1.png', null],
      ['data/train/blue/1.png', null],
      ['data/test/red/1.png', 'test'],
      ['data/test/blue/1.png', 'test'],
    ]);
  });

  test('joins classes of the same name', async () => {
    const { studio, state } = await startStudio();
    await studio.importFiles([set], null);
    const [blue] = state().classes;
    await studio.importFiles([zipFile('more.zip', { blue: ['blue 9'], green: ['green 1'] })], null);
    expect(countImages(state())).toEqual({ blue: [3, 0], red: [3, 0], green: [1, 0] });
    expect(state().classes[0]).toBe(blue);
  });

  test('cuts the names of folders that are longer than those of classes, and says so', async () => {
    const { studio, state } = await startStudio();
    const names = ['x'.repeat(201), 'y'.repeat(200)] as const;
    await studio.importFiles([zipFile('set.zip', { [names[0]]: ['red 1'], [names[1]]: ['blue 1'] })], null);
    expect(state().classes.map(({ name }) => name)).toEqual(['x'.repeat(200), names[1]]);
    expect(state().announcement).toBe(
      '2 images ready in 2 classes. 1 class name was longer than 200 characters and cut there.',
    );
  });

  test('cuts names that are too long in its table, and says so', async () => {
    const { studio, state } = await startStudio();
    const [long, fileName] = ['x'.repeat(201), 'f'.repeat(1025)];
    const rows = [`a/1.png,${fileName},${long},,no`, `a/2.png,2.png,${long},,no`, `b/1.png,1.png,blue,,no`];
    const table = ['path,file,class,set,disabled', ...rows].map((row) => `${row}\r\n`).join('');
    const files = ['a/1.png', 'a/2.png', 'b/1.png'].map((path) => textFile(`set/${path}`, `red ${path}`));
    await studio.importFiles([textFile('set/labels.csv', table), ...files], 'set');
    expect(
      state()
        .classes.map(({ name }) => name)
        .sort(),
    ).toEqual(['blue', long.slice(1)]);
    expect(state().samples[0]?.file).toBe(fileName.slice(1));
    expect(state().announcement).toBe(
      '3 images ready in 2 classes. 1 class name was longer than 200 characters and cut there. 1 file name was longer than 1,024 characters and cut there.',
    );
  });

  test('lists broken images with the reason, and the rest goes on', async () => {
    const { studio, state } = await startStudio();
    await studio.importFiles(
      [zipFile('set.zip', { red: ['red 1', 'broken', 'red 2'], blue: ['blue 1'] })],
      null,
    );
    expect(countImages(state())).toEqual({ blue: [1, 0], red: [2, 0] });
    expect(state().problems).toEqual([
      { id: expect.any(String), file: 'red/1.png', failure: { kind: 'file-damaged', format: 'PNG' } },
    ]);
    expect(state().announcement).toBe('3 images ready in 2 classes, 1 file left out.');
    studio.dismissProblems();
    expect(state().problems).toEqual([]);
  });

  test('without files says so', async () => {
    const { studio, state } = await startStudio();
    await studio.importFiles([], 'holiday');
    expect(state().problems).toMatchObject([{ file: 'holiday', failure: { kind: 'import-empty' } }]);
    expect(state().announcement).toContain('There is nothing in it');
    await studio.importFiles(
      [{ path: 'none.zip', blob: new Blob([zipSync({}) as Uint8Array<ArrayBuffer>]) }],
      null,
    );
    expect(state().problems).toMatchObject([{ file: 'none.zip', failure: { kind: 'import-empty' } }, {}]);
    await studio.importFiles([textFile('holiday/.DS_Store', 'x')], 'holiday');
    expect(state().problems).toHaveLength(3);
    expect(state().classes).toEqual([]);
  });

  test('puts what it left out before what earlier imports left out', async () => {
    const { studio, state } = await startStudio();
    await studio.importFiles([zipFile('old.zip', { red: ['broken', 'broken'] })], null);
    await studio.importFiles([zipFile('new.zip', { blue: ['broken', 'broken'] })], null);
    expect(state().problems.map(({ file }) => file)).toEqual([
      'blue/0.png',
      'blue/1.png',
      'red/0.png',
      'red/1.png',
    ]);
  });

  test('of a folder into one class passes over what systems leave there, but not over what was chosen', async () => {
    const { studio, state } = await startStudio();
    const id = studio.addClass();
    const trace = 'not an image: broken';
    await studio.addImages(id, [textFile('pets/cat/1.png', 'red 1'), textFile('pets/cat/.DS_Store', trace)]);
    expect(state().samples).toHaveLength(1);
    expect(state().problems).toEqual([]);
    await studio.addImages(id, [textFile('.DS_Store', 'broken')]);
    expect(state().problems).toMatchObject([{ file: '.DS_Store' }]);
  });

  test('of loose images names each of them', async () => {
    const { studio, state } = await startStudio();
    await studio.importFiles([textFile('a.png', 'red 1'), textFile('b.png', 'red 2')], null);
    expect(state().problems).toMatchObject([
      { file: 'a.png', failure: { kind: 'path-without-class' } },
      { file: 'b.png', failure: { kind: 'path-without-class' } },
    ]);
    expect(state().announcement).toContain('There are no class folders in it');
  });

  test('takes hostile input as data', async () => {
    const { studio, state } = await startStudio();
    const hostile = zipFile('set.zip', {
      '../../etc': ['red 1'],
      '<img src=x onerror=alert(1)>': ['blue 1'],
      constructor: ['green 1'],
      ['x'.repeat(2000)]: ['grey 1'],
    });
    await studio.importFiles([hostile, { path: 'bad.zip', blob: new Blob(['no zip at all']) }], null);
    expect(countImages(state())).toMatchObject({ '<img src=x onerror=alert(1)>': [1, 0] });
    expect(state().classes.map(({ name }) => name)).toContain('constructor');
    expect(state().problems.map(({ file, failure }) => [file.slice(0, 20), failure.kind])).toEqual([
      ['../../etc/0.png', 'path-climbs-out'],
      ['x'.repeat(20), 'path-too-long'],
      ['bad.zip', 'zip-unreadable'],
    ]);
  });

  test('whose reader cannot be loaded says so, and the next one is read', async () => {
    const { readZip } = await import('../../src/platform/read-zip.ts');
    let isOffline = true;
    const { studio, state } = await startStudio({
      readZip: async (zip, onEntry) => {
        if (isOffline) throw new TypeError('Failed to fetch');
        return readZip(zip, onEntry);
      },
    });
    await studio.importFiles([set], null);
    expect(state().announcement).toMatch(/^set\.zip: .*could not be fetched \(Failed to fetch\)/);
    isOffline = false;
    await studio.importFiles([set], null);
    expect(countImages(state())).toEqual({ blue: [2, 0], red: [3, 0] });
  });

  test('of too many files is refused as a whole', async () => {
    const { studio, state } = await startStudio();
    const one = new Blob(['red 1']);
    const files = Array.from({ length: 20_001 }, (_, index) => ({ path: `red/${index}.png`, blob: one }));
    await studio.importFiles(files, 'huge');
    expect(state().problems).toMatchObject([
      { file: 'huge', failure: { kind: 'import-too-many-files', limit: 20_000 } },
    ]);
    expect(state().samples).toEqual([]);
  });

  test('that would make too many classes changes nothing', async () => {
    const { studio, state } = await startStudio();
    const folders = (from: number, count: number) =>
      Array.from({ length: count }, (_, index) => textFile(`set/${from + index}/1.png`, `x ${from + index}`));
    await studio.importFiles(folders(0, 900), 'first');
    await studio.importFiles(folders(900, 200), 'second');
    expect(state().classes).toHaveLength(900);
    expect(state().problems).toMatchObject([
      { file: 'second', failure: { kind: 'import-too-many-classes', limit: 1000 } },
    ]);
  });

  test('of the sample images is an import like any other', async () => {
    const { studio, state, said } = await startStudio();
    await studio.importSampleImages();
    expect(countImages(state())).toEqual({ blue: [1, 0], red: [1, 0] });
    expect(said).toContain('Reading Sample images.');
  });

  test('of sample images that cannot be fetched says so', async () => {
    const failure = { kind: 'part-unreachable', detail: '404' } as const;
    const { studio, state } = await startStudio({ fetchSampleImages: async () => failure });
    await studio.importSampleImages();
    expect(state().problems).toMatchObject([{ file: 'Sample images', failure }]);
    expect(state().announcement).toMatch(/^Sample images: .*could not be fetched \(404\)/);
  });

  test('of sample images that hang is stopped, and keeps nobody from going on', async () => {
    const { studio, state } = await startStudio({ fetchSampleImages: () => new Promise(() => {}) });
    const imported = studio.importSampleImages();
    await waitUntil(studio.store, ({ importing }) => importing?.phase === 'reading');
    studio.stopImport();
    await imported;
    expect(state().importing).toBeNull();
    expect(state().problems).toMatchObject([{ file: 'Sample images', failure: { kind: 'import-stopped' } }]);
    await studio.importFiles([zipFile('set.zip', { red: ['red 1'], blue: ['blue 1'] })], null);
    expect(countImages(state())).toEqual({ blue: [1, 0], red: [1, 0] });
  });

  test('of a ZIP that hangs halfway keeps what was read when it is stopped', async () => {
    let late: () => Promise<'continue' | 'stop'> = async () => 'continue';
    const gate = createGate();
    const { studio, state } = await startStudio({
      readZip: async (_zip, onEntry) => {
        await onEntry(textFile('red/1.png', 'red 1'));
        late = () => onEntry(textFile('red/2.png', 'red 2'));
        void gate.pass();
        return new Promise(() => {});
      },
    });
    const imported = studio.importFiles([zipFile('set.zip', {})], null);
    await gate.reached;
    studio.stopImport();
    await imported;
    expect(await late()).toBe('stop');
    expect(countImages(state())).toEqual({ red: [0, 1] });
    expect(state().problems).toMatchObject([
      { file: 'set.zip', failure: { kind: 'import-stopped', readCount: 1 } },
    ]);
  });

  test('shows how far it is', async () => {
    let nowMs = 0;
    const ticking = { now: () => (nowMs += 100), today: () => '2026-01-02T03:04:05.000Z' };
    const { studio, engine } = await startStudio({ clock: ticking });
    const seen: unknown[] = [];
    let endCount = 0;
    studio.store.subscribe(({ importing }, before) => {
      if (importing === before.importing) return;
      if (importing === null) endCount++;
      else seen.push([importing.name, importing.phase, importing.doneCount, importing.totalCount]);
    });
    await studio.importFiles([set], null);
    expect(engine.embedded).toHaveLength(5);
    expect(seen).toContainEqual(['set.zip', 'reading', 5, 0]);
    expect(endCount, 'there is no gap between reading and embedding').toBe(1);
    const embeddingSteps = new Set(seen.map(String).filter((each) => each.includes('embedding')));
    expect([...embeddingSteps]).toEqual([0, 2, 4, 5].map((done) => `set.zip,embedding,${done},5`));
  });

  test('begun before the engine is ready waits for it', async () => {
    const engine = createPlainEngine();
    const { studio, state } = createTestStudio(engine);
    const imported = studio.importFiles([set], null);
    await expect.poll(() => countImages(state())).toEqual({ blue: [0, 2], red: [0, 3] });
    expect(state().importing).toMatchObject({ phase: 'embedding', doneCount: 0, totalCount: 5 });
    await studio.startEngine();
    await imported;
    expect(countImages(state())).toEqual({ blue: [2, 0], red: [3, 0] });
  });

  test('with an engine that does not run keeps the images, and says that they wait', async () => {
    const engine = createPlainEngine();
    engine.hooks.onStart = async () => ({ kind: 'no-backend', tried: [] });
    const { studio, state } = createTestStudio(engine);
    await studio.startEngine();
    await studio.importFiles([set], null);
    expect(countImages(state())).toEqual({ blue: [0, 2], red: [0, 3] });
    expect(state().announcement).toContain('5 images wait in their classes.');
  });
});

describe('two imports at once', () => {
  test('are read one after the other and both come in', async () => {
    const { studio, state, said } = await startStudio();
    await Promise.all([
      studio.importFiles([set], null),
      studio.importFiles([zipFile('more.zip', { red: ['red 8'], green: ['green 1'] })], null),
    ]);
    expect(countImages(state())).toEqual({ blue: [2, 0], red: [4, 0], green: [1, 0] });
    expect(said.filter((sentence) => sentence.includes('ready in'))).toEqual([
      '7 images ready in 3 classes.',
    ]);
  });

  test('of which one is damaged do not disturb each other', async () => {
    const { studio, state } = await startStudio();
    await Promise.all([
      studio.importFiles([{ path: 'bad.zip', blob: new Blob(['?']) }], null),
      studio.importFiles([set], null),
    ]);
    expect(countImages(state())).toEqual({ blue: [2, 0], red: [3, 0] });
    expect(state().announcement).toBe('5 images ready in 2 classes, 1 file left out.');
  });
});
