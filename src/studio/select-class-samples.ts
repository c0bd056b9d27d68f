import { groupByClass } from '../core/dataset/group-by-class.ts';
import { rememberLast } from './remember-last.ts';
import type { StudioSample } from './studio-state.ts';

/** The samples of each class that has any. */
export type ClassSamples = ReadonlyMap<string, readonly StudioSample[]>;

/**
 * Groups the samples by class. The list of a class stays the same object while its samples do, so that only the classes
 * that changed are drawn again.
 */
export const selectClassSamples = rememberLast(
  (before: ClassSamples | null, samples: readonly StudioSample[]): ClassSamples => {
    const groups: Map<string, readonly StudioSample[]> = groupByClass(samples);
    for (const [classId, group] of groups) {
      const known = before?.get(classId);
      if (known !== undefined && isSameList(known, group)) groups.set(classId, known);
    }
    return groups;
  },
);

function isSameList(a: readonly StudioSample[], b: readonly StudioSample[]): boolean {
  return a.length === b.length && a.every((sample, index) => sample === b[index]);
}
