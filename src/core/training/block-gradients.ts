import {
  concat,
  depthwiseConv2d,
  fused,
  matMul,
  mul,
  ones,
  pad,
  type Rank,
  reshape,
  reverse,
  step,
  sub,
  sum,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
  transpose,
  zeros,
} from '@tensorflow/tfjs-core';

/**
 * A block on the backend: a depthwise convolution, then a pointwise one, each with bias and ReLU6. Batch normalization
 * is folded into the kernels, as in the base model.
 */
export interface BlockTensors {
  /** [height, width, channels, 1] */
  readonly depthwiseKernel: Tensor4D;
  readonly depthwiseBias: Tensor1D;
  /** [channels, outputChannels] */
  readonly pointwiseKernel: Tensor2D;
  readonly pointwiseBias: Tensor1D;
}

/** What a block made of its input: its gradients need it. */
export interface BlockActivations {
  /** [batch, height, width, channels] */
  readonly input: Tensor4D;
  /** After the depthwise convolution and ReLU6, [batch, outputHeight, outputWidth, channels]. */
  readonly middle: Tensor4D;
  /** After the pointwise convolution and ReLU6, [batch, outputHeight, outputWidth, outputChannels]. */
  readonly output: Tensor4D;
}

/** Runs a block. Call inside a tidy. */
export function runBlock(block: BlockTensors, input: Tensor4D, strides: 1 | 2): BlockActivations {
  const middle = fused.depthwiseConv2d({
    x: input,
    filter: block.depthwiseKernel,
    strides,
    pad: 'same',
    bias: block.depthwiseBias,
    activation: 'relu6',
  });
  const [batch, height, width, channels] = middle.shape;
  const outputChannels = block.pointwiseBias.size;
  const output = fused.matMul({
    a: reshape<Rank.R2>(middle, [batch * height * width, channels]),
    b: block.pointwiseKernel,
    bias: block.pointwiseBias,
    activation: 'relu6',
  });
  return { input, middle, output: reshape<Rank.R4>(output, [batch, height, width, outputChannels]) };
}

/**
 * Exact gradients of a block, by the chain rule written out; none of them needs an operation that a backend lacks (wasm
 * has no gradients of convolutions).
 *
 * ReLU6 passes a gradient where 0 < output < 6. The pointwise convolution is a product z = x W + b over all places of
 * the batch: dW = x^T dz, db = sum dz, dx = dz W^T. Of the depthwise convolution, dK[t] is the sum over places o of
 * x[s o + t] dz[o] (s the stride), which is itself a depthwise convolution: of x by dz, with dilation s, each image
 * and channel on its own. dx is dz, spread out by the stride, convolved with the kernel turned round.
 * Call inside a tidy.
 * @param outputGradient of the loss by `output`, in its shape
 * @returns `block` in the shapes of the tensors; `input` null unless it is wanted
 */
export function computeBlockGradients(
  block: BlockTensors,
  { input, middle, output }: BlockActivations,
  strides: 1 | 2,
  outputGradient: Tensor4D,
  wantsInput: boolean,
): { readonly block: BlockTensors; readonly input: Tensor4D | null } {
  const [batch, height, width, channels] = middle.shape;
  const placeCount = batch * height * width;
  const onPlaces = (tensor: Tensor4D) => reshape<Rank.R2>(tensor, [placeCount, tensor.shape[3]]);

  const pointwiseSum = onPlaces(mul(outputGradient, passesThroughRelu6(output)));
  const throughPointwise = matMul(pointwiseSum, transpose(block.pointwiseKernel)) as Tensor2D;
  const depthwiseSum = mul<Tensor4D>(
    reshape<Rank.R4>(throughPointwise, [batch, height, width, channels]),
    passesThroughRelu6(middle),
  );
  return {
    block: {
      depthwiseKernel: correlate(input, depthwiseSum, block.depthwiseKernel, strides),
      depthwiseBias: sumRows(onPlaces(depthwiseSum)),
      pointwiseKernel: matMul(transpose(onPlaces(middle)), pointwiseSum),
      pointwiseBias: sumRows(pointwiseSum),
    },
    input: wantsInput ? convolveBack(depthwiseSum, block.depthwiseKernel, input.shape, strides) : null,
  };
}

