import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arrangeImport } from '../../../src/core/dataset/arrange-import.ts';
import { nameLimits } from '../../../src/core/dataset/dataset.ts';
import { importLimits } from '../../../src/core/dataset/import-limits.ts';

/** What became of each path, in words: `class`, `class (set)`, `ignored` or the kind of the failure. */
function outcomes(paths: readonly string[]): string[] {
  const { placed, refused, ignored } = arrangeImport(paths);
  const words = new Array<string>(paths.length).fill('lost');
  for (const { index, className, set } of placed) {
    words[index] = set === null ? className : `${className} (${set})`;
  }
  for (const { index, failure } of refused) words[index] = failure.kind;
  for (const index of ignored) words[index] = 'ignored';
  return words;
}

describe('class folders', () => {
  test('make the classes, with whatever lies in them at any depth', () => {
    expect(outcomes(['cats/1.jpg', 'dogs/2.jpg', 'dogs/big/old/3.jpg'])).toEqual(['cats', 'dogs', 'dogs']);
  });

  test('are found below one or several wrapping folders', () => {
    expect(outcomes(['pets/cats/1.jpg', 'pets/dogs/2.jpg'])).toEqual(['cats', 'dogs']);
    expect(outcomes(['a/b/pets/cats/1.jpg', 'a/b/pets/dogs/2.jpg'])).toEqual(['cats', 'dogs']);
  });

  test('are told from files beside the wrapping folder or the classes', () => {
    expect(
      outcomes(['README.md', 'pets/LICENCE', 'pets/cats/1.jpg', 'pets/dogs/2.jpg', 'pets/3.jpg']),
    ).toEqual(['path-without-class', 'path-without-class', 'cats', 'dogs', 'path-without-class']);
  });

  test('are found by all files where none looks like an image', () => {
    expect(outcomes(['cats/1', 'dogs/2'])).toEqual(['cats', 'dogs']);
  });

  test('a single folder of bare images is one class', () => {
    expect(outcomes(['cats/1.jpg', 'cats/2.jpg'])).toEqual(['cats', 'cats']);
    expect(outcomes(['wrap/cats/1.jpg', 'wrap/cats/2.jpg', 'wrap/cats/more/3.jpg'])).toEqual([
      'cats',
      'cats',
      'cats',
    ]);
  });

  test('a folder without any image is no class, and its files are named', () => {
    expect(outcomes(['cats/1.jpg', 'dogs/2.jpg', 'labels/1.txt'])).toEqual([
      'cats',
      'dogs',
      'path-without-class',
    ]);
  });

  test('a file that is no image but lies in a class is left for the decoder to name', () => {
    expect(outcomes(['cats/1.jpg', 'cats/notes.txt', 'dogs/2.jpg'])).toEqual(['cats', 'cats', 'dogs']);
  });

  test('are listed alphabetically, numbers by value', () => {
    expect(arrangeImport(['10/a.png', '9/a.png', 'b/a.png', 'a/a.png']).classNames).toEqual([
      '9',
      '10',
      'a',
      'b',
    ]);
  });

  test('backslashes are slashes', () => {
    expect(outcomes(['pets\\cats\\1.jpg', 'pets\\dogs\\2.jpg'])).toEqual(['cats', 'dogs']);
  });
});

