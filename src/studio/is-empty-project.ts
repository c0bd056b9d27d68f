import type { StudioState } from './studio-state.ts';

/** Whether there is nothing that a project file would be added to. */
export function isEmptyProject({ classes, samples, model }: StudioState): boolean {
  return classes.length === 0 && samples.length === 0 && model === null;
}
