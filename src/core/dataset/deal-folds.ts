import { createRandom, deriveSeed, shuffled } from '../shared/random.ts';
import type { Sample } from './dataset.ts';
import { joinGroups } from './join-groups.ts';

/**
 * Deals samples to folds for a cross-validation, each class evenly (stratified), and tears no group apart: each group goes
 * to the fold that has the fewest of its class by then, large groups first.
 *
 * A class whose images are all of one group, or of groups in one fold, would be asked for without having been learned, so
 * it is in no fold.
 * @param groups ids of samples that are nearly the same; groups that share a sample, or a burst, are one
 * @param foldCount 2 or more
 * @returns the fold of each sample, 0 to foldCount - 1; -1 for those that are always trained on
 */
export function dealFolds(
  samples: readonly Pick<Sample, 'id' | 'classId' | 'burstId'>[],
  groups: readonly (readonly string[])[],
  foldCount: number,
  seed: number,
): Int32Array {
  const units = joinGroups(samples, groups);
  const unitCounts = new Map<string, number>();
  for (const unit of units)
    for (const classId of new Set(unit.map((sample) => sample.classId)))
      unitCounts.set(classId, (unitCounts.get(classId) ?? 0) + 1);

  const foldOf = new Map<string, number>();
  const taken = new Map<string, number[]>();
  const totals = new Array<number>(foldCount).fill(0);
  const order = shuffled(units, createRandom(deriveSeed(seed, 'folds')));
  for (const unit of order.toSorted((a, b) => b.length - a.length)) {
    if (unit.some(({ classId }) => unitCounts.get(classId) === 1)) continue;
    const load = (fold: number) =>
      unit.reduce((sum, { classId }) => sum + (taken.get(classId)?.[fold] ?? 0), 0);
    const fold = totals
      .map((total, index) => ({ index, load: load(index), total }))
      .reduce((a, b) => (b.load < a.load || (b.load === a.load && b.total < a.total) ? b : a)).index;
    for (const { id, classId } of unit) {
      foldOf.set(id, fold);
      const ofClass = taken.get(classId) ?? new Array<number>(foldCount).fill(0);
      ofClass[fold] = (ofClass[fold] ?? 0) + 1;
      taken.set(classId, ofClass);
    }
    totals[fold] = (totals[fold] ?? 0) + unit.length;
  }
  takeBackLoneClasses(units, foldOf);
  return Int32Array.from(samples, ({ id }) => foldOf.get(id) ?? -1);
}

/**
 * Groups of several classes can pull all of one class into the same fold, where it would be asked for without having been
 * learned: those are in no fold, then. That leaves every other class with more that is learned, not with less.
 */
function takeBackLoneClasses(
  units: readonly (readonly Pick<Sample, 'id' | 'classId'>[])[],
  foldOf: Map<string, number>,
): void {
  for (const classId of new Set(units.flat().map((sample) => sample.classId))) {
    const ofClass = units.filter((unit) => unit.some((sample) => sample.classId === classId));
    const folds = new Set(ofClass.map((unit) => foldOf.get(unit[0]?.id ?? '')));
    if (folds.size !== 1 || folds.has(undefined)) continue;
    for (const { id } of ofClass.flat()) foldOf.delete(id);
  }
}
