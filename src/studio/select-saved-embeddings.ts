import type { BaseModelInfo } from '../engine/engine-api.ts';
import { rememberLast } from './remember-last.ts';
import type { StudioSample, StudioState } from './studio-state.ts';

/** The base model whose embeddings a project file holds: the one in use; null while there is none. */
export function selectSavedBase({ engine }: StudioState): BaseModelInfo | null {
  return engine.phase === 'ready' ? engine.baseModel : null;
}

/** By how many bytes a project file is larger with its embeddings. */
export function selectEmbeddingsBytes(state: StudioState): number {
  const base = selectSavedBase(state);
  return base === null ? 0 : addBytes(base, state.samples);
}

/** What is written of each image beside its embedding and small picture, about. */
const factsBytes = 1300;

const addBytes = rememberLast((_: unknown, base: BaseModelInfo, samples: readonly StudioSample[]): number => {
  const thumbnails = new Map<string, number>();
  for (const { imageHash, thumbnail } of samples) {
    if (imageHash !== null && thumbnail !== null) thumbnails.set(imageHash, thumbnail.size);
  }
  return [...thumbnails.values()].reduce(
    (sum, bytes) => sum + bytes + 2 * base.embeddingSize + factsBytes,
    0,
  );
});
