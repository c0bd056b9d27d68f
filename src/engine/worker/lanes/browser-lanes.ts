import * as Comlink from 'comlink';
import type { LanePort } from '../../engine-ports.ts';
import { type LaneApi, laneName } from './lane-api.ts';

/** Each lane takes some 100 MB, and where processors share their memory more than four gain little. */
const mostLanes = { usual: 4, withLittleMemory: 2 };
/** In GB, as browsers report it that do (Chromium). */
const littleMemory = 4;

/** Lanes that are workers of the engine's worker, each with a wasm of its own: that asks nothing of the host. */
export function createBrowserLanes(): LanePort {
  return {
    laneCount: countLanes(),
    async open(network) {
      const worker = new Worker(location.href, { type: 'module', name: laneName });
      const api = Comlink.wrap<LaneApi>(worker);
      const whenDead = new Promise<never>((_, reject) => {
        worker.addEventListener('error', (event) => {
          event.preventDefault();
          reject(new Error(event.message || 'the lane could not be loaded'));
        });
      });
      // Whoever waits for an answer hears of it.
      whenDead.catch(() => {});
      try {
        await Promise.race([api.setUp(network), whenDead]);
      } catch (error) {
        worker.terminate();
        throw error;
      }
      return {
        embed: (images) => Promise.race([api.embed(images), whenDead]),
        close: () => worker.terminate(),
      };
    },
  };
}

function countLanes(): number {
  // Older Safari lets no worker make workers.
  if (typeof Worker !== 'function') return 0;
  const { deviceMemory = Number.POSITIVE_INFINITY } = navigator as { readonly deviceMemory?: number };
  const most = deviceMemory <= littleMemory ? mostLanes.withLittleMemory : mostLanes.usual;
  return Math.min(navigator.hardwareConcurrency, most);
}
