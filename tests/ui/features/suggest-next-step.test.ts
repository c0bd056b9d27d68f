import { expect, test } from 'vitest';
import { en } from '../../../src/messages/en.ts';
import type { StudioClass, StudioSample } from '../../../src/studio/studio-state.ts';
import { suggestNextStep } from '../../../src/ui/features/images/suggest-next-step.ts';

test('the most pressing thing is said first', () => {
  expect(suggest({})).toBeNull();
  expect(suggest({ Cat: 20 })).toContain('One more class');
  expect(suggest({ Cat: 20, Dog: 0 })).toBe('Dog has no images yet.');
  expect(suggest({ Cat: 20, Dog: 2 })).toContain('Dog has only 2 images');
  expect(suggest({ Cat: 200, Dog: 20 })).toContain('Cat has far more images than Dog');
  expect(suggest({ Cat: 20, Dog: 25 })).toBeNull();
});

test('many empty classes are counted, not listed', () => {
  expect(suggest({ A: 9, B: 0, C: 0, D: 0, E: 0 })).toBe('4 classes have no images yet.');
});

function suggest(counts: Readonly<Record<string, number>>): string | null {
  const classes: StudioClass[] = Object.keys(counts).map((name) => ({
    id: name,
    name,
    colour: 0,
    disabled: false,
  }));
  const samples = classes.flatMap(({ id }) =>
    Array.from(
      { length: counts[id] ?? 0 },
      (_, index): StudioSample => ({
        id: `${id} ${index}`,
        classId: id,
        order: index,
        file: `${index}.png`,
        image: new Blob(),
        assignedSet: null,
        pinnedSet: null,
        disabled: false,
        burstId: null,
        state: 'waiting',
        thumbnail: null,
        imageHash: null,
      }),
    ),
  );
  return suggestNextStep(classes, samples, en);
}
