import * as tf from '@tensorflow/tfjs';
import { standardizeEpsilon } from '../../../src/core/training/standardize-embeddings.ts';
import type { TuningBatch } from '../../../src/core/training/tuning-gradients.ts';

/**
 * The loss of blocks and head with its penalty, written in TF.js's own operations, whose gradients exist on the cpu backend.
 * @param strides of each block's depthwise convolution
 * @param parameters depthwise kernel and bias, pointwise kernel and bias of each block; kernel and bias of each layer
 */
export function computeStockLoss(
  strides: readonly (1 | 2)[],
  batch: TuningBatch,
  parameters: readonly tf.Tensor[],
  l2: number,
): tf.Scalar {
  let features: tf.Tensor = batch.activations;
  strides.forEach((stride, index) => {
    const [depthwise, depthwiseBias, pointwise, pointwiseBias] = parameters.slice(4 * index) as [
      tf.Tensor4D,
      tf.Tensor1D,
      tf.Tensor2D,
      tf.Tensor1D,
    ];
    const middle = tf.relu6(
      tf.add(tf.depthwiseConv2d(features as tf.Tensor4D, depthwise, stride, 'same'), depthwiseBias),
    );
    const filter = tf.reshape<tf.Rank.R4>(pointwise, [1, 1, ...pointwise.shape]);
    features = tf.relu6(tf.add(tf.conv2d(middle as tf.Tensor4D, filter, 1, 'same'), pointwiseBias));
  });
  const { mean, variance } = tf.moments(tf.mean(features, [1, 2]), 1, true);
  let values = tf.div(tf.sub(tf.mean(features, [1, 2]), mean), tf.sqrt(tf.add(variance, standardizeEpsilon)));
  const head = parameters.slice(4 * strides.length);
  const kernels = head.filter(({ rank }) => rank === 2) as tf.Tensor2D[];
  kernels.forEach((kernel, index) => {
    const input = index === 0 ? values : tf.relu(values);
    const mask = batch.dropoutMasks?.[index];
    const kept = mask === undefined ? input : tf.mul(input, mask);
    values = tf.add(tf.matMul(kept as tf.Tensor2D, kernel), head[2 * index + 1] as tf.Tensor1D);
  });
  const crossEntropies = tf.mul(tf.mul(tf.logSoftmax(values), batch.targets), batch.lossWeights);
  const penalty = tf.addN(kernels.map((kernel) => tf.sum(tf.square(kernel))));
  return tf.sub<tf.Scalar>(tf.mul(penalty, l2 / 2), tf.sum(crossEntropies));
}
