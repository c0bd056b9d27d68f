import type { SetName } from '../core/dataset/dataset.ts';
import type { NamedBlob } from '../platform/named-blob.ts';
import type { StudioSample } from './studio-state.ts';

/**
 * A sample that has not been embedded yet.
 * @param place its id, its class, and its place among all samples
 */
export function createSample(
  place: Pick<StudioSample, 'id' | 'classId' | 'order'>,
  { path, blob, burst }: NamedBlob,
  assignedSet: SetName | null,
): StudioSample {
  return {
    ...place,
    file: path,
    image: blob,
    assignedSet,
    pinnedSet: null,
    disabled: false,
    burstId: burst ?? null,
    state: 'waiting',
    thumbnail: null,
    imageHash: null,
  };
}

/** The place of the next sample: behind all there are. */
export function nextOrder(samples: readonly StudioSample[]): number {
  return (samples.at(-1)?.order ?? -1) + 1;
}
