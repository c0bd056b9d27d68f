import type { BaseModelInfo, EmbedTimings } from '../engine/engine-api.ts';

/** What is known of an image whatever the base model. */
export interface ImageIdentity {
  /** SHA-256 of the file's bytes, as hex. */
  readonly imageHash: string;
  readonly thumbnail: Blob;
}

/**
 * The embeddings of the visit, outside the store's state: megabytes of numbers that nobody looks at.
 * An embedding is kept by what it depends on (image and base model), so that an image in two classes, one that comes
 * back after a deletion, and a return to an earlier base model cost nothing.
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
}

/** Before the first image. */
export const noTimings: EmbedTimings = { imagesEmbedded: 0, decodeMs: 0, embedMs: 0, totalMs: 0 };

export function createEmbeddingStore(): EmbeddingStore {
  const identities = new WeakMap<Blob, ImageIdentity>();
  const embeddings = new Map<string, Float32Array<ArrayBuffer>>();
  const keyOf = (imageHash: string, baseModel: BaseModelInfo) => `${imageHash} ${baseModelKey(baseModel)}`;
  return {
    identify: (image) => identities.get(image) ?? null,
    get: (imageHash, baseModel) => embeddings.get(keyOf(imageHash, baseModel)) ?? null,
    put(image, identity, baseModel, embedding) {
      identities.set(image, identity);
      embeddings.set(keyOf(identity.imageHash, baseModel), embedding);
    },
  };
}

/** Equal for two base models exactly when they give the same embedding for the same image. */
export function baseModelKey({ id, sha256, inputSize, inputRange, embeddingSize }: BaseModelInfo): string {
  return JSON.stringify([id, sha256, inputSize, inputRange, embeddingSize]);
}
