import { type PackedEmbedding, unpackEmbedding } from '../core/embedding/pack-embedding.ts';
import type { PixelStatistics } from '../core/images/pixel-statistics.ts';
import type { BaseModelInfo, EmbedTimings } from '../engine/engine-api.ts';
import type { StoredProject } from '../platform/project-store.ts';
import { type CopyStore, createCopyStore } from './copy-store.ts';

/** What is known of an image whatever the base model. */
export interface ImageIdentity {
  /** SHA-256 of the file's bytes, as hex. */
  readonly imageHash: string;
  readonly thumbnail: Blob;
  readonly pixels: PixelStatistics;
}

/** So many base models keep their embeddings, each at all of its few input sizes: people go back and forth between them. */
const baseMaximum = 4;

/**
 * The embeddings of the visit, outside the store's state: megabytes of numbers that nobody looks at.
 * They are packed, so that an embedding is the same number for number whether it is fresh or was kept by an earlier visit.
 * An embedding is kept by what it depends on (image hash and base model), so that equal images, one that comes back by
 * "Undo", and a return to the base model from before cost nothing.
 */
export interface EmbeddingStore {
  /** What was found out about these bytes when they were embedded, as this file or as another; null before. */
  identify(image: Blob): ImageIdentity | null;
  /** Notes the hash of a file that the engine recognised. @returns what `identify` answers from now on */
  recognise(image: Blob, imageHash: string): ImageIdentity | null;
  get(imageHash: string, baseModel: BaseModelInfo): Float32Array<ArrayBuffer> | null;
  has(imageHash: string, baseModel: BaseModelInfo): boolean;
  /** Hashes of all images that this base model has embedded, as they are now. */
  listHashes(baseModel: BaseModelInfo): ReadonlySet<string>;
  put(image: Blob, identity: ImageIdentity, baseModel: BaseModelInfo, packed: PackedEmbedding): void;
  /**
   * Takes an embedding that another visit made of an image, by whatever base model; the base model in use stays the one used
   * last. What is known already stays as it is.
   */
  adopt(embedded: {
    readonly identity: ImageIdentity;
    readonly baseKey: string;
    readonly packed: PackedEmbedding;
  }): void;
  /** The embeddings of their copies; the three below are about these, too. */
  readonly copies: CopyStore;
  /** Takes what an earlier visit kept. */
  load(kept: KeptEmbeddings): void;
  /** All that is known of these images, to be kept. */
  listKept(imageHashes: readonly string[]): KeptEmbeddings;
  /** Gives the memory of all other images back. */
  keepOnly(imageHashes: ReadonlySet<string>): void;
}

/** What is known of images, and their embeddings, as they are kept. */
export type KeptEmbeddings = Pick<StoredProject, 'embeddings' | 'imageFacts'>;

/** Before the first image. */
export const noTimings: EmbedTimings = { imagesEmbedded: 0, decodeMs: 0, embedMs: 0, totalMs: 0 };

/** An empty store. */
export function createEmbeddingStore(): EmbeddingStore {
  const imageHashes = new WeakMap<Blob, string>();
  /** By image hash. */
  const identities = new Map<string, ImageIdentity>();
  /** By base model, the one used last at the end; then by image hash. */
  const bases = new Map<string, Map<string, PackedEmbedding>>();
  const copies = createCopyStore();

  /** Its embeddings, as those of the base model used last; undefined where there are none. */
  function findBase(key: string): Map<string, PackedEmbedding> | undefined {
    const embeddings = bases.get(key);
    if (embeddings !== undefined) {
      bases.delete(key);
      bases.set(key, embeddings);
    }
    return embeddings;
  }

  function enterBase(key: string): Map<string, PackedEmbedding> {
    const found = findBase(key);
    if (found !== undefined) return found;
    const embeddings = new Map<string, PackedEmbedding>();
    bases.set(key, embeddings);
    const usedLast = [...new Set([...bases.keys()].reverse().map(weightsOfKey))].slice(0, baseMaximum);
    for (const each of bases.keys()) if (!usedLast.includes(weightsOfKey(each))) bases.delete(each);
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
    get(imageHash, baseModel) {
      const packed = findBase(baseModelKey(baseModel))?.get(imageHash);
      return packed === undefined ? null : unpackEmbedding(packed);
    },
    has: (imageHash, baseModel) => findBase(baseModelKey(baseModel))?.has(imageHash) ?? false,
    listHashes: (baseModel) => new Set(findBase(baseModelKey(baseModel))?.keys()),
    put(image, identity, baseModel, packed) {
      imageHashes.set(image, identity.imageHash);
      identities.set(identity.imageHash, identity);
      enterBase(baseModelKey(baseModel)).set(identity.imageHash, packed);
    },
    adopt({ identity, baseKey, packed }) {
      const { imageHash } = identity;
      const usedLast = [...bases.keys()].at(-1);
      if (!identities.has(imageHash)) identities.set(imageHash, identity);
      const byHash = enterBase(baseKey);
      if (!byHash.has(imageHash)) byHash.set(imageHash, packed);
      if (usedLast !== undefined) findBase(usedLast);
    },
    copies,
    load({ embeddings, imageFacts }) {
      for (const identity of imageFacts) identities.set(identity.imageHash, identity);
      for (const kept of embeddings) {
        if (!copies.load(kept)) enterBase(kept.baseKey).set(kept.imageHash, kept.packed);
      }
    },
    listKept(imageHashes) {
      const known = [...new Set(imageHashes)];
      return {
        imageFacts: known.flatMap((imageHash) => identities.get(imageHash) ?? []),
        embeddings: [
          ...[...bases].flatMap(([baseKey, byHash]) =>
            known.flatMap((imageHash) => {
              const packed = byHash.get(imageHash);
              return packed === undefined ? [] : [{ baseKey, imageHash, packed }];
            }),
          ),
          ...known.flatMap(copies.listKept),
        ],
      };
    },
    keepOnly(keptHashes) {
      copies.keepOnly(keptHashes);
      for (const byHash of [identities, ...bases.values()]) {
        for (const imageHash of byHash.keys()) {
          if (!keptHashes.has(imageHash)) byHash.delete(imageHash);
        }
      }
    },
  };
}

/** Whether the embeddings of the base model with this key have so many numbers. */
export function isKeyOfSize(baseKey: string, embeddingSize: number): boolean {
  return baseKey.endsWith(`,${embeddingSize}]`);
}

/** Equal for the input sizes of one base model: the hash of its weights. */
function weightsOfKey(baseKey: string): string {
  return /[0-9a-f]{64}/.exec(baseKey)?.[0] ?? baseKey;
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
