import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Sample, SetName } from '../../../src/core/dataset/dataset.ts';
import { splitSamples } from '../../../src/core/dataset/split-samples.ts';

function samplesOf(classId: string, count: number, assignedSet: SetName | null = null): Sample[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `${classId} ${assignedSet} ${index}`,
    classId,
    file: `${classId}/${assignedSet}/${index}.jpg`,
    assignedSet,
  }));
}

const settings = { validationFraction: 0.15, seed: 1 };

describe('the studio’s own split', () => {
  test('holds out the asked fraction of each class', () => {
    const { split, notes } = splitSamples([...samplesOf('cat', 100), ...samplesOf('dog', 40)], settings);
    expect(split.validation.filter((id) => id.startsWith('cat'))).toHaveLength(15);
    expect(split.validation.filter((id) => id.startsWith('dog'))).toHaveLength(6);
    expect(notes).toEqual([]);
  });

  test('holds out at least one image of two, and never the last', () => {
    for (const count of [2, 3, 4, 5]) {
      const { split } = splitSamples(samplesOf('cat', count), settings);
      expect(split.validation).toHaveLength(1);
    }
    const { split } = splitSamples(samplesOf('cat', 3), { ...settings, validationFraction: 1 });
    expect(split.training).toHaveLength(1);
  });

  test('says which class has too few images to hold one out', () => {
    const { split, notes } = splitSamples([...samplesOf('cat', 10), ...samplesOf('dog', 1)], settings);
    expect(split.training).toContain('dog null 0');
    expect(notes).toEqual([{ kind: 'class-not-validated', classId: 'dog', trainingCount: 1 }]);
  });

  test('two classes of one image each train, and validation is said to be empty', () => {
    const { split, notes } = splitSamples([...samplesOf('cat', 1), ...samplesOf('dog', 1)], settings);
    expect(split).toEqual({ training: ['cat null 0', 'dog null 0'], validation: [], test: [], leftOut: [] });
    expect(notes).toEqual([{ kind: 'validation-empty' }]);
  });

  test('a fraction of zero holds nothing out', () => {
    const { split, notes } = splitSamples(samplesOf('cat', 50), { validationFraction: 0, seed: 1 });
    expect(split.validation).toEqual([]);
    expect(notes).toEqual([{ kind: 'validation-empty' }]);
  });

  test('another class changes nothing for those that were there', () => {
    const cats = samplesOf('cat', 60);
    const alone = splitSamples(cats, settings).split.validation;
    const together = splitSamples([...samplesOf('dog', 30), ...cats], settings).split.validation;
    expect(together.filter((id) => id.startsWith('cat'))).toEqual(alone);
  });

  test('one more image moves at most one other', () => {
    const cats = samplesOf('cat', 60);
    const before = new Set(splitSamples(cats.slice(0, 59), settings).split.validation);
    const after = splitSamples(cats, settings).split.validation;
    expect(after.filter((id) => !before.has(id)).length).toBeLessThanOrEqual(1);
  });

  test('does not depend on ids, so that the same files split alike on every visit', () => {
    const cats = samplesOf('cat', 60);
    const renamed = cats.map((sample, index) => ({ ...sample, id: String(index), classId: 'x' }));
    const { split } = splitSamples(cats, settings);
    const places = split.validation.map((id) => String(cats.findIndex((sample) => sample.id === id)));
    expect(splitSamples(renamed, settings).split.validation).toEqual(places);
  });

  test('another seed holds out others, also where all files have one name', () => {
    const cats = samplesOf('cat', 100).map((sample) => ({ ...sample, file: 'image.jpg' }));
    const first = splitSamples(cats, { ...settings, seed: 1 }).split.validation;
    const second = splitSamples(cats, { ...settings, seed: 2 }).split.validation;
    expect(first).not.toEqual(second);
    expect(first).not.toEqual(cats.slice(0, 15).map(({ id }) => id));
  });

  test('over many seeds every image is held out about equally often', () => {
    const cats = samplesOf('cat', 20);
    const times = new Map<string, number>();
    for (let seed = 0; seed < 1000; seed++) {
      for (const id of splitSamples(cats, { validationFraction: 0.25, seed }).split.validation) {
        times.set(id, (times.get(id) ?? 0) + 1);
      }
    }
    // 1000 draws at 0.25 have a standard deviation of 13.7; five of them leave no room for a bias.
    for (const { id } of cats) expect(Math.abs((times.get(id) ?? 0) - 250)).toBeLessThan(70);
  });
});

