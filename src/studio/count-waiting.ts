import { rememberLast } from './remember-last.ts';
import type { StudioSample } from './studio-state.ts';

/** How many samples are not embedded yet. */
export const countWaiting = rememberLast(
  (_, samples: readonly StudioSample[]): number => samples.filter(({ state }) => state === 'waiting').length,
);
