import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SetName } from '../../src/core/dataset/dataset.ts';
import type { StudioState } from '../../src/studio/studio-state.ts';
import { createTestStudio, textFile } from './support/create-test-studio.ts';
import { createPlainEngine } from './support/plain-engine.ts';

/** What a person does; places are taken modulo what there is. */
type Edit =
  | { readonly kind: 'add-class' | 'undo' | 'redo' }
  | { readonly kind: 'add-images'; readonly at: number; readonly count: number }
  | { readonly kind: 'rename'; readonly at: number; readonly name: string }
  | { readonly kind: 'recolour'; readonly at: number; readonly colour: number }
  | { readonly kind: 'disable-class'; readonly at: number; readonly disabled: boolean }
  | { readonly kind: 'delete-class'; readonly at: number }
  | { readonly kind: 'remove'; readonly places: readonly number[] }
  | { readonly kind: 'move-to-new-class'; readonly places: readonly number[] }
  | { readonly kind: 'move'; readonly places: readonly number[]; readonly at: number }
  | { readonly kind: 'disable'; readonly places: readonly number[]; readonly disabled: boolean }
  | { readonly kind: 'pin'; readonly places: readonly number[]; readonly set: SetName | null };

const place = fc.nat(20);
const places = fc.array(place, { maxLength: 5 });
const kind = <Kind extends string>(value: Kind) => fc.constant(value);
const edits: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ kind: kind('add-class') }),
  { weight: 3, arbitrary: fc.record({ kind: kind('undo') }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('redo') }) },
  fc.record({ kind: kind('add-images'), at: place, count: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ kind: kind('rename'), at: place, name: fc.constantFrom('cat', 'dog', 'x') }),
  fc.record({ kind: kind('recolour'), at: place, colour: fc.integer({ min: -1, max: 12 }) }),
  fc.record({ kind: kind('disable-class'), at: place, disabled: fc.boolean() }),
  fc.record({ kind: kind('delete-class'), at: place }),
  fc.record({ kind: kind('remove'), places }),
  fc.record({ kind: kind('move'), places, at: place }),
  fc.record({ kind: kind('move-to-new-class'), places }),
  fc.record({ kind: kind('disable'), places, disabled: fc.boolean() }),
  fc.record({ kind: kind('pin'), places, set: fc.constantFrom<SetName | null>('training', 'test', null) }),
);

interface ModelClass {
  readonly id: string;
  readonly name: string;
  readonly colour: number;
  readonly disabled: boolean;
}

interface ModelImage {
  readonly file: string;
  readonly classId: string;
  readonly disabled: boolean;
  readonly set: SetName | null;
}

/** One moment of the simple model: both lists as they are. Nothing in it is ever changed. */
interface Moment {
  readonly classes: readonly ModelClass[];
  readonly images: readonly ModelImage[];
}

/** The simple model: every moment so far, and at which of them the person is. */
interface Model {
  moments: Moment[];
  at: number;
}

const momentOf = ({ moments, at }: Model): Moment => moments[at] as Moment;

function lookAt({ classes, samples }: StudioState): Moment {
  return {
    classes: classes.map(({ id, name, colour, disabled }) => ({ id, name, colour, disabled })),
    images: samples.map(({ file, classId, disabled, pinnedSet }) => ({
      file,
      classId,
      disabled,
      set: pinnedSet,
    })),
  };
}

test('a thousand sequences of edits give what a simple model gives, through undo and redo', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(edits, { minLength: 10, maxLength: 60, size: 'max' }), async (sequence) => {
      const { studio, state } = createTestStudio(createPlainEngine());
      const model: Model = { moments: [{ classes: [], images: [] }], at: 0 };
      let fileCount = 0;

      const add = (change: Partial<Moment>) => {
        const now = momentOf(model);
        const next = { ...now, ...change };
        if (JSON.stringify(next) === JSON.stringify(now)) return;
        model.moments = [...model.moments.slice(0, model.at + 1), next];
        model.at++;
      };
      const changeClass = (id: string, part: Partial<ModelClass>) =>
        add({
          classes: momentOf(model).classes.map((each) => (each.id === id ? { ...each, ...part } : each)),
        });
      const changeImages = (files: ReadonlySet<string>, part: Partial<ModelImage>) =>
        add({
          images: momentOf(model).images.map((each) => (files.has(each.file) ? { ...each, ...part } : each)),
        });

      for (const edit of sequence) {
        const { classes, images } = momentOf(model);
        const chosen = 'at' in edit ? classes[edit.at % Math.max(1, classes.length)] : undefined;
        const files = new Set(
          'places' in edit ? edit.places.flatMap((index) => images[index % images.length]?.file ?? []) : [],
        );
        const ids = state().samples.flatMap(({ id, file }) => (files.has(file) ? [id] : []));
        switch (edit.kind) {
          case 'add-class':
          case 'move-to-new-class': {
            const id = studio.addClass(ids);
            const added = lookAt(state()).classes.at(-1) as ModelClass;
            expect(added.id).toBe(id);
            expect(classes.map(({ name }) => name)).not.toContain(added.name);
            add({
              classes: [...classes, added],
              images: images.map((each) => (files.has(each.file) ? { ...each, classId: id } : each)),
            });
            break;
          }
          case 'undo':
            studio.undo();
            model.at = Math.max(0, model.at - 1);
            break;
          case 'redo':
            studio.redo();
            model.at = Math.min(model.moments.length - 1, model.at + 1);
            break;
          case 'pin':
            studio.pinSamples(ids, edit.set);
            changeImages(files, { set: edit.set });
            break;
          case 'disable':
            studio.disableSamples(ids, edit.disabled);
            changeImages(files, { disabled: edit.disabled });
            break;
          case 'remove':
            studio.removeSamples(ids);
            add({ images: images.filter(({ file }) => !files.has(file)) });
            break;
          default: {
            if (chosen === undefined) break;
            const { id } = chosen;
            if (edit.kind === 'add-images') {
              const added = Array.from({ length: edit.count }, () => `${fileCount++}.png`);
              void studio.addImages(
                id,
                added.map((file) => textFile(file, file)),
              );
              await setImmediate();
              const images = added.map((file) => ({ file, classId: id, disabled: false, set: null }));
              add({ images: [...momentOf(model).images, ...images] });
            } else if (edit.kind === 'rename') {
              studio.renameClass(id, edit.name);
              changeClass(id, { name: edit.name });
            } else if (edit.kind === 'recolour') {
              studio.recolourClass(id, edit.colour);
              if (edit.colour >= 0 && edit.colour < 12) changeClass(id, { colour: edit.colour });
            } else if (edit.kind === 'disable-class') {
              studio.disableClass(id, edit.disabled);
              changeClass(id, { disabled: edit.disabled });
            } else if (edit.kind === 'move') {
              studio.moveSamples(ids, id);
              changeImages(files, { classId: id });
            } else {
              studio.deleteClass(id);
              add({
                classes: classes.filter((each) => each.id !== id),
                images: images.filter(({ classId }) => classId !== id),
              });
            }
          }
        }
        expect(lookAt(state())).toEqual(momentOf(model));
        expect(state().undoable === null).toBe(model.at === 0);
        expect(state().redoable === null).toBe(model.at === model.moments.length - 1);
      }
    }),
    { seed: 7, numRuns: 1000 },
  );
});
