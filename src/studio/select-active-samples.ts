import { groupByClass } from '../core/dataset/group-by-class.ts';
import { rememberLast } from './remember-last.ts';
import type { ClassSamples } from './select-class-samples.ts';
import type { StudioClass, StudioSample } from './studio-state.ts';

/** The samples that count: neither disabled themselves nor in a disabled class. The same list where that is all of them. */
export const selectActiveSamples = rememberLast(
  (
    _: unknown,
    classes: readonly StudioClass[],
    samples: readonly StudioSample[],
  ): readonly StudioSample[] => {
    const disabledClassIds = new Set(classes.filter(({ disabled }) => disabled).map(({ id }) => id));
    const isActive = ({ classId, disabled }: StudioSample) => !disabled && !disabledClassIds.has(classId);
    return samples.every(isActive) ? samples : samples.filter(isActive);
  },
);

/** The active samples of each class that has any. */
export const selectActiveClassSamples = rememberLast(
  (_: unknown, classes: readonly StudioClass[], samples: readonly StudioSample[]): ClassSamples =>
    groupByClass(selectActiveSamples(classes, samples)),
);
