import type { SetName } from '../core/dataset/dataset.ts';
import type { NamedBlob } from '../platform/named-blob.ts';
import type { StudioSample } from './studio-state.ts';

/** A sample that has not been embedded yet. */
export function createSample(
  id: string,
  classId: string,
  { path, blob }: NamedBlob,
  assignedSet: SetName | null,
): StudioSample {
  return {
    id,
    classId,
    file: path,
    image: blob,
    assignedSet,
    state: 'waiting',
    thumbnail: null,
    imageHash: null,
  };
}
