import { strToU8 } from 'fflate';
import { listWeights, type SequentialLayer } from '../write-layers-model.ts';
import { writeWeights } from '../write-weights.ts';
import type { ModelFiles } from '../zip-model.ts';

/** A trained model in the parts that a Teachable Machine model has. */
export interface NestedModelParts {
  /** Shape of one image. */
  readonly inputShape: readonly number[];
  /** From images to a feature map. */
  readonly base: readonly SequentialLayer[];
  /** From the feature map to the embedding. */
  readonly pooling: SequentialLayer;
  readonly embeddingSize: number;
  /** From the embedding to probabilities. */
  readonly head: readonly SequentialLayer[];
}

/**
 * Writes a layers model nested as Teachable Machine's: Sequential[ Sequential[ Model, pooling ], Sequential head ], in the
 * words of TF.js 1.3.1, which knows a graph of layers as `Model` only, and weights of 32 bits or whole numbers only.
 */
export function writeNestedModel({
  inputShape,
  base,
  pooling,
  embeddingSize,
  head,
}: NestedModelParts): ModelFiles {
  const { manifest, bytes } = writeWeights(listWeights([...base, pooling, ...head]), 'float32');
  const truncated = {
    class_name: 'Model',
    config: writeGraphOfLayers('graft_base', inputShape, base),
  };
  const model = {
    format: 'layers-model',
    generatedBy: 'TensorFlow.js tfjs-layers v1.3.1',
    convertedBy: null,
    modelTopology: {
      class_name: 'Sequential',
      config: {
        name: 'graft_model',
        layers: [
          nest('graft_embedding', [truncated, writeLayer(pooling)]),
          nest(
            'graft_head',
            head.map((layer, index) => writeLayer(layer, index === 0 ? [embeddingSize] : null)),
          ),
        ],
      },
      keras_version: 'tfjs-layers 1.3.1',
      backend: 'tensor_flow.js',
    },
    weightsManifest: manifest,
  };
  return { 'model.json': strToU8(JSON.stringify(model)), 'weights.bin': bytes };
}

function nest(name: string, layers: readonly unknown[]) {
  return { class_name: 'Sequential', config: { name, layers } };
}

/** @param inputShape for the first layer of a Sequential */
function writeLayer(
  { className, name, config }: SequentialLayer,
  inputShape: readonly number[] | null = null,
) {
  const input = inputShape === null ? {} : { batch_input_shape: [null, ...inputShape], dtype: 'float32' };
  return { class_name: className, config: { name, ...input, ...config } };
}

/** A chain of layers in the form that holds any graph: each says which one it follows. */
function writeGraphOfLayers(name: string, inputShape: readonly number[], layers: readonly SequentialLayer[]) {
  const inputName = 'images';
  const last = layers.at(-1)?.name ?? inputName;
  return {
    name,
    layers: [
      {
        name: inputName,
        class_name: 'InputLayer',
        config: {
          batch_input_shape: [null, ...inputShape],
          dtype: 'float32',
          sparse: false,
          name: inputName,
        },
        inbound_nodes: [],
      },
      ...layers.map((layer, index) => ({
        name: layer.name,
        ...writeLayer(layer),
        inbound_nodes: [[[layers[index - 1]?.name ?? inputName, 0, 0, {}]]],
      })),
    ],
    input_layers: [[inputName, 0, 0]],
    output_layers: [[last, 0, 0]],
  };
}
