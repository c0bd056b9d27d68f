import type { BaseModelInfo, EmbedTimings } from '../engine/engine-api.ts';

/** What is known of an image whatever the base model. */
export interface ImageIdentity {
  /** SHA-256 of the file's bytes, as hex. */
  readonly imageHash: string;
  readonly thumbnail: Blob;
}

/** So many base models keep their embeddings: the one in use, and the one from before, to which people return. */
const baseMaximum = 2;

/**
 * The embeddings of the visit, outside the store's state: megabytes of numbers that nobody looks at.
 * An embedding is kept by what it depends on (image and base model), so that an image in two classes, one that comes
 * back by "Undo", and a return to the base model from before cost nothing.
 */
export interface EmbeddingStore {
  /** What was found out about these bytes when they were embedded; null before. */
  identify(image: Blob): ImageIdentity | null;
  get(imageHash: string, baseModel: BaseModelInfo): Float32Array<ArrayBuffer> | null;
  put(
    image: Blob,
    identity: ImageIdentity,
    baseModel: BaseModelInfo,
    embedding: Float32Array<ArrayBuffer>,
  ): void;
  /** Gives the memory of all other images back. */
  keepOnly(imageHashes: ReadonlySet<string>): void;
}

/** Before the first image. */
export const noTimings: EmbedTimings = { imagesEmbedded: 0, decodeMs: 0, embedMs: 0, totalMs: 0 };

/** An empty store. */
export function createEmbeddingStore(): EmbeddingStore {
  const identities = new WeakMap<Blob, ImageIdentity>();
  /** By base model, the one used last at the end; then by image hash. */
  const bases = new Map<string, Map<string, Float32Array<ArrayBuffer>>>();

  function enterBase(baseModel: BaseModelInfo): Map<string, Float32Array<ArrayBuffer>> {
    const key = baseModelKey(baseModel);
    const embeddings = bases.get(key) ?? new Map<string, Float32Array<ArrayBuffer>>();
    bases.delete(key);
    bases.set(key, embeddings);
    for (const oldest of bases.keys()) {
      if (bases.size <= baseMaximum) break;
      bases.delete(oldest);
    }
    return embeddings;
  }

  return {
    identify: (image) => identities.get(image) ?? null,
    get: (imageHash, baseModel) => bases.get(baseModelKey(baseModel))?.get(imageHash) ?? null,
    put(image, identity, baseModel, embedding) {
      identities.set(image, identity);
      enterBase(baseModel).set(identity.imageHash, embedding);
    },
    keepOnly(imageHashes) {
      for (const embeddings of bases.values()) {
        for (const imageHash of embeddings.keys()) {
          if (!imageHashes.has(imageHash)) embeddings.delete(imageHash);
        }
      }
    },
  };
}

const keys = new WeakMap<BaseModelInfo, string>();

/** Equal for two base models exactly when they give the same embedding for the same image. */
export function baseModelKey(baseModel: BaseModelInfo): string {
  const known = keys.get(baseModel);
  if (known !== undefined) return known;
  const { id, sha256, inputSize, inputRange, embeddingSize } = baseModel;
  const key = JSON.stringify([id, sha256, inputSize, inputRange, embeddingSize]);
  keys.set(baseModel, key);
  return key;
}
