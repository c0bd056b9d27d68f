import { readFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Reads a Keras-style TF.js layers model (one file per weight group) from a folder.
 * @returns {Promise<{ layers: object[], weights: Map<string, Float32Array> }>}
 */
export async function readNetwork(folder) {
  const model = JSON.parse(await readFile(path.join(folder, 'model.json'), 'utf8'));
  const weights = new Map();
  for (const group of model.weightsManifest) {
    const parts = await Promise.all(group.paths.map((file) => readFile(path.join(folder, file))));
    const bytes = Buffer.concat(parts);
    let offset = 0;
    for (const { name, shape, dtype } of group.weights) {
      if (dtype !== 'float32') throw new Error(`weight ${name} is ${dtype}, expected float32`);
      const length = shape.reduce((product, side) => product * side, 1);
      if (offset + 4 * length > bytes.length) throw new Error(`weight ${name} is cut short`);
      const values = Float32Array.from({ length }, (_, i) => bytes.readFloatLE(offset + 4 * i));
      weights.set(name, values);
      offset += 4 * length;
    }
  }
  return { layers: model.modelTopology.model_config.config.layers, weights };
}

/**
 * Folds each BatchNormalization into the convolution before it:
 * gamma * (conv(x) - mean) / sqrt(variance + epsilon) + beta = conv'(x) + bias'
 * with scale = gamma / sqrt(variance + epsilon), kernel' = kernel * scale, bias' = beta - mean * scale.
 * Stops at the global average pooling, whose output is the embedding.
 */
export function foldNetwork({ layers, weights }) {
  const folded = [];
  for (const [index, layer] of layers.entries()) {
    if (layer.class_name === 'GlobalAveragePooling2D') return folded;
    if (layer.class_name !== 'Conv2D' && layer.class_name !== 'DepthwiseConv2D') continue;
    const { name, strides } = layer.config;
    const [normalization, activation] = layers.slice(index + 1, index + 3);
    if (normalization.class_name !== 'BatchNormalization' || activation.config.activation !== 'relu6') {
      throw new Error(`layer ${name} is not followed by batch normalization and relu6`);
    }
    const depthwise = layer.class_name === 'DepthwiseConv2D';
    const kernel = weights.get(`${name}/${depthwise ? 'depthwise_kernel' : 'kernel'}`);
    const [gamma, beta, mean, variance] = ['gamma', 'beta', 'moving_mean', 'moving_variance'].map((part) =>
      weights.get(`${normalization.config.name}/${part}`),
    );
    const outputChannels = gamma.length;
    const [height, width] = layer.config.kernel_size;
    const inputChannels = kernel.length / (height * width * (depthwise ? 1 : outputChannels));
    const scale = gamma.map((value, c) => value / Math.sqrt(variance[c] + normalization.config.epsilon));
    folded.push({
      name,
      kind: depthwise ? 'depthwiseConv2d' : 'conv2d',
      strides: strides[0],
      kernelShape: [height, width, inputChannels, depthwise ? 1 : outputChannels],
      // The output channel is the last axis of both layouts (a depthwise kernel is [h, w, channel, 1]).
      kernel: kernel.map((value, i) => value * scale[i % outputChannels]),
      bias: beta.map((value, c) => value - mean[c] * scale[c]),
    });
  }
  throw new Error('the network has no global average pooling to cut at');
}
