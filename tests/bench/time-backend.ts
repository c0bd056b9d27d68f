import * as Comlink from 'comlink';
import { isFailure } from '../../src/core/shared/failure.ts';
import { createEngineClient } from '../../src/engine/client/create-engine-client.ts';
import { spawnWorker } from '../../src/engine/client/spawn-worker.ts';
import type { BackendName } from '../../src/engine/engine-api.ts';
import { drawPhotos } from '../../src/platform/draw-photos.ts';
import { findBestBatchSize } from './find-best-batch-size.ts';
import { chooseWorkSize, type WorkSize } from './work-size.ts';
import type { TrainingTimes, Yardsticks } from './yardstick-worker.ts';

/** What one backend gave: ms per image of each round, ms per epoch of each round. */
export interface BackendTimes {
  readonly backend: BackendName;
  readonly emulated: boolean;
  readonly work: WorkSize;
  readonly bareBatchSize: number;
  readonly bare: readonly number[];
  readonly embed: readonly number[];
  readonly trainingLinear: TrainingTimes;
  readonly trainingHidden: TrainingTimes;
}

/** Why a backend was not timed. */
export interface BackendAbsent {
  readonly backend: BackendName;
  readonly absent: string;
}

/** The bare forward pass and the engine's own pipeline in turn, then training, on one backend. */
export async function timeBackend(
  modelUrl: string,
  backend: BackendName,
  full: boolean,
): Promise<BackendTimes | BackendAbsent> {
  const worker = new Worker(new URL('./yardstick-worker.ts', import.meta.url), { type: 'module' });
  const yardsticks = Comlink.wrap<Yardsticks>(worker);
  const probe = await yardsticks.setUp(backend, modelUrl);
  if (probe.state === 'unavailable') return { backend, absent: probe.detail };
  const engine = createEngineClient({ spawnWorker, setup: { builtInBaseUrl: modelUrl } });
  const started = await engine.start({ backend, baseModel: { kind: 'built-in' } }, () => {});
  if (isFailure(started)) return { backend, absent: `the engine does not start (${started.kind})` };

  const emulated = probe.state === 'emulated';
  const work = chooseWorkSize(backend, emulated, full);
  const photos = await drawPhotos(work.imageCount);
  const images = photos.map((image, index) => ({ id: String(index), image }));
  const bareBatchSize = await findBestBatchSize(yardsticks, backend);
  const bare: number[] = [];
  const embed: number[] = [];
  for (let round = 0; round < work.rounds; round++) {
    bare.push(await yardsticks.timeForward(bareBatchSize, images.length));
    const startMs = performance.now();
    const result = await engine.embedImages(images, async () => 'continue');
    if (isFailure(result)) throw new Error(result.kind);
    embed.push((performance.now() - startMs) / images.length);
  }
  const trainingLinear = await yardsticks.timeTraining(work, 0);
  const trainingHidden = await yardsticks.timeTraining(work, 100);
  worker.terminate();
  return { backend, emulated, work, bareBatchSize, bare, embed, trainingLinear, trainingHidden };
}
