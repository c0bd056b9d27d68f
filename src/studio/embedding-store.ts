import type { PixelStatistics } from '../core/images/pixel-statistics.ts';
import type { BaseModelInfo, EmbedTimings } from '../engine/engine-api.ts';

/** What is known of an image whatever the base model. */
export interface ImageIdentity {
  /** SHA-256 of the file's bytes, as hex. */
  readonly imageHash: string;
  readonly thumbnail: Blob;
  readonly pixels: PixelStatistics;
}

/** So many base models keep their embeddings: the one in use, and the one from before, to which people return. */
const baseMaximum = 2;

/**
 * The embeddings of the visit, outside the store's state: megabytes of numbers that nobody looks at.
 * An embedding is kept by what it depends on (image hash and base model), so that equal images, one that comes back by
 * "Undo", and a return to the base model from before cost nothing.
 */
export interface EmbeddingStore {
  /** What was found out about these bytes when they were embedded, as this file or as another; null before. */
  identify(image: Blob): ImageIdentity | null;
  /** Notes the hash of a file that the engine recognised. @returns what `identify` answers from now on */
  recognise(image: Blob, imageHash: string): ImageIdentity | null;
  get(imageHash: string, baseModel: BaseModelInfo): Float32Array<ArrayBuffer> | null;
  /** Hashes of all images that this base model has embedded, as they are now. */
  listHashes(baseModel: BaseModelInfo): ReadonlySet<string>;
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
  const imageHashes = new WeakMap<Blob, string>();
  /** By image hash. */
  const identities = new Map<string, ImageIdentity>();
  /** By base model, the one used last at the end; then by image hash. */
  const bases = new Map<string, Map<string, Float32Array<ArrayBuffer>>>();

  /** Its embeddings, as those of the base model used last; undefined where there are none. */
  function findBase(baseModel: BaseModelInfo): Map<string, Float32Array<ArrayBuffer>> | undefined {
    const key = baseModelKey(baseModel);
    const embeddings = bases.get(key);
    if (embeddings !== undefined) {
      bases.delete(key);
      bases.set(key, embeddings);
    }
    return embeddings;
  }

  function enterBase(baseModel: BaseModelInfo): Map<string, Float32Array<ArrayBuffer>> {
    const found = findBase(baseModel);
    if (found !== undefined) return found;
    const embeddings = new Map<string, Float32Array<ArrayBuffer>>();
    bases.set(baseModelKey(baseModel), embeddings);
    for (const oldest of bases.keys()) {
      if (bases.size <= baseMaximum) break;
      bases.delete(oldest);
    }
    return embeddings;
  }

  function identify(image: Blob): ImageIdentity | null {
    const imageHash = imageHashes.get(image);
    return imageHash === undefined ? null : (identities.get(imageHash) ?? null);
  }

  return {
    identify,
    recognise(image, imageHash) {
      imageHashes.set(image, imageHash);
      return identify(image);
    },
    get: (imageHash, baseModel) => findBase(baseModel)?.get(imageHash) ?? null,
    listHashes: (baseModel) => new Set(findBase(baseModel)?.keys()),
    put(image, identity, baseModel, embedding) {
      imageHashes.set(image, identity.imageHash);
      identities.set(identity.imageHash, identity);
      enterBase(baseModel).set(identity.imageHash, embedding);
    },
    keepOnly(keptHashes) {
      for (const byHash of [identities, ...bases.values()]) {
        for (const imageHash of byHash.keys()) {
          if (!keptHashes.has(imageHash)) byHash.delete(imageHash);
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
