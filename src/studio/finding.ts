import type { PixelFault } from '../core/images/find-pixel-fault.ts';

/** Something about the images that a person may want to mend before training. Samples and classes are told by their ids. */
export type Finding = ClassFinding | GroupFinding | SampleFinding | MoveFinding;

/** What is the matter with whole classes. */
export type ClassFinding =
  | { readonly kind: 'few-images'; readonly classIds: readonly string[] }
  | { readonly kind: 'imbalance'; readonly smallestId: string; readonly largestId: string };

/** Images that are the same, or nearly so; each group is of two or more. */
export interface GroupFinding {
  /**
   * `copies`: files with the same bytes in one class. `alike`: near duplicates in one class, which the split keeps
   * together. `across-classes`: either of these in several classes. `across-sets`: either in several sets, because
   * the import or the person put them there.
   */
  readonly kind: 'copies' | 'alike' | 'across-classes' | 'across-sets';
  readonly groups: readonly (readonly string[])[];
}

/** Images that may be of no use, each for itself. */
export interface SampleFinding {
  readonly kind: PixelFault | 'far-from-class';
  readonly sampleIds: readonly string[];
}

/** Images that look more like those of another class. */
export interface MoveFinding {
  readonly kind: 'nearer-to-other';
  readonly moves: readonly { readonly sampleId: string; readonly classId: string }[];
}

/** A class with fewer images is learned badly, and checked by one or two. */
export const fewImages = 10;

/** What was found out about the images. */
export interface HealthState {
  readonly check:
    | { readonly phase: 'unchecked' }
    /** 0 to 1 */
    | { readonly phase: 'checking'; readonly doneFraction: number }
    | { readonly phase: 'checked' };
  /** Of the last check that came to its end. Some of its images may be gone, or left out, since. */
  readonly findings: readonly Finding[];
  /** What the person does not want to be told again: marks of `markFinding`. */
  readonly dismissed: ReadonlySet<string>;
}

/** Before the first check. */
export const uncheckedHealth: HealthState = {
  check: { phase: 'unchecked' },
  findings: [],
  dismissed: new Set(),
};

/** What stands for a finding about one sample or class among those that were dismissed. */
export function markFinding(kind: Finding['kind'], id: string): string {
  return `${kind} ${id}`;
}

/** The same mark for a sample or class that is known by another id now; null where it is not known. */
export function renewMark(mark: string, newId: (id: string) => string | null): string | null {
  const end = mark.indexOf(' ') + 1;
  const id = newId(mark.slice(end));
  return id === null ? null : mark.slice(0, end) + id;
}
