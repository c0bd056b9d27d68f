import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arrangeImport } from '../../../src/core/dataset/arrange-import.ts';
import { cleanClassName } from '../../../src/core/dataset/clean-class-name.ts';
import type { SetName } from '../../../src/core/dataset/dataset.ts';
import { readLabelsTable } from '../../../src/core/dataset/labels-table.ts';
import { arrangeDataSet, type DataSetImage } from '../../../src/core/export/arrange-data-set.ts';
import { anyName } from '../project/project-arbitrary.ts';

const image: DataSetImage = { classId: 'a', file: 'x.jpg', mediaType: '', set: null, disabled: false };

describe('a data set', () => {
  test('has a folder for each class, below one for each set where there are sets', () => {
    const classes = [
      { id: 'a', name: 'cat' },
      { id: 'b', name: 'dog' },
    ];
    const { paths } = arrangeDataSet(classes, [
      image,
      { ...image, classId: 'b', file: 'in/some folder/x.jpg' },
    ]);
    expect(paths).toEqual(['cat/x.jpg', 'dog/x.jpg']);
    const withSets = arrangeDataSet(classes, [
      { ...image, set: 'training' },
      { ...image, set: 'validation', classId: 'b' },
      { ...image, set: 'test' },
      image,
    ]);
    expect(withSets.paths).toEqual([
      'train/cat/x.jpg',
      'validation/dog/x.jpg',
      'test/cat/x.jpg',
      'train/cat/x (2).jpg',
    ]);
  });

  test('has a table that no spreadsheet runs', () => {
    const { table } = arrangeDataSet(
      [{ id: 'a', name: '=HYPERLINK("http://x")' }],
      [
        { ...image, file: '@cmd,"x"\n.jpg', disabled: true },
        { ...image, file: '-1.png', set: 'test' },
      ],
    );
    expect(table.path).toBe('labels.csv');
    expect(table.text).toBe(
      [
        'path,file,class,set,disabled',
        'train/=HYPERLINK(_http___x_)/@cmd,_x__.jpg,"\'@cmd,""x""\n.jpg","\'=HYPERLINK(""http://x"")",train,yes',
        'test/=HYPERLINK(_http___x_)/-1.png,\'-1.png,"\'=HYPERLINK(""http://x"")",test,no',
        '',
      ]
        .join('\r\n')
        .replace('@cmd,_x__.jpg,', '@cmd,_x__.jpg",')
        .replace('\r\ntrain/', '\r\n"train/'),
    );
  });

  test.each([
    ['CON', '_CON'],
    ['nul.txt', '_nul.txt'],
    ['..', 'class 1'],
    ['.hidden', '_hidden'],
    ['a/b\\c:d', 'a_b_c_d'],
    ['trailing. .', 'trailing___'],
    ['__MACOSX', '___MACOSX'],
    ['\u202Eevil', '_evil'],
    ['日本語', '日本語'],
    ['x'.repeat(300), 'x'.repeat(200)],
    ['🐜'.repeat(100), '🐜'.repeat(50)],
  ])('calls the folder of a class %j %j', (name, folder) => {
    expect(arrangeDataSet([{ id: 'a', name }], [image]).paths).toEqual([`${folder}/x.jpg`]);
  });

  test('gives a file without an ending the one of its type', () => {
    const files = [
      { ...image, file: 'photo', mediaType: 'image/jpeg' },
      { ...image, file: '', mediaType: 'image/png' },
      { ...image, file: 'photo', mediaType: 'text/x' },
    ];
    expect(arrangeDataSet([{ id: 'a', name: 'cat' }], files).paths).toEqual([
      'cat/photo.jpg',
      'cat/image 2.png',
      'cat/photo',
    ]);
  });

  test('has safe paths, each once on every system, whatever the names', () => {
    const classes = fc.array(
      anyName.map((name) => cleanClassName(name) ?? 'x'),
      { minLength: 1, maxLength: 5 },
    );
    const files = fc.array(fc.record({ at: fc.nat(4), file: anyName }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(classes, files, (names, made) => {
        const { paths } = arrangeDataSet(
          names.map((name, index) => ({ id: String(index), name })),
          made.map(({ at, file }) => ({ ...image, classId: String(at % names.length), file })),
        );
        expect(new Set(paths.map((path) => path.normalize('NFKC').toLowerCase())).size).toBe(made.length);
        for (const segment of paths.flatMap((path) => path.split('/'))) {
          expect(segment).not.toMatch(/^\.|[. ]$|[<>:"\\|?*\p{Cc}]|^(con|nul)(\.|$)/iu);
          expect(new TextEncoder().encode(segment).length).toBeLessThan(256);
        }
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  test('tells by its table what each image was, whatever the names', async () => {
    const classes = fc.uniqueArray(
      anyName.map((name) => cleanClassName(name) ?? 'x'),
      { minLength: 1, maxLength: 4 },
    );
    const images = fc.array(
      fc.record({
        at: fc.nat(3),
        file: fc.oneof(anyName, fc.constantFrom("'=1", '"', ',', '\r\n', '')),
        set: fc.constantFrom<SetName | null>('training', 'validation', 'test', null),
        disabled: fc.boolean(),
      }),
      { minLength: 1, maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(classes, images, async (names, made) => {
        const given = made.map(({ at, ...each }) => ({ ...each, classId: String(at % names.length) }));
        const { paths, table } = arrangeDataSet(
          names.map((name, index) => ({ id: String(index), name })),
          given.map((each) => ({ ...image, ...each })),
        );
        const labels = await readLabelsTable(table.text, async () => {});
        const bySet = new Set(paths.map((path) => path.split('/').length)).has(3);
        expect(paths.map((path) => labels.get(path.normalize('NFC')))).toEqual(
          given.map(({ classId, file, set, disabled }) => ({
            className: names[Number(classId)],
            file,
            set: bySet ? (set ?? 'training') : null,
            disabled,
            longClassName: null,
            isFileCut: false,
          })),
        );
        // Folders of awkward names are some classes more or less; the table knows better.
        const back = arrangeImport(
          paths,
          (index) => labels.get(paths[index]?.normalize('NFC') ?? '') ?? null,
        );
        expect(back.placed.map(({ className }) => className)).toEqual(
          given.map(({ classId }) => names[Number(classId)]),
        );
      }),
      { seed: 3, numRuns: 500 },
    );
  });

  test.each([
    ['nothing', ''],
    ['a quote that never ends', '"a,b'],
    ['more behind a quote', '"a"b,c,d,e,f\r\n'],
    ['too few cells', 'a,b\r\n'],
    ['a path beyond all limits', `${'x'.repeat(2000)},a,b,train,no\r\n`],
  ])('has a table that may hold %s', async (_, rest) => {
    expect(await readLabelsTable(`path,file,class,set,disabled\r\n${rest}`, async () => {})).toEqual(
      new Map(),
    );
  });

  test('has a table that may be edited by hand', async () => {
    const edited = 'path,file,class,set,disabled\r\na/1.jpg,1.jpg,b,Test,YES\na/__proto__,,,x,\n';
    expect([...(await readLabelsTable(edited, async () => {}))]).toMatchObject([
      ['a/1.jpg', { file: '1.jpg', className: 'b', set: 'test', disabled: true }],
      ['a/__proto__', { file: '', className: null, set: null, disabled: false }],
    ]);
  });

  test('has a table whose names may be too long, which it remembers', async () => {
    const [long, longer] = ['x'.repeat(201), 'y'.repeat(1025)];
    const edited = `path,file,class,set,disabled\r\na.jpg,${longer},${long},,no\r\nb.jpg,b,${long.slice(1)},,no\r\n`;
    const labels = await readLabelsTable(edited, async () => {});
    expect(labels.get('a.jpg')).toMatchObject({
      file: longer.slice(1),
      className: long.slice(1),
      longClassName: long,
      isFileCut: true,
    });
    expect(labels.get('b.jpg')).toMatchObject({ longClassName: null, isFileCut: false });
  });

  test('keeps two classes apart that are called the same', () => {
    const classes = ['a', 'b'].map((id) => ({ id, name: 'cat' }));
    const { table } = arrangeDataSet(classes, [image, { ...image, classId: 'b' }]);
    expect(table.text).toContain('cat (2)/x.jpg,x.jpg,cat (2),,no');
  });

  test('has the same classes and sets when it is imported', () => {
    const safeName = fc
      .oneof(
        fc.stringMatching(/^[A-Za-zäöü0-9][A-Za-z0-9 +=@-]{0,12}$/),
        fc.constantFrom('train', 'Test', 'validation', 'cat', 'dog', 'Ä 🐜', '-1'),
      )
      .map((name) => cleanClassName(name) as string)
      .filter((name) => !/^(?:con|prn|aux|nul|com\d|lpt\d)$/i.test(name));
    const classes = fc.uniqueArray(safeName, {
      minLength: 1,
      maxLength: 4,
      selector: (name) => name.normalize('NFKC').toLowerCase(),
    });
    const images = fc.array(
      fc.record({
        at: fc.nat(3),
        set: fc.constantFrom<SetName | null>('training', 'validation', 'test', null),
      }),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(classes, images, fc.boolean(), (names, made, bySet) => {
        const given = made.map(({ at, set }, index) => ({
          className: names[at % names.length] as string,
          set: bySet ? (set ?? 'training') : null,
          classId: String(at % names.length),
          file: `${index}.jpg`,
        }));
        const { paths } = arrangeDataSet(
          names.map((name, index) => ({ id: String(index), name })),
          given.map((each) => ({ ...image, ...each })),
        );
        const back = arrangeImport(paths);
        expect(back.refused).toEqual([]);
        // Where nothing is for validation, an import leaves that to the split.
        const validated = given.some(({ set }) => set === 'validation');
        expect(back.placed.map(({ className, set }) => [className, set])).toEqual(
          given.map(({ className, set }) => [className, set === 'training' && !validated ? null : set]),
        );
      }),
      { seed: 2, numRuns: 500 },
    );
  });
});
