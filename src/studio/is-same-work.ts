import { findChange } from './collection-change.ts';
import { findWrittenSets } from './find-written-sets.ts';
import type { StudioClass, StudioSample, StudioState } from './studio-state.ts';

/**
 * Whether a project file that is written now would hold the same work as one that was written before. What the engine made of
 * the images since does not count.
 */
export function isSameProject(before: StudioState, now: StudioState): boolean {
  return (
    before.project.id === now.project.id &&
    before.project.name === now.project.name &&
    before.model === now.model &&
    before.runs === now.runs &&
    before.inputSize === now.inputSize &&
    before.remarks === now.remarks &&
    before.health.dismissed === now.health.dismissed &&
    hasSameFields(before.settings, now.settings) &&
    hasSameFields(before.cardFields, now.cardFields) &&
    findChange(before, now) === null
  );
}

/** What of the state a data set is made of. */
type DataSetState = Pick<StudioState, 'classes' | 'samples' | 'model'>;

/** Whether a data set that is written now would be the same as one that was written before. */
export function isSameDataSet(before: DataSetState, now: DataSetState): boolean {
  if (before.classes.length !== now.classes.length || before.samples.length !== now.samples.length)
    return false;
  const setBefore = findWrittenSets(before.samples, before.model);
  const setNow = findWrittenSets(now.samples, now.model);
  const isSameClass = (a: StudioClass, b: StudioClass | undefined) =>
    a.id === b?.id && a.name === b.name && a.disabled === b.disabled;
  const isSameSample = (a: StudioSample, b: StudioSample | undefined) =>
    a.id === b?.id && a.classId === b.classId && a.disabled === b.disabled && setBefore(a) === setNow(b);
  return (
    before.classes.every((each, index) => isSameClass(each, now.classes[index])) &&
    before.samples.every((each, index) => isSameSample(each, now.samples[index]))
  );
}

/** Whether two objects of plain values are equal. */
function hasSameFields<Fields extends object>(a: Fields, b: Fields): boolean {
  return a === b || (Object.keys(a) as (keyof Fields)[]).every((key) => a[key] === b[key]);
}
