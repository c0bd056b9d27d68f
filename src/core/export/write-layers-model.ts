import { strToU8 } from 'fflate';
import { type FloatPrecision, type NamedWeight, writeWeights } from './write-weights.ts';
import type { ModelFiles } from './zip-model.ts';

/** One layer of a Keras-style Sequential model: its configuration as Keras 2 writes it, and its numbers. */
export interface SequentialLayer {
  readonly className:
    | 'Conv2D'
    | 'DepthwiseConv2D'
    | 'ReLU'
    | 'GlobalAveragePooling2D'
    | 'LayerNormalization'
    | 'Dense';
  readonly name: string;
  /** Without `name` and `batch_input_shape`, which the model writer adds. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly weights: readonly SequentialWeight[];
}

/** One weight by the name it has inside its layer (`kernel`, `bias`, ...), flat in the order of `shape`. */
interface SequentialWeight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/**
 * Writes a Sequential model in the format of TF.js layers (a Keras 2 topology and a weights manifest), as `model.save`
 * of TF.js 4.22 does. Written from plain numbers, without tensors: nothing to dispose, and the same model gives the
 * same bytes.
 * @param inputShape shape of one input, without the batch
 */
export function writeLayersModel(
  name: string,
  inputShape: readonly number[],
  layers: readonly SequentialLayer[],
  precision: FloatPrecision = 'float32',
): ModelFiles {
  const { manifest, bytes } = writeWeights(listWeights(layers), precision);
  const topology = {
    class_name: 'Sequential',
    config: {
      name,
      layers: layers.map((layer, index) => ({
        class_name: layer.className,
        config: {
          name: layer.name,
          ...(index === 0 && { batch_input_shape: [null, ...inputShape], dtype: 'float32' }),
          ...layer.config,
        },
      })),
    },
    keras_version: 'tfjs-layers 4.22.0',
    backend: 'tensor_flow.js',
  };
  const model = {
    format: 'layers-model',
    generatedBy: 'Graft',
    convertedBy: null,
    modelTopology: topology,
    weightsManifest: manifest,
  };
  return { 'model.json': strToU8(JSON.stringify(model)), 'weights.bin': bytes };
}

/** All weights, each by its layer's name and its own. */
export function listWeights(layers: readonly SequentialLayer[]): readonly NamedWeight[] {
  return layers.flatMap((layer) =>
    layer.weights.map((weight) => ({ ...weight, name: `${layer.name}/${weight.name}` })),
  );
}