describe('an import’s own split', () => {
  test('is honoured', () => {
    const samples = [
      ...samplesOf('cat', 4, 'training'),
      ...samplesOf('cat', 2, 'validation'),
      ...samplesOf('cat', 3, 'test'),
    ];
    const { split, notes } = splitSamples(samples, settings);
    for (const set of ['training', 'validation', 'test'] as const) {
      expect(split[set]).toEqual(
        samples.filter(({ assignedSet }) => assignedSet === set).map(({ id }) => id),
      );
    }
    expect(notes).toEqual([]);
  });

  test('images added to a class with its own validation images are trained on', () => {
    const { split } = splitSamples([...samplesOf('cat', 2, 'validation'), ...samplesOf('cat', 30)], settings);
    expect(split.validation).toEqual(['cat validation 0', 'cat validation 1']);
  });

  test('validation is taken from train where the import brought none, never from test', () => {
    const { split } = splitSamples([...samplesOf('cat', 20), ...samplesOf('cat', 20, 'test')], settings);
    expect(split.validation).toHaveLength(3);
    expect(split.test).toHaveLength(20);
  });

  test('a class that is all validation gives one image to train on, and says so', () => {
    const { split, notes } = splitSamples(
      [
        ...samplesOf('cat', 3, 'validation'),
        ...samplesOf('dog', 3, 'training'),
        ...samplesOf('dog', 1, 'validation'),
      ],
      settings,
    );
    expect(split.training.filter((id) => id.startsWith('cat'))).toHaveLength(1);
    expect(split.validation.filter((id) => id.startsWith('cat'))).toHaveLength(2);
    expect(notes).toEqual([{ kind: 'validation-image-trained-on', classId: 'cat' }]);
  });

  test('a class that is all test stays untrained: its images are not touched', () => {
    const { split } = splitSamples([...samplesOf('cat', 3, 'test'), ...samplesOf('dog', 3)], settings);
    expect(split.test).toHaveLength(3);
    expect(split.training.filter((id) => id.startsWith('cat'))).toEqual([]);
  });
});

test('the split is a stratified, deterministic partition', () => {
  const anySample = fc.record({
    classId: fc.constantFrom('a', 'b', 'c', '__proto__'),
    file: fc.constantFrom('1.jpg', '2.jpg', 'x/3.jpg', ''),
    assignedSet: fc.constantFrom(
      null,
      null,
      null,
      'training' as const,
      'validation' as const,
      'test' as const,
    ),
  });
  fc.assert(
    fc.property(
      fc.array(anySample, { maxLength: 60 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.nat(),
      (drafts, validationFraction, seed) => {
        const samples: Sample[] = drafts.map((draft, index) => ({ ...draft, id: String(index) }));
        const options = { validationFraction, seed };
        const { split, notes } = splitSamples(samples, options);
        expect(splitSamples(samples, options)).toEqual({ split, notes });

        expect(split.leftOut).toEqual([]);
        const all = [...split.training, ...split.validation, ...split.test];
        expect(all.toSorted()).toEqual(samples.map(({ id }) => id).toSorted());

        for (const classId of new Set(samples.map((sample) => sample.classId))) {
          const members = samples.filter((sample) => sample.classId === classId);
          const inSet = (set: SetName) => members.filter(({ id }) => split[set].includes(id));
          expect(inSet('test')).toEqual(members.filter(({ assignedSet }) => assignedSet === 'test'));
          const trainable = members.length - inSet('test').length;
          if (trainable > 0) expect(inSet('training').length).toBeGreaterThan(0);

          const ownValidation = members.some(({ assignedSet }) => assignedSet === 'validation');
          const free = members.filter(({ assignedSet }) => assignedSet === null).length;
          if (!ownValidation && validationFraction > 0 && free > 0 && trainable > 1) {
            const heldOut = inSet('validation').length;
            expect(heldOut).toBeGreaterThan(0);
            expect(Math.abs(heldOut - free * validationFraction)).toBeLessThanOrEqual(1);
          }
        }
        expect(split.validation.length === 0).toBe(notes.some(({ kind }) => kind === 'validation-empty'));
      },
    ),
    { seed: 3, numRuns: 1000 },
  );
});
