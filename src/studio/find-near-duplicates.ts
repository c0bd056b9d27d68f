import type { PixelStatistics } from '../core/images/pixel-statistics.ts';
import type { Failure } from '../core/shared/failure.ts';
import { isFailure } from '../core/shared/failure.ts';
import type { BaseModelInfo, EngineClient } from '../engine/engine-api.ts';
import { baseModelKey, type EmbeddingStore } from './embedding-store.ts';
import { gatherEmbeddings } from './gather-embeddings.ts';
import type { StudioSample } from './studio-state.ts';

/** Which images are nearly the same, of those that were compared. */
export interface NearDuplicates {
  readonly comparedHashes: ReadonlySet<string>;
  /** Image hashes of each group of two or more. */
  readonly groups: readonly (readonly string[])[];
}

/** Compares images with each other, and remembers the answer until there are others. */
export interface NearDuplicateFinder {
  /**
   * @param onProgress how much is done, 0 to 1
   * @returns null when it was stopped, or when not all of these images are embedded
   */
  find(
    samples: readonly StudioSample[],
    client: EngineClient,
    baseModel: BaseModelInfo,
    onProgress: (doneFraction: number) => 'continue' | 'stop',
  ): Promise<NearDuplicates | Failure | null>;
  /** What was found last, where it was with this base model; null where nothing was. */
  recall(baseModel: BaseModelInfo): NearDuplicates | null;
}

/** @param embeddings of the images, with what is known of their pixels */
export function createNearDuplicateFinder(embeddings: EmbeddingStore): NearDuplicateFinder {
  let last: { readonly baseKey: string; readonly found: NearDuplicates } | null = null;
  return {
    async find(samples, client, baseModel, onProgress) {
      const images = new Map(samples.map((sample) => [sample.imageHash, sample.image]));
      const baseKey = baseModelKey(baseModel);
      if (last?.baseKey === baseKey && isSameSet(last.found.comparedHashes, images)) return last.found;
      // In an order of their own, so that the same images give the same groups however they came in.
      const hashes = [...images.keys()].filter((hash) => hash !== null).sort();
      const pixels: PixelStatistics[] = [];
      for (const imageHash of hashes) {
        const identity = embeddings.identify(images.get(imageHash) as Blob);
        if (identity === null) return null;
        pixels.push(identity.pixels);
      }
      if (hashes.length < images.size) return null;
      const table = await gatherEmbeddings(hashes, embeddings, baseModel);
      if (table === null) return null;
      const answer = await client.findNearDuplicates({ embeddings: table, pixels }, async (doneFraction) =>
        onProgress(doneFraction),
      );
      if (answer === null || isFailure(answer)) return answer;
      const groups = answer.map((group) => group.map((row) => hashes[row] as string));
      last = { baseKey, found: { comparedHashes: new Set(hashes), groups } };
      return last.found;
    },
    recall: (baseModel) => (last?.baseKey === baseModelKey(baseModel) ? last.found : null),
  };
}

/**
 * The ids of samples that must stay together: copies of one image, and images that are nearly the same.
 * @returns groups of two or more; null when there are images that were not compared
 */
export function groupSamples(
  samples: readonly Pick<StudioSample, 'id' | 'imageHash'>[],
  { comparedHashes, groups }: NearDuplicates,
): readonly (readonly string[])[] | null {
  const idsByHash = new Map<string, string[]>();
  for (const { id, imageHash } of samples) {
    if (imageHash === null || !comparedHashes.has(imageHash)) return null;
    const ids = idsByHash.get(imageHash);
    if (ids === undefined) idsByHash.set(imageHash, [id]);
    else ids.push(id);
  }
  const grouped = new Set(groups.flat());
  const alone = [...idsByHash.keys()].filter((hash) => !grouped.has(hash)).map((hash) => [hash]);
  return [...groups, ...alone]
    .map((group) => group.flatMap((hash) => idsByHash.get(hash) ?? []))
    .filter(({ length }) => length > 1);
}

function isSameSet(set: ReadonlySet<string>, keys: ReadonlyMap<string | null, unknown>): boolean {
  return set.size === keys.size && [...keys.keys()].every((key) => key !== null && set.has(key));
}
