import type { EmbeddedForKeeping } from './project-keeper.ts';

/**
 * What project files say of the images that they bring, until somebody has looked at the bytes: it belongs to the image
 * that came with it, and to no other one of the same hash.
 */
export interface ClaimStore {
  put(image: Blob, claim: EmbeddedForKeeping): void;
  /** Hashes that these images are said to have, where an embedding of this base model came with them. */
  listHashes(images: readonly Blob[], baseKey: string): readonly string[];
  /**
   * Ends what is said of an image.
   * @param imageHash of its bytes
   * @returns null where nothing is said of it, or it is of other bytes
   */
  settle(image: Blob, imageHash: string): EmbeddedForKeeping | null;
}

/** An empty store. */
export function createClaimStore(): ClaimStore {
  const claims = new WeakMap<Blob, EmbeddedForKeeping>();
  return {
    put(image, claim) {
      claims.set(image, claim);
    },
    listHashes: (images, baseKey) =>
      images.flatMap((image) => {
        const claim = claims.get(image);
        return claim?.baseKey === baseKey ? [claim.identity.imageHash] : [];
      }),
    settle(image, imageHash) {
      const claim = claims.get(image);
      claims.delete(image);
      return claim?.identity.imageHash === imageHash ? claim : null;
    },
  };
}
