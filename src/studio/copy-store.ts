import { type PackedEmbedding, packEmbedding, unpackEmbedding } from '../core/embedding/pack-embedding.ts';
import { settingLimits } from '../core/training/training-settings.ts';
import type { EmbeddingRecord } from '../platform/project-store.ts';

/** So many settings keep the embeddings of their copies: the one in use, and the one from before. */
const settingMaximum = 2;

/**
 * The embeddings of augmented copies, apart from those of the images, so that neither push the others out. Each belongs
 * to an image, by its hash, a copy's number, and a setting, by its key: the base model and how copies are changed.
 */
export interface CopyStore {
  get(settingKey: string, imageHash: string, copyNumber: number): Float32Array<ArrayBuffer> | null;
  has(settingKey: string, imageHash: string, copyNumber: number): boolean;
  /**
   * Takes a setting as the one used last, and forgets the copies of all but it and the one from before.
   * @returns under which keys those that are forgotten are kept
   */
  enter(settingKey: string): readonly string[];
  /** Of a setting that was entered. @returns how it is to be kept */
  put(
    settingKey: string,
    imageHash: string,
    copyNumber: number,
    embedding: Float32Array<ArrayBuffer>,
  ): EmbeddingRecord;
  /** Takes what an earlier visit kept. @returns false for what is no copy's */
  load(kept: EmbeddingRecord): boolean;
  /** All that is known of the copies of an image, to be kept. */
  listKept(imageHash: string): readonly EmbeddingRecord[];
  /** Gives the memory of the copies of all other images back. */
  keepOnly(imageHashes: ReadonlySet<string>): void;
}

/** By image hash, then by the copy's number. */
type CopiesOfImages = Map<string, Map<number, PackedEmbedding>>;

/** An empty store. */
export function createCopyStore(): CopyStore {
  /** The setting used last at the end. */
  const settings = new Map<string, CopiesOfImages>();

  const find = (settingKey: string, imageHash: string, copyNumber: number) =>
    settings.get(settingKey)?.get(imageHash)?.get(copyNumber);

  function enter(settingKey: string): readonly string[] {
    const copies = settings.get(settingKey) ?? new Map();
    settings.delete(settingKey);
    settings.set(settingKey, copies);
    const forgotten = [...settings.keys()].slice(0, -settingMaximum);
    for (const key of forgotten) settings.delete(key);
    return forgotten.flatMap(listCopyKeys);
  }

  function add(settingKey: string, imageHash: string, copyNumber: number, packed: PackedEmbedding): void {
    const copies = settings.get(settingKey);
    const ofImage = copies?.get(imageHash) ?? new Map<number, PackedEmbedding>();
    copies?.set(imageHash, ofImage.set(copyNumber, packed));
  }

  return {
    get(settingKey, imageHash, copyNumber) {
      const packed = find(settingKey, imageHash, copyNumber);
      return packed === undefined ? null : unpackEmbedding(packed);
    },
    has: (settingKey, imageHash, copyNumber) => find(settingKey, imageHash, copyNumber) !== undefined,
    enter,
    put(settingKey, imageHash, copyNumber, embedding) {
      const packed = packEmbedding(embedding);
      add(settingKey, imageHash, copyNumber, packed);
      return { baseKey: writeCopyKey(settingKey, copyNumber), imageHash, packed };
    },
    load({ baseKey, imageHash, packed }) {
      const parts = readCopyKey(baseKey);
      if (parts === null) return false;
      if (!settings.has(parts.settingKey)) enter(parts.settingKey);
      add(parts.settingKey, imageHash, parts.copyNumber, packed);
      return true;
    },
    listKept: (imageHash) =>
      [...settings].flatMap(([settingKey, copies]) =>
        [...(copies.get(imageHash) ?? [])].map(([copyNumber, packed]) => ({
          baseKey: writeCopyKey(settingKey, copyNumber),
          imageHash,
          packed,
        })),
      ),
    keepOnly(keptHashes) {
      for (const copies of settings.values()) {
        for (const imageHash of copies.keys()) {
          if (!keptHashes.has(imageHash)) copies.delete(imageHash);
        }
      }
    },
  };
}

const { maximum } = settingLimits.copiesPerImage;

/** What the embeddings of one copy of each image are kept by, where those of the images have the base model's key. */
function writeCopyKey(settingKey: string, copyNumber: number): string {
  return `copy ${copyNumber} ${settingKey}`;
}

function listCopyKeys(settingKey: string): readonly string[] {
  return Array.from({ length: maximum }, (_, index) => writeCopyKey(settingKey, index + 1));
}

function readCopyKey(key: string): { readonly settingKey: string; readonly copyNumber: number } | null {
  const [, copyNumber, settingKey] = /^copy (\d) (.+)$/s.exec(key) ?? [];
  return settingKey === undefined ? null : { settingKey, copyNumber: Number(copyNumber) };
}
