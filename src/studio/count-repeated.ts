import type { StudioSample } from './studio-state.ts';

/** How many of the new samples have the bytes of another one before them, old or new. Samples that wait do not count. */
export function countRepeated(samples: readonly StudioSample[], newIds: ReadonlySet<string>): number {
  const ready = samples.filter(({ state }) => state === 'ready');
  const seen = new Set(ready.filter(({ id }) => !newIds.has(id)).map(({ imageHash }) => imageHash));
  let repeatedCount = 0;
  for (const { id, imageHash } of ready) {
    if (!newIds.has(id)) continue;
    if (seen.has(imageHash)) repeatedCount++;
    seen.add(imageHash);
  }
  return repeatedCount;
}
