import type { BaseModel } from '../../core/embedding/base-model.ts';
import type { BatchPlan, Embedder } from '../../core/embedding/embedder.ts';
import { createKernelEmbedder } from './create-kernel-embedder.ts';
import { loadKernels } from './load-kernels.ts';

/** Puts a base model on kernels of our own, which need no backend. @returns null where this machine, or the model, is not for them */
export async function putOnKernels(network: BaseModel, { batchSize }: BatchPlan): Promise<Embedder | null> {
  const kernels = await loadKernels();
  return kernels && createKernelEmbedder(network, kernels, batchSize);
}
