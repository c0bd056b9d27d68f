/** Where the weights of the built-in base model are kept between visits. */
export interface KeptWeights {
  /** What was kept; null when there is nothing. It may have been damaged since. */
  read(url: string, sha256: string): Promise<ArrayBuffer | null>;
  /** Keeps the weights where the browser has room and allows it. */
  keep(url: string, sha256: string, weights: ArrayBuffer): Promise<void>;
}

/** Keeps nothing: every start fetches the weights. */
export const keepNoWeights: KeptWeights = { read: async () => null, keep: async () => {} };

/**
 * Keeps the weights in a cache of the browser. The page fetches them only once this way, whatever the host says about
 * caching; a second fetch for working offline would double what a class of thirty laptops loads.
 */
export function keepWeightsInCache(cacheName: string): KeptWeights {
  // A page served without TLS from another machine has no caches, and some browsers refuse them in private windows.
  if (!('caches' in globalThis)) return keepNoWeights;
  return {
    async read(url, sha256) {
      try {
        const kept = await (await caches.open(cacheName)).match(keyOfWeights(url, sha256));
        return (await kept?.arrayBuffer()) ?? null;
      } catch {
        return null;
      }
    },
    async keep(url, sha256, weights) {
      try {
        await (await caches.open(cacheName)).put(keyOfWeights(url, sha256), new Response(weights));
      } catch {
        // The next start fetches them again.
      }
    },
  };
}

/** Under which address weights with this content are kept. */
export function keyOfWeights(url: string, sha256: string): string {
  const key = new URL(url);
  key.searchParams.set('sha256', sha256);
  return key.href;
}
