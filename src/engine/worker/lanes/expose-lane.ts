import { setBackend } from '@tensorflow/tfjs-core';
import * as Comlink from 'comlink';
import type { BaseModel } from '../../../core/embedding/base-model.ts';
import { createBaseModelEmbedder } from '../../../core/embedding/base-model-embedder.ts';
import type { Embedder } from '../../../core/embedding/embedder.ts';
import { batchPlans } from '../../batch-plans.ts';
import { putOnKernels } from '../../create-network-embedder.ts';
import { prepareWasm } from '../prepare-wasm.ts';
import type { LaneApi } from './lane-api.ts';

/** Serves a lane to the engine's worker that made this one. */
export function exposeLane(): void {
  let embedder: Embedder | null = null;
  const api: LaneApi = {
    async setUp(network) {
      embedder = (await putOnKernels(network, batchPlans.wasm)) ?? (await putOnWasm(network));
    },
    async embed(images) {
      if (embedder === null) throw new Error('the lane has not been set up');
      const embeddings = await embedder.embed(images);
      return Comlink.transfer(embeddings, [embeddings.buffer as ArrayBuffer]);
    },
  };
  Comlink.expose(api);
}

async function putOnWasm(network: BaseModel): Promise<Embedder> {
  prepareWasm();
  if (!(await setBackend('wasm'))) throw new Error('wasm could not be started');
  return createBaseModelEmbedder(network, batchPlans.wasm);
}
