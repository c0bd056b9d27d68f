import { strToU8 } from 'fflate';

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

/** The two files that `tf.loadLayersModel` reads. */
export interface LayersModelFiles {
  readonly 'model.json': Uint8Array<ArrayBuffer>;
  readonly 'weights.bin': Uint8Array<ArrayBuffer>;
}

/**
 * Writes a Sequential model in the format of TF.js layers (a Keras 2 topology and a weights manifest, float32), as
 * `model.save` of TF.js 4.22 does. Written from plain numbers, without tensors: nothing to dispose, and the same
 * model gives the same bytes.
 * @param inputShape shape of one input, without the batch
 */
export function writeLayersModel(
  name: string,
  inputShape: readonly number[],
  layers: readonly SequentialLayer[],
): LayersModelFiles {
  const weights = layers.flatMap((layer) =>
    layer.weights.map((weight) => ({ ...weight, name: `${layer.name}/${weight.name}` })),
  );
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
    weightsManifest: [
      {
        paths: ['weights.bin'],
        weights: weights.map((weight) => ({ name: weight.name, shape: weight.shape, dtype: 'float32' })),
      },
    ],
  };
  return {
    'model.json': strToU8(JSON.stringify(model)),
    'weights.bin': joinNumbers(weights.map((weight) => weight.values)),
  };
}

/** All numbers one after the other, as little-endian float32 (the byte order of every machine that runs a browser). */
function joinNumbers(arrays: readonly Float32Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Float32Array(arrays.reduce((sum, values) => sum + values.length, 0));
  let offset = 0;
  for (const values of arrays) {
    joined.set(values, offset);
    offset += values.length;
  }
  return new Uint8Array(joined.buffer);
}
