import type { Sample, SetName } from './dataset.ts';
import { drawLots } from './draw-lots.ts';
import { drawValidation, type ValidationShare } from './draw-validation.ts';
import { givenSet } from './given-set.ts';
import { groupByClass } from './group-by-class.ts';
import { joinGroups } from './join-groups.ts';

/** How samples are divided. */
export interface SplitSettings {
  /** 0 to 1. */
  readonly validationFraction: number;
  readonly seed: number;
  /** Whether samples that were pinned to training count where a class gives its share, though they are not drawn; without it, they do not. */
  readonly shareOfPinned?: boolean;
}

/** Sample ids, each list in the order of the samples given. Every sample is in exactly one. */
export interface Split {
  readonly training: readonly string[];
  readonly validation: readonly string[];
  readonly test: readonly string[];
  /** Neither trained on nor judged, because they belong to a group with test images. */
  readonly leftOut: readonly string[];
}

/** What the split did that a person may not expect. Groups are bursts and near duplicates. */
export type SplitNote =
  /** No image of the class is held out for validation: it has too few, or the import gave it none. */
  | { readonly kind: 'class-not-validated'; readonly classId: string; readonly trainingCount: number }
  /** No image of the class is held out for validation, because that would tear a group apart. */
  | { readonly kind: 'class-in-one-group'; readonly classId: string; readonly trainingCount: number }
  /** All images of the class were meant for validation; one was moved, so that there is one to train on. */
  | { readonly kind: 'validation-image-trained-on'; readonly classId: string }
  /** All images of the class that could be trained on belong to groups with test images; they are trained on all the same. */
  | { readonly kind: 'near-test-trained-on'; readonly classId: string; readonly trainingCount: number }
  /** So many images belong to groups with test images and are left out. */
  | { readonly kind: 'near-test-left-out'; readonly imageCount: number }
  /** So many images are held out because their group has images that were given to validation. */
  | { readonly kind: 'joined-validation'; readonly imageCount: number }
  /** So many groups have images in more than one set, because pins or the import put them there. */
  | { readonly kind: 'groups-across-sets'; readonly groupCount: number }
  /** No image at all is held out: there are no validation figures. */
  | { readonly kind: 'validation-empty' }
  /** The same, because each class is one group. */
  | { readonly kind: 'validation-empty-by-groups' };

/**
 * Divides samples into the three sets, each class on its own (stratified), and tears no group apart: one frame of a burst,
 * or one of two near duplicates, must not be asked for after the other was learned.
 *
 * A sample goes where the person pinned it, or else where the import assigned it. Free members of a group with such
 * samples follow them: they are left out where one of them is a test sample, since the test set is never drawn from nor
 * added to; else they go to training where one is there, else to validation. Of the others, a class without
 * validation samples from the import gives `validationFraction`, rounded, to validation (pinned ones count): at least one
 * of two or more (so that every class that can be is validated) and never its last one. A class with validation
 * samples from the import gives none. A group goes as a whole, where that brings its classes nearer to their shares.
 *
 * Which they are is drawn per group from the seed and a file's name. So it depends neither on other classes, unless a
 * group links them, nor on ids, and adding an image moves few others.
 * @param groups ids of samples that are nearly the same; groups that share a sample, or a burst, are one
 */
