import type { EmbeddingTable } from '../core/embedding/embedding-table.ts';
import { pause } from '../core/shared/pause.ts';
import type { BaseModelInfo } from '../engine/engine-api.ts';
import type { EmbeddingStore } from './embedding-store.ts';

/** So many embeddings are unpacked without a pause: some milliseconds. */
const unpackedAtOnce = 256;

/**
 * The embeddings of images in one table, row by row, gathered while the page can answer.
 * @returns null where one of them is not known
 */
export async function gatherEmbeddings(
  imageHashes: readonly (string | null)[],
  embeddings: EmbeddingStore,
  baseModel: BaseModelInfo,
): Promise<EmbeddingTable | null> {
  const { embeddingSize } = baseModel;
  const values = new Float32Array(imageHashes.length * embeddingSize);
  for (const [row, imageHash] of imageHashes.entries()) {
    if (row % unpackedAtOnce === unpackedAtOnce - 1) await pause();
    const embedding = imageHash === null ? null : embeddings.get(imageHash, baseModel);
    if (embedding === null) return null;
    values.set(embedding, row * embeddingSize);
  }
  return { sampleCount: imageHashes.length, embeddingSize, values };
}
