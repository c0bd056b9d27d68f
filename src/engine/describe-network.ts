import type { BaseModel } from '../core/embedding/base-model.ts';
import { createBaseModelEmbedder } from '../core/embedding/base-model-embedder.ts';
import { compressBaseModel } from '../core/embedding/compress-base-model.ts';
import { exportFullModel } from '../core/export/export-full-model.ts';
import type { LoadedBaseModel } from './engine-ports.ts';

/** A base model of which all layers are known, as the engine uses it. */
export function describeNetwork(
  network: BaseModel,
  rest: Pick<LoadedBaseModel, 'facts' | 'parityEmbedding' | 'loadImagenetHead'>,
): LoadedBaseModel {
  return {
    ...rest,
    network,
    createEmbedder: async (plan) => createBaseModelEmbedder(network, plan),
    createCompressedEmbedder(plan, precision) {
      const compressed = compressBaseModel(network, precision);
      return { embedder: createBaseModelEmbedder(compressed.base, plan), sizeBytes: compressed.sizeBytes };
    },
    exportFullModel: (head, description) => exportFullModel(network, head, description),
  };
}
