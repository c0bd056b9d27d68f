import { createRandom, deriveSeed } from '../shared/random.ts';
import type { Sample, SetName } from './dataset.ts';
import { givenSet } from './given-set.ts';
import { groupByClass } from './group-by-class.ts';

/** Sample ids of the three sets, each in the order of the samples given. Every sample is in exactly one. */
export interface Split {
  readonly training: readonly string[];
  readonly validation: readonly string[];
  readonly test: readonly string[];
}

/** What the split did that a person may not expect. */
export type SplitNote =
  /** No image of the class is held out for validation: it has too few, or the import gave it none. */
  | { readonly kind: 'class-not-validated'; readonly classId: string; readonly trainingCount: number }
  /** All images of the class were meant for validation; one was moved, so that there is one to train on. */
  | { readonly kind: 'validation-image-trained-on'; readonly classId: string }
  /** No image at all is held out: there are no validation figures. */
  | { readonly kind: 'validation-empty' };

/**
 * Divides samples into the three sets, each class on its own (stratified).
 *
 * A sample goes where the person pinned it, or else where the import assigned it. Of the others, a class without assigned validation samples gives
 * `validationFraction`, rounded, to validation: at least one of two or more (so that every class that can be is
 * validated) and never its last one. A class with assigned validation samples gives none. The test set is never
 * drawn from, nor added to.
 *
 * Which samples those are is drawn per sample from the seed and the file's name. So it depends neither on other
 * classes nor on ids, and adding an image moves few others.
 * @param validationFraction 0 to 1
 */
export function splitSamples(
  samples: readonly Sample[],
  { validationFraction, seed }: { readonly validationFraction: number; readonly seed: number },
): { readonly split: Split; readonly notes: readonly SplitNote[] } {
  const sets = new Map<Sample, SetName>();
  const notes: SplitNote[] = [];

  for (const [classId, members] of groupByClass(samples)) {
    const trainable = members.filter((sample) => givenSet(sample) !== 'test');
    for (const sample of members) sets.set(sample, givenSet(sample) ?? 'training');

    const validated = trainable.filter((sample) => givenSet(sample) === 'validation');
    const free = trainable.filter((sample) => givenSet(sample) === null);
    if (validated.length === 0) {
      const count = countHeldOut(free.length, trainable.length, validationFraction);
      for (const sample of drawOrder(free, seed).slice(0, count)) sets.set(sample, 'validation');
    } else if (validated.length === trainable.length) {
      const [moved] = drawOrder(validated, seed);
      if (moved !== undefined) sets.set(moved, 'training');
      notes.push({ kind: 'validation-image-trained-on', classId });
    }

    const trainingCount = members.filter((sample) => sets.get(sample) === 'training').length;
    if (trainingCount > 0 && trainingCount === trainable.length) {
      notes.push({ kind: 'class-not-validated', classId, trainingCount });
    }
  }

  const idsOf = (set: SetName) => samples.filter((sample) => sets.get(sample) === set).map(({ id }) => id);
  const split = { training: idsOf('training'), validation: idsOf('validation'), test: idsOf('test') };
  if (split.validation.length > 0) return { split, notes };
  // One word for all says it better than one for each class.
  const others = notes.filter(({ kind }) => kind !== 'class-not-validated');
  return { split, notes: [...others, { kind: 'validation-empty' }] };
}

/** How many of `freeCount` samples are held out of a class of `trainableCount`. */
function countHeldOut(freeCount: number, trainableCount: number, fraction: number): number {
  if (fraction <= 0) return 0;
  return Math.min(Math.max(Math.round(freeCount * fraction), 1), freeCount, trainableCount - 1);
}

/** The samples of one class in the order in which they are drawn. Samples of the same name are told apart by a count. */
function drawOrder(samples: readonly Sample[], seed: number): Sample[] {
  const seen = new Map<string, number>();
  const lots = samples.map((sample) => {
    const count = seen.get(sample.file) ?? 0;
    seen.set(sample.file, count + 1);
    return { sample, lot: createRandom(deriveSeed(seed, `${sample.file}#${count}`)).next() };
  });
  return lots.sort((a, b) => a.lot - b.lot).map(({ sample }) => sample);
}
