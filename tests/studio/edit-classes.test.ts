import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTestStudio, textFile } from './support/create-test-studio.ts';
import { createPlainEngine } from './support/plain-engine.ts';

const newStudio = () => createTestStudio(createPlainEngine());

describe('classes', () => {
  test('get the first free name', () => {
    const { studio, state } = newStudio();
    studio.addClass();
    const second = studio.addClass();
    studio.addClass();
    studio.renameClass(second, 'cat');
    studio.addClass();
    expect(state().classes.map(({ name }) => name)).toEqual(['Class 1', 'cat', 'Class 3', 'Class 2']);
  });

  test('keep their name when the new one is blank, and say so', () => {
    const { studio, state } = newStudio();
    const id = studio.addClass();
    studio.renameClass(id, ' \u200b\u202e ');
    expect(state().classes[0]?.name).toBe('Class 1');
    expect(state().announcement).toBe('A class needs a name. It is still called “Class 1”.');
  });

  test('may share a name, and say so', () => {
    const { studio, state } = newStudio();
    studio.renameClass(studio.addClass(), 'cat');
    studio.renameClass(studio.addClass(), 'cat');
    expect(state().classes.map(({ name }) => name)).toEqual(['cat', 'cat']);
    expect(state().announcement).toContain('like another class');
  });

  test('take markup as the text it is', () => {
    const { studio, state } = newStudio();
    studio.renameClass(studio.addClass(), '<b onclick=x>cat</b>');
    expect(state().classes[0]?.name).toBe('<b onclick=x>cat</b>');
  });

  test('images for a class that is gone are not lost without a word', async () => {
    const { studio, state } = newStudio();
    const id = studio.addClass();
    studio.deleteClass(id);
    await studio.addImages(id, [textFile('a.png', 'red 1')]);
    expect(state().samples).toEqual([]);
    expect(state().announcement).toBe('1 image was not added: the class has been deleted.');
  });
});

/** What a person does; indexes are taken modulo what there is. */
type Edit =
  | { readonly kind: 'add-class' | 'undo' }
  | { readonly kind: 'add-images'; readonly at: number; readonly count: number }
  | { readonly kind: 'rename'; readonly at: number; readonly name: string }
  | { readonly kind: 'delete-class'; readonly at: number }
  | { readonly kind: 'remove-samples'; readonly places: readonly number[] };

const place = fc.nat(20);
const edits: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ kind: fc.constantFrom('add-class' as const, 'undo' as const) }),
  fc.record({ kind: fc.constant('undo' as const) }),
  fc.record({ kind: fc.constant('add-images' as const), at: place, count: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ kind: fc.constant('rename' as const), at: place, name: fc.constantFrom('cat', 'dog', 'x') }),
  fc.record({ kind: fc.constant('delete-class' as const), at: place }),
  fc.record({ kind: fc.constant('remove-samples' as const), places: fc.array(place, { maxLength: 5 }) }),
);

/** The simple model: classes and images as lists of plain words; undo is the whole list from before. */
interface Model {
  classes: { id: string; name: string }[];
  samples: { file: string; classId: string }[];
  /** What the last deletion took, and both lists as they were. */
  before: { classes: Model['classes']; samples: Model['samples'] } | null;
}

test('any sequence of edits gives what a simple model gives', () => {
  fc.assert(
    fc.property(fc.array(edits, { maxLength: 40 }), (sequence) => {
      const { studio, state } = newStudio();
      const model: Model = { classes: [], samples: [], before: null };
      let fileCount = 0;
      for (const edit of sequence) {
        const at = 'at' in edit ? edit.at % Math.max(1, model.classes.length) : 0;
        const chosen = model.classes[at];
        switch (edit.kind) {
          case 'add-class': {
            const id = studio.addClass();
            model.classes.push({ id, name: state().classes.at(-1)?.name ?? '' });
            // Undo only has to put a deletion back, wherever other things have been added since.
            model.before?.classes.push({ id, name: state().classes.at(-1)?.name ?? '' });
            break;
          }
          case 'add-images': {
            if (chosen === undefined) break;
            const added = Array.from({ length: edit.count }, () => `${fileCount++}.png`);
            void studio.addImages(
              chosen.id,
              added.map((file) => textFile(file, file)),
            );
            for (const file of added) {
              model.samples.push({ file, classId: chosen.id });
              model.before?.samples.push({ file, classId: chosen.id });
            }
            break;
          }
          case 'rename':
            if (chosen === undefined) break;
            studio.renameClass(chosen.id, edit.name);
            for (const list of [model.classes, model.before?.classes ?? []]) {
              const found = list.findIndex(({ id }) => id === chosen.id);
              if (found >= 0) list[found] = { id: chosen.id, name: edit.name };
            }
            break;
          case 'delete-class':
            if (chosen === undefined) break;
            studio.deleteClass(chosen.id);
            model.before = { classes: [...model.classes], samples: [...model.samples] };
            model.classes = model.classes.filter(({ id }) => id !== chosen.id);
            model.samples = model.samples.filter(({ classId }) => classId !== chosen.id);
            break;
          case 'remove-samples': {
            const files = new Set(
              edit.places.flatMap((index) => model.samples[index % model.samples.length]?.file ?? []),
            );
            const { samples } = state();
            studio.removeSamples(samples.filter(({ file }) => files.has(file)).map(({ id }) => id));
            if (files.size === 0) break;
            model.before = { classes: [...model.classes], samples: [...model.samples] };
            model.samples = model.samples.filter(({ file }) => !files.has(file));
            break;
          }
          case 'undo':
            studio.undoDelete();
            if (model.before !== null) Object.assign(model, model.before, { before: null });
            break;
        }
        expect(state().classes).toEqual(model.classes);
        expect(state().samples.map(({ file, classId }) => ({ file, classId }))).toEqual(model.samples);
        expect(state().lastDeletion === null).toBe(model.before === null);
      }
    }),
    { seed: 7, numRuns: 300 },
  );
});