export function splitSamples(
  samples: readonly Sample[],
  { validationFraction, seed, shareOfPinned = false }: SplitSettings,
  groups: readonly (readonly string[])[] = [],
): { readonly split: Split; readonly notes: readonly SplitNote[] } {
  const units = joinGroups(samples, groups);
  const lots = drawLots(samples, seed);
  const places = new Map<Sample, Place>();
  for (const unit of units) {
    const joined = findPlaceToJoin(unit);
    for (const sample of unit) places.set(sample, givenSet(sample) ?? joined ?? 'training');
  }
  const isAlone = new Map(units.flatMap((unit) => unit.map((sample) => [sample, unit.length === 1])));
  const countIn = (members: readonly Sample[], place: Place) =>
    members.filter((sample) => places.get(sample) === place).length;

  const classes = groupByClass(samples);
  const classNotes = [...classes].map(([classId, members]) => keepTrainable(classId, members));
  const shares = new Map([...classes].map(([classId, members]) => [classId, planShare(members)]));
  const freeUnits = units.filter((unit) => unit.every((sample) => givenSet(sample) === null));
  for (const sample of drawValidation(freeUnits, shares, lots)) places.set(sample, 'validation');
  classNotes.push(...[...classes].map(([classId, members]) => describeValidation(classId, members)));

  const idsIn = (place: Place) =>
    samples.filter((sample) => places.get(sample) === place).map(({ id }) => id);
  const split = {
    training: idsIn('training'),
    validation: idsIn('validation'),
    test: idsIn('test'),
    leftOut: idsIn('leftOut'),
  };
  const notes = [...classNotes.filter((note) => note !== null), ...describeGroups(units, places)];
  return { split, notes: split.validation.length > 0 ? notes : sayOnce(notes) };

  /** Gives a class something to train on where all of it was meant for elsewhere. */
  function keepTrainable(classId: string, members: readonly Sample[]): SplitNote | null {
    if (countIn(members, 'training') > 0) return null;
    const validation = members.filter((sample) => places.get(sample) === 'validation');
    const moved = chooseToMove(validation);
    if (moved !== null) {
      places.set(moved, 'training');
      return { kind: 'validation-image-trained-on', classId };
    }
    const leftOut = members.filter((sample) => places.get(sample) === 'leftOut');
    for (const sample of leftOut) places.set(sample, 'training');
    if (leftOut.length === 0) return null;
    return { kind: 'near-test-trained-on', classId, trainingCount: leftOut.length };
  }

  /** Rather one that is only there because of others, and whose group is not torn; of equal ones the first drawn. */
  function chooseToMove(validation: readonly Sample[]): Sample | null {
    const rank = (sample: Sample) => (givenSet(sample) === null ? 0 : 2) + (isAlone.get(sample) ? 0 : 1);
    const lot = (sample: Sample) => lots.get(sample)?.value ?? 0;
    return validation.toSorted((a, b) => rank(a) - rank(b) || lot(a) - lot(b))[0] ?? null;
  }

  function planShare(members: readonly Sample[]): ValidationShare {
    const givenCount = countIn(members, 'validation');
    const trainingCount = countIn(members, 'training');
    const hasOwn = members.some((sample) => isImported(sample) && sample.assignedSet === 'validation');
    const free = members.filter((sample) => givenSet(sample) === null);
    const maximumCount = givenCount + trainingCount - 1;
    const drawableCount = givenCount + countIn(shareOfPinned ? members : free, 'training');
    const wantedCount = hasOwn ? givenCount : countHeldOut(drawableCount, maximumCount, validationFraction);
    return { wantedCount, givenCount, maximumCount };
  }

  function describeValidation(classId: string, members: readonly Sample[]): SplitNote | null {
    const trainingCount = countIn(members, 'training');
    if (trainingCount === 0 || countIn(members, 'validation') > 0) return null;
    // Without groups it would have given one.
    const couldGive = validationFraction > 0 && trainingCount > 1;
    const isTied = couldGive && members.some((sample) => givenSet(sample) === null);
    return { kind: isTied ? 'class-in-one-group' : 'class-not-validated', classId, trainingCount };
  }
}

/** Where a sample ends up. */
type Place = SetName | 'leftOut';

/** Where the free members of a unit go because of the others; null where all are free. */
function findPlaceToJoin(unit: readonly Sample[]): Place | null {
  const given = new Set(unit.map(givenSet));
  if (given.has('test')) return 'leftOut';
  if (given.has('training')) return 'training';
  return given.has('validation') ? 'validation' : null;
}

/** Whether it is the import, and not the person, that decides the sample's set. */
function isImported({ pinnedSet, assignedSet }: Sample): boolean {
  return assignedSet !== null && (pinnedSet ?? null) === null;
}

/** How many samples are held out of `drawableCount`. */
function countHeldOut(drawableCount: number, maximumCount: number, fraction: number): number {
  if (fraction <= 0) return 0;
  return Math.min(Math.max(Math.round(drawableCount * fraction), 1), drawableCount, maximumCount);
}

function describeGroups(
  units: readonly (readonly Sample[])[],
  places: ReadonlyMap<Sample, Place>,
): readonly SplitNote[] {
  let leftOutCount = 0;
  let joinedCount = 0;
  let groupCount = 0;
  for (const unit of units) {
    const joined = findPlaceToJoin(unit);
    if (joined === null) continue;
    const free = unit.filter((sample) => givenSet(sample) === null);
    const ofUnit = free.map((sample) => places.get(sample));
    leftOutCount += ofUnit.filter((place) => place === 'leftOut').length;
    joinedCount += ofUnit.filter((place) => place === 'validation').length;
    const sets = new Set(unit.map((sample) => places.get(sample)));
    sets.delete('leftOut');
    if (sets.size > 1) groupCount++;
  }
  const notes: SplitNote[] = [];
  if (leftOutCount > 0) notes.push({ kind: 'near-test-left-out', imageCount: leftOutCount });
  if (joinedCount > 0) notes.push({ kind: 'joined-validation', imageCount: joinedCount });
  if (groupCount > 0) notes.push({ kind: 'groups-across-sets', groupCount });
  return notes;
}

/** Where nothing is validated, one word for all says it better than one for each class. */
function sayOnce(notes: readonly SplitNote[]): readonly SplitNote[] {
  const others = notes.filter(({ kind }) => kind !== 'class-not-validated' && kind !== 'class-in-one-group');
  const byGroups = notes.some(({ kind }) => kind === 'class-in-one-group');
  return [...others, { kind: byGroups ? 'validation-empty-by-groups' : 'validation-empty' }];
}
