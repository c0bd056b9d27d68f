import { getBackend } from '@tensorflow/tfjs-core';
import type { BaseModel } from '../core/embedding/base-model.ts';
import { createBaseModelEmbedder } from '../core/embedding/base-model-embedder.ts';
import type { BatchPlan, Embedder } from '../core/embedding/embedder.ts';
import { putOnKernels } from './kernels/put-on-kernels.ts';

/**
 * Puts a base model of which all layers are known on the current backend: where that is wasm, on kernels of our own.
 * @throws what the backend throws; then nothing is left on it
 */
export async function createNetworkEmbedder(network: BaseModel, plan: BatchPlan): Promise<Embedder> {
  const onKernels = getBackend() === 'wasm' ? await putOnKernels(network, plan) : null;
  return onKernels ?? createBaseModelEmbedder(network, plan);
}
