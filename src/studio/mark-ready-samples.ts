import type { BaseModelInfo } from '../engine/engine-api.ts';
import type { EmbeddingStore } from './embedding-store.ts';
import type { StudioSample } from './studio-state.ts';

/** Says of each sample whether this base model has embedded it already: `ready`, or still `waiting`. */
export function markReadySamples(
  samples: readonly StudioSample[],
  embeddings: EmbeddingStore,
  baseModel: BaseModelInfo,
): readonly StudioSample[] {
  return samples.map((sample) => {
    const identity = embeddings.identify(sample.image);
    const known = identity !== null && embeddings.has(identity.imageHash, baseModel);
    if (!known) return sample.state === 'waiting' ? sample : { ...sample, state: 'waiting' };
    if (sample.state === 'ready') return sample;
    const { imageHash, thumbnail } = identity;
    return { ...sample, imageHash, thumbnail, state: 'ready' };
  });
}
