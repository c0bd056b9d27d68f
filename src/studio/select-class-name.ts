import type { StudioState } from './studio-state.ts';

/** The name of a class now, also of one that was deleted after it was trained. */
export function selectClassName(
  { classes, model }: Pick<StudioState, 'classes' | 'model'>,
  classId: string,
): string {
  const current = classes.find(({ id }) => id === classId);
  if (current !== undefined) return current.name;
  return model?.classNamesAtTraining[model.classIds.indexOf(classId)] ?? '';
}