describe('folders that decide the split', () => {
  test('train, validation and test', () => {
    const paths = ['train/cats/1.jpg', 'train/dogs/2.jpg', 'validation/cats/3.jpg', 'test/dogs/4.jpg'];
    const expected = ['cats (training)', 'dogs (training)', 'cats (validation)', 'dogs (test)'];
    expect(outcomes(paths)).toEqual(expected);
    expect(outcomes(paths.map((path) => `wrap/${path}`))).toEqual(expected);
  });

  test('other usual names, in any case', () => {
    expect(
      outcomes(['Training/cats/1.jpg', 'VALID/cats/2.jpg', 'Test/cats/3.jpg', 'val/dogs/4.jpg']),
    ).toEqual(['cats (training)', 'cats (validation)', 'cats (test)', 'dogs (validation)']);
  });

  test('without validation images the training images are left to the studio, the test images never', () => {
    expect(outcomes(['train/cats/1.jpg', 'train/dogs/2.jpg', 'test/cats/3.jpg'])).toEqual([
      'cats',
      'dogs',
      'cats (test)',
    ]);
    expect(outcomes(['train/cats/1.jpg', 'val/labels.csv'])).toEqual(['cats', 'path-without-class']);
  });

  test('are classes where a folder beside them is none of the kind', () => {
    expect(outcomes(['train/1.jpg', 'plane/2.jpg', 'car/3.jpg'])).toEqual(['train', 'plane', 'car']);
  });

  test('a folder of pictures of trains is a class', () => {
    expect(outcomes(['train/1.jpg', 'train/2.jpg'])).toEqual(['train', 'train']);
  });

  test('sets of bare images have no classes', () => {
    expect(arrangeImport(['train/1.jpg', 'test/2.jpg']).failure).toEqual({ kind: 'import-no-classes' });
  });

  test('documents beside them change nothing and are named', () => {
    expect(outcomes(['train/cats/1.jpg', 'test/cats/2.jpg', 'docs/about.pdf', 'train/labels.csv'])).toEqual([
      'cats',
      'cats (test)',
      'path-without-class',
      'path-without-class',
    ]);
  });
});

describe('what nobody would miss', () => {
  test('traces of systems and folder entries are ignored', () => {
    const traces = [
      '.DS_Store',
      'cats/.DS_Store',
      'cats/Thumbs.db',
      'cats/thumbs.DB',
      'cats/desktop.ini',
      '__MACOSX/cats/._1.jpg',
      'cats/._1.jpg',
      'cats/',
    ];
    expect(outcomes([...traces, 'cats/1.jpg', 'dogs/2.jpg'])).toEqual([
      ...traces.map(() => 'ignored'),
      'cats',
      'dogs',
    ]);
  });

  test('an import of nothing else is empty', () => {
    expect(arrangeImport([]).failure).toEqual({ kind: 'import-empty' });
    expect(arrangeImport(['__MACOSX/x', '.DS_Store']).failure).toEqual({ kind: 'import-empty' });
  });

  test('bare images without a folder have no classes', () => {
    const { failure, placed, refused } = arrangeImport(['1.jpg', '2.jpg']);
    expect(failure).toEqual({ kind: 'import-no-classes' });
    expect(placed).toEqual([]);
    expect(refused).toHaveLength(2);
  });
});

