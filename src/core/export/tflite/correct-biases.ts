import {
  add,
  clipByValue,
  conv2d,
  depthwiseConv2d,
  dispose,
  mean,
  mul,
  round,
  sub,
  type Tensor1D,
  type Tensor4D,
  tensor1d,
  tensor4d,
  tidy,
} from '@tensorflow/tfjs-core';
import type { BaseModel, FoldedLayerInfo } from '../../embedding/base-model.ts';
import { scalePixels } from '../../embedding/embedder.ts';
import type { QuantizedLayer } from './quantize-layer.ts';
import type { Int8Range } from './quantize-numbers.ts';

/**
 * Takes off the biases what rounding has moved each channel by: images go through the network in floats and in whole numbers
 * side by side, and behind each convolution the means of every channel are made equal (empirical bias correction: Nagel et al.,
 * 2019, 4.2 and appendix D). Works on the current backend of TF.js.
 * @param quantized the layers of the base model, rounded
 * @param images RGB bytes of squares; a few are enough, because every place of their maps counts
 * @returns the layers with other biases
 */
export async function correctBiases(
  { manifest, layers }: BaseModel,
  quantized: readonly QuantizedLayer[],
  images: readonly Uint8Array[],
): Promise<readonly QuantizedLayer[]> {
  const { inputSize, inputRange } = manifest;
  const pixels = scalePixels(images, inputSize, images.length, inputRange);
  const shape: [number, number, number, number] = [images.length, inputSize, inputSize, 3];
  let exact: Tensor4D = tensor4d(pixels, shape);
  let rounded: Tensor4D = tensor4d(readBytes(images, quantized[0] as QuantizedLayer), shape);
  const corrected: QuantizedLayer[] = [];
  try {
    for (const [index, { info, kernel, bias }] of layers.entries()) {
      const layer = quantized[index] as QuantizedLayer;
      const [nextExact, nextRounded, newBias] = tidy(() => {
        const exactSums = convolve(info, exact, kernel, tensor1d(bias));
        const weights = Float32Array.from(
          layer.values,
          (value, i) => value * (layer.scales[i % layer.scales.length] as number),
        );
        const roundedSums = convolve(info, rounded, weights, tensor1d(layer.bias));
        const moved: Tensor1D = mean(sub(roundedSums, exactSums), [0, 1, 2]);
        return [
          clipByValue(exactSums, 0, 6),
          roundTo(clipByValue(sub(roundedSums, moved), 0, 6), layer.output),
          sub(tensor1d(layer.bias), moved),
        ] as const;
      });
      dispose([exact, rounded]);
      [exact, rounded] = [nextExact, nextRounded];
      try {
        corrected.push({ ...layer, bias: Float32Array.from(await newBias.data()) });
      } finally {
        newBias.dispose();
      }
    }
  } finally {
    dispose([exact, rounded]);
  }
  return corrected;
}

function convolve(
  { kind, kernelShape, strides }: FoldedLayerInfo,
  input: Tensor4D,
  kernel: Float32Array,
  bias: Tensor1D,
) {
  const filter = tensor4d(kernel, [...kernelShape]);
  const sums =
    kind === 'conv2d'
      ? conv2d(input, filter, strides, 'same')
      : depthwiseConv2d(input, filter, strides, 'same');
  return add<Tensor4D>(sums, bias);
}

/** Each number replaced by the one that its whole number stands for. */
function roundTo(values: Tensor4D, { scale, zeroPoint }: Int8Range): Tensor4D {
  return mul(clipByValue(round(mul(values, 1 / scale)), -128 - zeroPoint, 127 - zeroPoint), scale);
}

/** What the bytes of images stand for in whole numbers, which are 128 less. */
function readBytes(images: readonly Uint8Array[], { input }: QuantizedLayer): Float32Array {
  const length = images[0]?.length ?? 0;
  const numbers = new Float32Array(images.length * length);
  images.forEach((image, index) => {
    for (let i = 0; i < length; i++) {
      numbers[index * length + i] = ((image[i] as number) - 128 - input.zeroPoint) * input.scale;
    }
  });
  return numbers;
}
