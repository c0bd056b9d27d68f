import type { EmbedTimings } from '../engine/engine-api.ts';
import type { StudioState } from './studio-state.ts';

/** The timings of the visit with those of one more run. */
export function addTimings(added: EmbedTimings): (state: StudioState) => Pick<StudioState, 'timings'> {
  return ({ timings }) => ({
    timings: {
      imagesEmbedded: timings.imagesEmbedded + added.imagesEmbedded,
      decodeMs: timings.decodeMs + added.decodeMs,
      embedMs: timings.embedMs + added.embedMs,
      totalMs: timings.totalMs + added.totalMs,
    },
  });
}
