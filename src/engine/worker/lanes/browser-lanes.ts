import * as Comlink from 'comlink';
import type { BaseModel } from '../../../core/embedding/base-model.ts';
import type { Lane, LanePort } from '../../engine-ports.ts';
import { type LaneApi, laneName } from './lane-api.ts';

/** Each lane takes some 30 MB, and where processors share their memory more than four gain little. */
const mostLanes = { usual: 4, withLittleMemory: 2 };
/** In GB, as browsers report it that do (Chromium). */
const littleMemory = 4;

/** Lanes that are workers of the engine's worker, each with a memory of its own: that asks nothing of the host. */
export function createBrowserLanes(): LanePort {
  return {
    laneCount: countLanes(),
    async open(network) {
      const lane = (await setUp(startKernelLane(), network)) ?? (await setUp(startTfjsLane(), network));
      if (lane === null) throw new Error('the lane cannot run this network');
      return lane;
    },
  };
}

function startKernelLane(): Worker {
  return new Worker(new URL('./lane-worker.ts', import.meta.url), { type: 'module' });
}

/** The same script as the engine's, so that browsers fetch and keep one with TF.js. */
function startTfjsLane(): Worker {
  return new Worker(location.href, { type: 'module', name: laneName });
}

/** @returns null where this lane cannot run the network; then it is ended */
async function setUp(worker: Worker, network: BaseModel): Promise<Lane | null> {
  const api = Comlink.wrap<LaneApi>(worker);
  const whenDead = new Promise<never>((_, reject) => {
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      reject(new Error(event.message || 'the lane could not be loaded'));
    });
  });
  // Whoever waits for an answer hears of it.
  whenDead.catch(() => {});
  let isReady = false;
  try {
    isReady = await Promise.race([api.setUp(network), whenDead]);
  } finally {
    if (!isReady) worker.terminate();
  }
  if (!isReady) return null;
  return {
    embed: (images) => Promise.race([api.embed(images), whenDead]),
    close: () => worker.terminate(),
  };
}

function countLanes(): number {
  // Older Safari lets no worker make workers.
  if (typeof Worker !== 'function') return 0;
  const { deviceMemory = Number.POSITIVE_INFINITY } = navigator as { readonly deviceMemory?: number };
  const most = deviceMemory <= littleMemory ? mostLanes.withLittleMemory : mostLanes.usual;
  return Math.min(navigator.hardwareConcurrency, most);
}
