import type * as Comlink from 'comlink';
import type { BackendName } from '../../src/engine/engine-api.ts';
import type { Yardsticks } from './yardstick-worker.ts';

/** The batch size at which the bare network is fastest, so that the studio is measured against its best. */
export async function findBestBatchSize(
  yardsticks: Comlink.Remote<Yardsticks>,
  backend: BackendName,
): Promise<number> {
  const batchSizes = { wasm: [1, 4, 8, 16], webgl: [8], webgpu: [8], cpu: [1] }[backend];
  const timed: { readonly batchSize: number; readonly ms: number }[] = [];
  for (const batchSize of batchSizes) {
    // The first pass compiles and allocates.
    await yardsticks.timeForward(batchSize, batchSize);
    const ms = batchSizes.length === 1 ? 0 : await yardsticks.timeForward(batchSize, 32);
    timed.push({ batchSize, ms });
  }
  return timed.reduce((best, next) => (next.ms < best.ms ? next : best)).batchSize;
}
