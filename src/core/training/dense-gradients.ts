import {
  add,
  argMax,
  cast,
  equal,
  exp,
  logSoftmax,
  matMul,
  mul,
  neg,
  relu,
  reshape,
  step,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  transpose,
} from '@tensorflow/tfjs-core';

/** A dense layer on the backend: kernel [inputSize, outputSize], bias [outputSize]. */
export interface LayerTensors {
  readonly kernel: Tensor2D;
  readonly bias: Tensor1D;
}

/** One batch on the backend. */
export interface Batch {
  /** [batch, inputSize] */
  readonly inputs: Tensor2D;
  /** One-hot classes, [batch, classCount]. */
  readonly targets: Tensor2D;
  /** [batch, 1]; they sum to 1 over the batch, and are 0 for padding. */
  readonly weights: Tensor2D;
  /** Per layer, what its input is multiplied by: 0 or 1 / (1 - dropout). Null without dropout. */
  readonly dropoutMasks: readonly Tensor2D[] | null;
}

/** What one batch says: how wrong the head is, and which way every number should go. */
export interface BatchGradients {
  /** Weighted mean cross-entropy in nats, without the penalty; a scalar. */
  readonly loss: Tensor;
  /** Weighted fraction of right predictions; a scalar. */
  readonly accuracy: Tensor;
  /** In the order of the layers. */
  readonly layers: readonly LayerTensors[];
}

/**
 * Loss and exact gradients of a head of dense layers (relu between them, softmax and cross-entropy after the last),
 * by the chain rule written out: for z = x W + b and logits z of the last layer,
 * dz = (softmax(z) - target) * weight, dW = x^T dz + l2 W, db = sum dz, dx = dz W^T, and relu passes dx where z > 0.
 * Transposes are explicit because a product with a transposed factor is up to three times slower on wasm.
 * Call inside a tidy.
 */
export function computeGradients(layers: readonly LayerTensors[], batch: Batch, l2: number): BatchGradients {
  const layerInputs: Tensor2D[] = [];
  const layerOutputs: Tensor2D[] = [];
  let activation = batch.inputs;
  layers.forEach((layer, index) => {
    const mask = batch.dropoutMasks?.[index];
    const input = mask === undefined ? activation : mul<Tensor2D>(activation, mask);
    const output = add<Tensor2D>(matMul(input, layer.kernel), layer.bias);
    layerInputs.push(input);
    layerOutputs.push(output);
    activation = relu(output);
  });

  const logits = layerOutputs[layers.length - 1] as Tensor2D;
  const logProbabilities = logSoftmax(logits) as Tensor2D;
  const loss = neg(sum(mul(mul(logProbabilities, batch.targets), batch.weights)));
  const accuracy = measureAccuracy(logits, batch);

  let outputGradient = mul<Tensor2D>(sub(exp(logProbabilities), batch.targets), batch.weights);
  const gradients: LayerTensors[] = [];
  for (let index = layers.length - 1; index >= 0; index--) {
    const { kernel } = layers[index] as LayerTensors;
    const input = layerInputs[index] as Tensor2D;
    const dataGradient = matMul(transpose(input), outputGradient) as Tensor2D;
    gradients.unshift({
      kernel: l2 === 0 ? dataGradient : add(dataGradient, mul(kernel, l2)),
      bias: sum(outputGradient, 0),
    });
    if (index > 0) {
      const throughKernel = matMul(outputGradient, transpose(kernel)) as Tensor2D;
      const mask = batch.dropoutMasks?.[index];
      const throughDropout = mask === undefined ? throughKernel : mul<Tensor2D>(throughKernel, mask);
      outputGradient = mul(throughDropout, step(layerOutputs[index - 1] as Tensor2D));
    }
  }
  return { loss, accuracy, layers: gradients };
}

function measureAccuracy(logits: Tensor2D, batch: Batch): Tensor {
  const right = cast(equal(argMax(logits, 1), argMax(batch.targets, 1)), 'float32');
  return sum(mul(right, reshape(batch.weights, [-1])));
}