/** 1 where 0 < output < 6, else 0. */
function passesThroughRelu6(output: Tensor4D): Tensor4D {
  return step(mul(output, sub(6, output)));
}

/** The sum over rows as a product: summing over the first axis is slow on wasm. */
function sumRows(rows: Tensor2D): Tensor1D {
  return reshape<Rank.R1>(matMul(ones([1, rows.shape[0]]), rows), [-1]);
}

/** How many zeros `same` padding puts before and after `inputSize` places. */
function samePadding(inputSize: number, kernelSize: number, strides: number): [number, number] {
  const total = Math.max(0, (Math.ceil(inputSize / strides) - 1) * strides + kernelSize - inputSize);
  return [Math.floor(total / 2), total - Math.floor(total / 2)];
}

/** The gradient of a depthwise kernel: input [batch, h, w, c] by sums [batch, oh, ow, c] -> [kh, kw, c, 1]. */
function correlate(input: Tensor4D, sums: Tensor4D, kernel: Tensor4D, strides: 1 | 2): Tensor4D {
  const [batch, height, width, channels] = input.shape;
  const [kernelHeight, kernelWidth] = kernel.shape;
  const [, sumHeight, sumWidth] = sums.shape;
  const padded = pad(input, [
    [0, 0],
    samePadding(height, kernelHeight, strides),
    samePadding(width, kernelWidth, strides),
    [0, 0],
  ]) as Tensor4D;
  const [, paddedHeight, paddedWidth] = padded.shape;
  const laneCount = batch * channels;
  const lanes = depthwiseConv2d(
    reshape<Rank.R4>(transpose(padded, [1, 2, 0, 3]), [1, paddedHeight, paddedWidth, laneCount]),
    reshape<Rank.R4>(transpose(sums, [1, 2, 0, 3]), [sumHeight, sumWidth, laneCount, 1]),
    1,
    'valid',
    'NHWC',
    strides,
  );
  const byImage = reshape<Rank.R4>(lanes, [kernelHeight * kernelWidth, batch, channels, 1]);
  const total = sum(transpose(byImage, [0, 2, 3, 1]), 3);
  return reshape<Rank.R4>(total, [kernelHeight, kernelWidth, channels, 1]);
}

/** The gradient of a depthwise convolution's input: sums [batch, oh, ow, c] -> [batch, h, w, c]. */
function convolveBack(
  sums: Tensor4D,
  kernel: Tensor4D,
  [, height, width]: readonly number[],
  strides: 1 | 2,
): Tensor4D {
  const [kernelHeight, kernelWidth] = kernel.shape;
  const spread = strides === 1 ? sums : spreadOut(sums);
  const margins = (size: number, kernelSize: number, spreadSize: number): [number, number] => {
    const before = kernelSize - 1 - samePadding(size, kernelSize, strides)[0];
    return [before, size + kernelSize - 1 - spreadSize - before];
  };
  const padded = pad(spread, [
    [0, 0],
    margins(height as number, kernelHeight, spread.shape[1]),
    margins(width as number, kernelWidth, spread.shape[2]),
    [0, 0],
  ]) as Tensor4D;
  return depthwiseConv2d(padded, reverse(kernel, [0, 1]), 1, 'valid');
}

/** Puts a zero behind each place, along both sides: [batch, h, w, c] -> [batch, 2 h, 2 w, c]. */
function spreadOut(tensor: Tensor4D): Tensor4D {
  const [batch, height, width, channels] = tensor.shape;
  const behindPlaces = reshape<Rank.R2>(tensor, [batch * height * width, channels]);
  const rows = reshape<Rank.R2>(concat([behindPlaces, zeros(behindPlaces.shape)], 1), [
    batch * height,
    2 * width * channels,
  ]);
  return reshape<Rank.R4>(concat([rows, zeros(rows.shape)], 1), [batch, 2 * height, 2 * width, channels]);
}
