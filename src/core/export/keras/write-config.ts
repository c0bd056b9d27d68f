import type { SequentialLayer } from '../write-layers-model.ts';

/**
 * A chain of layers as Keras 3 serializes a Sequential model (`serialize_keras_object` in keras/src/saving/serialization_lib.py).
 * What is not named has the default that its layer's constructor has.
 * @param inputShape shape of one input, without the batch
 */
export function writeConfig(
  name: string,
  inputShape: readonly number[],
  layers: readonly SequentialLayer[],
): object {
  const batchShape = [null, ...inputShape];
  const input = { batch_shape: batchShape, dtype: 'float32', sparse: false, name: 'images' };
  return {
    module: 'keras',
    class_name: 'Sequential',
    config: {
      name,
      trainable: true,
      dtype: 'float32',
      layers: [describe('InputLayer', input), ...layers.map(describeLayer)],
      build_input_shape: batchShape,
    },
    registered_name: null,
    build_config: { input_shape: batchShape },
    compile_config: null,
  };
}

function describeLayer({ className, name, config }: SequentialLayer) {
  return describe(className, { name, trainable: true, dtype: 'float32', ...config });
}

function describe(className: string, config: object) {
  return { module: 'keras.layers', class_name: className, config, registered_name: null };
}
