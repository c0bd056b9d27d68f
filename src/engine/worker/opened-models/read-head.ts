import type { LayersModel, Tensor } from '@tensorflow/tfjs';
import type { BaseModelFailure } from '../../../core/shared/failure.ts';
import type { DenseLayer, Head } from '../../../core/training/head.ts';
import { standardizeEpsilon } from '../../../core/training/standardize-embeddings.ts';
import { unfit } from '../base-models/unfit.ts';

/**
 * Reads the head out of the layers model that Graft writes of one (`core/export/list-head-layers.ts`): the standardizing of
 * the embedding, then dense layers, the last one with a softmax.
 */
export async function readHead(model: LayersModel): Promise<Head | BaseModelFailure> {
  const other = unfit('it says that it is a head of Graft, but has other layers');
  const [standardize, ...dense] = model.layers.filter((layer) => layer.getClassName() !== 'InputLayer');
  const embeddingSize = model.inputs[0]?.shape[1];
  if (standardize === undefined || typeof embeddingSize !== 'number') return other;
  const [scale, offset] = await readWeights(standardize.getWeights());
  const isPlain =
    standardize.getClassName() === 'LayerNormalization' &&
    standardize.getConfig()['epsilon'] === standardizeEpsilon &&
    (scale ?? []).every((value) => value === 1) &&
    (offset ?? []).every((value) => value === 0);
  if (!isPlain) return other;
  const layers: DenseLayer[] = [];
  for (const [index, layer] of dense.entries()) {
    const [kernel, bias] = await readWeights(layer.getWeights());
    const { activation } = layer.getConfig();
    const isLast = index === dense.length - 1;
    if (layer.getClassName() !== 'Dense' || kernel === undefined || bias === undefined) return other;
    if (isLast ? activation !== 'softmax' : activation !== 'relu' && activation !== 'linear') return other;
    layers.push({
      inputSize: layers.at(-1)?.outputSize ?? embeddingSize,
      outputSize: bias.length,
      kernel,
      bias,
      activation: activation === 'relu' ? 'relu' : 'linear',
    });
  }
  const last = layers.at(-1);
  return last === undefined ? other : { embeddingSize, classCount: last.outputSize, layers };
}

function readWeights(weights: readonly Tensor[]): Promise<readonly Float32Array<ArrayBuffer>[]> {
  return Promise.all(weights.map(async (weight) => Float32Array.from(await weight.data())));
}
