import {
  add,
  conv2d,
  div,
  exp,
  gather,
  logSoftmax,
  matMul,
  mean,
  mul,
  neg,
  pad,
  relu,
  reshape,
  step,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
  tensor1d,
  tensor2d,
  tensor4d,
  tile,
  transpose,
} from '@tensorflow/tfjs-core';
import { createRandom, deriveSeed, randomNormal } from '../shared/random.ts';

/** Side of the pictures that the small network sees, in pixels. */
export const smallImageSide = 64;

/** Channels after each convolution; each halves the side. */
const channels = [16, 32, 64, 128] as const;
const kernelSide = 3;

/** How many numbers of the small network are trained. */
export function countSmallNetworkParameters(classCount: number): number {
  let inputs = 3;
  let count = 0;
  for (const outputs of channels) {
    count += kernelSide ** 2 * inputs * outputs + outputs;
    inputs = outputs;
  }
  return count + inputs * classCount + classCount;
}

/**
 * The first values of a small convolutional network: four 3x3 convolutions with stride 2, each followed by relu, then the
 * mean over the map and one dense layer. Normal with variance 2 / inputs (He et al., 2015); biases, and the dense
 * layer, start at zero.
 * @returns kernel and bias of each convolution, then of the dense layer, on the current backend
 */
export function createSmallNetwork(classCount: number, seed: number): Tensor[] {
  const random = createRandom(deriveSeed(seed, 'small network'));
  const parameters: Tensor[] = [];
  let inputs = 3;
  for (const outputs of channels) {
    const fanIn = kernelSide ** 2 * inputs;
    const scale = Math.sqrt(2 / fanIn);
    const kernel = Float32Array.from({ length: fanIn * outputs }, () => scale * randomNormal(random));
    parameters.push(tensor4d(kernel, [kernelSide, kernelSide, inputs, outputs]));
    parameters.push(tensor1d(new Float32Array(outputs)));
    inputs = outputs;
  }
  parameters.push(tensor2d(new Float32Array(inputs * classCount), [inputs, classCount]));
  parameters.push(tensor1d(new Float32Array(classCount)));
  return parameters;
}

/** Logits of a batch. Call inside a tidy. @param images [batch, side, side, 3]; the side a multiple of 16 */
export function runSmallNetwork(parameters: readonly Tensor[], images: Tensor4D): Tensor2D {
  return runForward(parameters, images).logits;
}

/** Mean cross-entropy of a batch in nats, and its gradients in the order of the parameters. */
export interface SmallNetworkGradients {
  /** A scalar. */
  readonly loss: Tensor;
  readonly gradients: readonly Tensor[];
}

/**
 * Loss and exact gradients by the chain rule written out, of operations that every backend has: wasm lacks the
 * gradient of a convolution's kernel. Call inside a tidy.
 * @param targets one-hot, [batch, classCount]
 */
export function computeSmallNetworkGradients(
  parameters: readonly Tensor[],
  images: Tensor4D,
  targets: Tensor2D,
): SmallNetworkGradients {
  const { maps, features, logits } = runForward(parameters, images);
  const [batchSize] = targets.shape;
  const logProbabilities = logSoftmax(logits);
  const logitGradient = div<Tensor2D>(sub(exp(logProbabilities), targets), batchSize);
  const dense = parameters.at(-2) as Tensor2D;
  const gradients: Tensor[] = [matMul(transpose(features), logitGradient), sum(logitGradient, 0)];

  const [, height, width, depth] = (maps.at(-1) as Tensor4D).shape;
  const featureGradient = matMul(logitGradient, transpose(dense));
  let mapGradient = div<Tensor4D>(
    tile(reshape(featureGradient, [batchSize, 1, 1, depth]), [1, height, width, 1]),
    height * width,
  );
  for (let layer = channels.length - 1; layer >= 0; layer--) {
    const input = maps[layer] as Tensor4D;
    // Relu: its output is positive exactly where its input was.
    const outputGradient = mul<Tensor4D>(mapGradient, step(maps[layer + 1] as Tensor4D));
    gradients.unshift(kernelGradient(input, outputGradient), sum(outputGradient, [0, 1, 2]));
    if (layer > 0) mapGradient = inputGradient(outputGradient, parameters[2 * layer] as Tensor4D);
  }
  return { loss: neg(div(sum(mul(logProbabilities, targets)), batchSize)), gradients };
}

/** `maps[0]` are the images, `maps[i]` what comes out of convolution i after relu. */
function runForward(parameters: readonly Tensor[], images: Tensor4D) {
  const maps: Tensor4D[] = [images];
  for (let layer = 0; layer < channels.length; layer++) {
    const [kernel, bias] = [parameters[2 * layer] as Tensor4D, parameters[2 * layer + 1] as Tensor1D];
    maps.push(relu(add<Tensor4D>(conv2d(maps[layer] as Tensor4D, kernel, 2, 'same'), bias)));
  }
  const features = mean<Tensor2D>(maps.at(-1) as Tensor4D, [1, 2]);
  const logits = add<Tensor2D>(
    matMul(features, parameters.at(-2) as Tensor2D),
    parameters.at(-1) as Tensor1D,
  );
  return { maps, features, logits };
}

/**
 * The gradient of a convolution's kernel is a convolution itself: of the input with the output's gradient, images taking the
 * place of channels, and the stride that of the dilation. On wasm it is 15 to 30 times faster than a product with
 * the unfolded input.
 */
function kernelGradient(input: Tensor4D, outputGradient: Tensor4D): Tensor4D {
  // `same` with stride 2 and an even side pads one pixel, behind.
  const padded = pad(input, [
    [0, 0],
    [0, 1],
    [0, 1],
    [0, 0],
  ]);
  const gradient = conv2d(
    transpose(padded, [3, 1, 2, 0]),
    transpose(outputGradient, [1, 2, 0, 3]),
    1,
    'valid',
    'NHWC',
    2,
  );
  return transpose(gradient, [1, 2, 0, 3]);
}

/** The output's gradient with zeros between its pixels, convolved with the kernel turned by half. */
function inputGradient(outputGradient: Tensor4D, kernel: Tensor4D): Tensor4D {
  const [batchSize, height, width, depth] = outputGradient.shape;
  const wide = pad(reshape(outputGradient, [batchSize * height * width, 1, depth]), [
    [0, 0],
    [0, 1],
    [0, 0],
  ]);
  const high = pad(reshape(wide, [batchSize * height, 1, 2 * width * depth]), [
    [0, 0],
    [0, 1],
    [0, 0],
  ]);
  const spread: Tensor4D = reshape(high, [batchSize, 2 * height, 2 * width, depth]);
  const [kernelHeight, kernelWidth, inputs, outputs] = kernel.shape;
  const places = kernelHeight * kernelWidth;
  // `reverse` is slow on wasm, a gather is not.
  const backwards = tensor1d(
    Array.from({ length: places }, (_, place) => places - 1 - place),
    'int32',
  );
  const turned = transpose(gather(reshape(kernel, [places, inputs, outputs]), backwards), [0, 2, 1]);
  const filter: Tensor4D = reshape(turned, [kernelHeight, kernelWidth, outputs, inputs]);
  return conv2d(
    pad(spread, [
      [0, 0],
      [2, 0],
      [2, 0],
      [0, 0],
    ]),
    filter,
    1,
    'valid',
  );
}
