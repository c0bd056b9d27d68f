import { selectActiveSamples } from '../../../studio/select-active-samples.ts';
import type { DrawnMap, StudioClass, StudioSample } from '../../../studio/studio-state.ts';

/** How many images a map that is drawn now would have besides those of this one. What is left out of training has no place on it. */
export function countUnmapped(
  { sampleIds }: Pick<DrawnMap, 'sampleIds'>,
  classes: readonly StudioClass[],
  samples: readonly StudioSample[],
): number {
  const mapped = new Set(sampleIds);
  return selectActiveSamples(classes, samples).filter(({ id, state }) => state === 'ready' && !mapped.has(id))
    .length;
}
