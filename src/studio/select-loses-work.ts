import type { StudioState } from './studio-state.ts';

/** Whether work would be lost if the page were closed now: it is not kept, or is still on its way in. */
export function selectLosesWork({ project, importing, samples, model }: StudioState): boolean {
  const { keeping } = project;
  if (keeping.phase === 'off' && keeping.reason === 'forgotten') return false;
  const isKept = keeping.phase === 'kept' || keeping.phase === 'opening';
  return importing !== null || (!isKept && (samples.length > 0 || model !== null));
}
