import { setBackend } from '@tensorflow/tfjs-core';
import type { BaseModel } from '../../../core/embedding/base-model.ts';
import { createBaseModelEmbedder } from '../../../core/embedding/base-model-embedder.ts';
import type { Embedder } from '../../../core/embedding/embedder.ts';
import { batchPlans } from '../../batch-plans.ts';
import { prepareWasm } from '../prepare-wasm.ts';

/** Puts a base model on TF.js's wasm. @throws where that cannot be started */
export async function putOnWasm(network: BaseModel): Promise<Embedder> {
  prepareWasm();
  if (!(await setBackend('wasm'))) throw new Error('wasm could not be started');
  return createBaseModelEmbedder(network, batchPlans.wasm);
}