describe('hostile paths', () => {
  test('that leave the import are refused, the rest is kept', () => {
    const climbing = [
      '../cats/1.jpg',
      'cats/../../1.jpg',
      'cats/..',
      '..\\1.jpg',
      '/etc/cats/1.jpg',
      '\\\\server\\cats\\1.jpg',
      'C:\\cats\\1.jpg',
      'c:cats/1.jpg',
      'cats/.. /1.jpg',
    ];
    expect(outcomes([...climbing, 'cats/1.jpg', 'dogs/2.jpg'])).toEqual([
      ...climbing.map(() => 'path-climbs-out'),
      'cats',
      'dogs',
    ]);
  });

  test('of ten thousand characters are refused', () => {
    expect(outcomes([`cats/${'x'.repeat(10_000)}.jpg`, 'cats/1.jpg'])).toEqual(['path-too-long', 'cats']);
  });

  test('of hundreds of folders are read', () => {
    expect(outcomes([`${'a/'.repeat(500)}1.jpg`])).toEqual(['a']);
  });

  test('names of built-in properties are class names like others', () => {
    const { classNames } = arrangeImport(['__proto__/1.jpg', 'constructor/2.jpg', 'toString/3.jpg']);
    expect(classNames.toSorted()).toEqual(['__proto__', 'constructor', 'toString']);
  });

  test('folder names are cleaned before they are class names', () => {
    expect(
      outcomes(['\u202egnp.tac/1.jpg', 'dogs\u0000/2.jpg', '<img src=x>/3.jpg', '\u200f/4.jpg']),
    ).toEqual(['gnp.tac', 'dogs', '<img src=x>', 'path-without-class']);
  });

  test('more classes than the studio holds are refused as a whole', () => {
    const paths = Array.from({ length: nameLimits.classCount + 1 }, (_, index) => `class ${index}/1.jpg`);
    const { failure, placed, refused } = arrangeImport(paths);
    expect(failure).toEqual({ kind: 'import-too-many-classes', limit: nameLimits.classCount });
    expect(placed).toEqual([]);
    expect(refused).toHaveLength(paths.length);
    expect(arrangeImport(paths.slice(1)).failure).toBeNull();
  });

  test('more files than an import may bring are refused as a whole', () => {
    const paths = Array.from({ length: importLimits.fileCount + 1 }, (_, index) => `cats/${index}.jpg`);
    const { failure, placed, refused } = arrangeImport(paths);
    expect(failure).toEqual({ kind: 'import-too-many-files', limit: importLimits.fileCount });
    expect(placed).toEqual([]);
    expect(refused).toHaveLength(paths.length);
    expect(arrangeImport(paths.slice(1)).placed).toHaveLength(importLimits.fileCount);
  });

  const segment = fc.oneof(
    fc.constantFrom(
      'train',
      'val',
      'test',
      'cats',
      'dogs',
      '..',
      '.',
      '',
      '__MACOSX',
      '__proto__',
      '._x',
      'C:',
    ),
    fc.string({ unit: 'binary', maxLength: 8 }),
  );
  const path = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc
      .tuple(fc.array(segment, { maxLength: 5 }), fc.constantFrom('1.jpg', 'a.txt', 'x', '.DS_Store', ''))
      .map(([folders, name]) => [...folders, name].join('/')),
  );

  test('every path is accounted for exactly once, whatever the strings', () => {
    fc.assert(
      fc.property(fc.array(path, { maxLength: 30 }), (paths) => {
        const { placed, refused, ignored, classNames, failure } = arrangeImport(paths);
        const indexes = [...placed, ...refused].map(({ index }) => index).concat(ignored);
        expect(indexes.toSorted((a, b) => a - b)).toEqual(paths.map((_, index) => index));
        expect(failure === null).toBe(placed.length > 0);
        expect(new Set(placed.map(({ className }) => className))).toEqual(new Set(classNames));
        expect(classNames).not.toContain('');
        const sets = placed.map(({ set }) => set);
        if (sets.includes('training')) expect(sets).toContain('validation');
      }),
      { seed: 2, numRuns: 3000 },
    );
  });
});

describe('the layouts of other tools', () => {
  test('of Hugging Face and Keras are read, and the tables that lie in them are named', () => {
    expect(
      outcomes([
        'pets/README.md',
        'pets/labels.csv',
        'pets/train/metadata.csv',
        'pets/train/cats/1.jpg',
        'pets/train/dogs/2.jpg',
        'pets/validation/metadata.jsonl',
        'pets/validation/cats/3.jpg',
        'pets/test/dogs/4.jpg',
      ]),
    ).toEqual([
      'path-without-class',
      'path-without-class',
      'path-without-class',
      'cats (training)',
      'dogs (training)',
      'path-without-class',
      'cats (validation)',
      'dogs (test)',
    ]);
  });

  test('with images beside a table instead of class folders have no classes', () => {
    const paths = ['train/metadata.csv', 'train/1.jpg', 'test/2.jpg'];
    expect(arrangeImport(paths).failure).toEqual({ kind: 'import-no-classes' });
    expect(outcomes(paths)).toEqual(['path-without-class', 'path-without-class', 'path-without-class']);
  });
});
