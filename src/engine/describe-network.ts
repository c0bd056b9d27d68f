import type { BaseModel } from '../core/embedding/base-model.ts';
import { createBaseModelEmbedder } from '../core/embedding/base-model-embedder.ts';
import { compressBaseModel } from '../core/embedding/compress-base-model.ts';
import { resizeBaseModel } from '../core/embedding/resize-base-model.ts';
import { createNetworkEmbedder } from './create-network-embedder.ts';
import type { LoadedBaseModel } from './engine-ports.ts';

/** A base model of which all layers are known, as the engine uses it. */
export function describeNetwork(
  network: BaseModel,
  rest: Pick<LoadedBaseModel, 'facts' | 'loadImagenetHead'>,
): LoadedBaseModel {
  const described: LoadedBaseModel = {
    ...rest,
    network,
    parityEmbedding: network.manifest.parityEmbedding,
    atInputSize(inputSize) {
      const resized = resizeBaseModel(network, inputSize);
      if ('kind' in resized) return resized;
      return resized === network ? described : describeNetwork(resized, rest);
    },
    createEmbedder: (plan) => createNetworkEmbedder(network, plan),
    createCompressedEmbedder(plan, precision) {
      const compressed = compressBaseModel(network, precision);
      return { embedder: createBaseModelEmbedder(compressed.base, plan), sizeBytes: compressed.sizeBytes };
    },
    exportLayersModel: null,
  };
  return described;
}
