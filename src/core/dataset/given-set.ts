import type { Sample, SetName } from './dataset.ts';

/** The set that a sample has to be in; null where the split draws it. A person's own choice goes before the import's. */
export function givenSet({
  pinnedSet,
  assignedSet,
}: Pick<Sample, 'pinnedSet' | 'assignedSet'>): SetName | null {
  return pinnedSet ?? assignedSet;
}
