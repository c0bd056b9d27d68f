import type { Failure } from '../core/shared/failure.ts';

/** What is known of images that may be in the wrong class. */
export type LabelCheckState =
  | { readonly phase: 'unchecked' }
  /** `doneFraction` is 0 to 1. */
  | { readonly phase: 'checking'; readonly doneFraction: number; readonly stopping: boolean }
  | { readonly phase: 'failed'; readonly failure: Failure }
  | CheckedLabels;

/** Some of the images may be gone, or in other classes, since. */
export interface CheckedLabels {
  readonly phase: 'checked';
  readonly checkedCount: number;
  /** By kind, the worst first. */
  readonly suspects: readonly LabelSuspect[];
}

/** One image that deserves a look. */
export interface LabelSuspect {
  /**
   * `error`: it seems to belong to another class. `ambiguous`: the head cannot decide between two classes. `outlier`: it is
   * far from all others of its class.
   */
  readonly kind: 'error' | 'ambiguous' | 'outlier';
  readonly sampleId: string;
  /** Its class when it was checked. */
  readonly classId: string;
  /** The class that it seems to belong to, or may belong to as well; null for an outlier. */
  readonly otherClassId: string | null;
}

/** Stands for an image that the person has said to be in the right class, among the findings that were dismissed. */
export function markLabel(sampleId: string): string {
  return `label ${sampleId}`;
}
