import * as Comlink from 'comlink';
import type { BackendName } from '../../../src/engine/engine-api.ts';
import { findBestBatchSize } from '../find-best-batch-size.ts';
import type { Yardsticks } from '../yardstick-worker.ts';

/** The folded base model with nothing around it, at its best batch size: the limit of what embedding can reach. */
export interface BarePass {
  readonly batchSize: number;
  /** As many workers as there are processors; one where the graphics processor computes. */
  readonly workerCount: number;
  /** In one worker. */
  readonly msPerImage: number;
  /** In all workers at once, by all their images. */
  readonly msPerImageOnAll: number;
  /** The same on Graft's own kernels; null where there are none. */
  readonly kernelMsPerImage: number | null;
  readonly kernelMsPerImageOnAll: number | null;
}

/** Images of each worker. */
const imageCount = 32;

export async function timeBarePass(modelUrl: string, backend: BackendName): Promise<BarePass> {
  const workerCount = backend === 'wasm' ? navigator.hardwareConcurrency : 1;
  const workers = Array.from(
    { length: workerCount },
    () => new Worker(new URL('../yardstick-worker.ts', import.meta.url), { type: 'module' }),
  );
  const yardsticks = workers.map((worker) => Comlink.wrap<Yardsticks>(worker));
  for (const each of yardsticks) {
    const probe = await each.setUp(backend, modelUrl);
    if (probe.state === 'unavailable') throw new Error(probe.detail);
  }
  const [first] = yardsticks as [Comlink.Remote<Yardsticks>];
  const batchSize = await findBestBatchSize(first, backend);
  // The first pass of each allocates.
  await Promise.all(yardsticks.map((each) => each.timeForward(batchSize, batchSize)));
  const msPerImage = await first.timeForward(batchSize, imageCount);
  const startMs = performance.now();
  await Promise.all(yardsticks.map((each) => each.timeForward(batchSize, imageCount)));
  const msPerImageOnAll = (performance.now() - startMs) / (imageCount * workerCount);
  // The first passes have them compiled.
  await Promise.all(yardsticks.map((each) => each.timeKernels(4)));
  const kernelMsPerImage = await first.timeKernels(imageCount);
  const kernelStartMs = performance.now();
  await Promise.all(yardsticks.map((each) => each.timeKernels(imageCount)));
  const kernelMsOnAll = (performance.now() - kernelStartMs) / (imageCount * workerCount);
  for (const worker of workers) worker.terminate();
  const kernelMsPerImageOnAll = kernelMsPerImage === null ? null : kernelMsOnAll;
  return { batchSize, workerCount, msPerImage, msPerImageOnAll, kernelMsPerImage, kernelMsPerImageOnAll };
}
