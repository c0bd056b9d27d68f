import type { ProjectRecord, SampleRecord } from '../platform/project-store.ts';
import type { StudioClass, StudioSample, StudioState } from './studio-state.ts';

/** What of the state stands in the record, beside the classes. */
type RecordedState = Pick<
  StudioState,
  'project' | 'settings' | 'inputSize' | 'health' | 'remarks' | 'cardFields'
>;

/**
 * What is kept of a project beside its samples.
 * @param changedAt ISO 8601
 */
export function recordProject(
  { project, settings, inputSize, health, remarks, cardFields }: RecordedState,
  classes: readonly StudioClass[],
  changedAt: string,
): ProjectRecord {
  const { id, name, createdAt } = project;
  const dismissedFindings = [...health.dismissed];
  return {
    id,
    name,
    createdAt,
    changedAt,
    classes,
    settings,
    inputSize,
    dismissedFindings,
    remarks,
    cardFields,
  };
}

/** What is kept of a sample beside its image. Whether it is ready is found out anew: the base model may be another. */
export function recordSample(sample: StudioSample): SampleRecord {
  const { id, classId, order, file, assignedSet, pinnedSet, disabled, burstId, imageHash } = sample;
  return { id, classId, order, file, assignedSet, pinnedSet, disabled, burstId, imageHash };
}

/** Whether both are kept alike. */
export function isKeptAlike(a: StudioSample, b: StudioSample): boolean {
  return (
    a.classId === b.classId &&
    a.pinnedSet === b.pinnedSet &&
    a.disabled === b.disabled &&
    a.imageHash === b.imageHash
  );
}
