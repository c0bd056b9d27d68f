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
  /** [batch, 1]; 1 / rows for means over the batch, 1 for sums, 0 for padding. */
  readonly weights: Tensor2D;
  /** [batch, 1]; the same, times what each row counts in the loss. */
  readonly lossWeights: Tensor2D;
  /** Per layer, what its input is multiplied by: 0 or 1 / (1 - dropout). Null without dropout. */
  readonly dropoutMasks: readonly Tensor2D[] | null;
}

/** How wrong a head is on one batch. */
export interface BatchLoss {
  /** Sum of the cross-entropies in nats times their loss weights, without the penalty; a scalar. */
  readonly loss: Tensor;
  /** Weighted sum of the right predictions; a scalar. */
  readonly accuracy: Tensor;
}

/** The same, with what it takes each row for. */
export interface JudgedBatch extends BatchLoss {
  /** Class columns, [batch]. */
  readonly predicted: Tensor1D;
}

/** How wrong a head is on one batch, and which way every number should go. */
export interface BatchGradients extends BatchLoss {
  /** In the order of the layers. */
  readonly layers: readonly LayerTensors[];
  /** Computes the gradient by the batch's inputs, [batch, inputSize], for what lies before the head. */
  passToInputs(): Tensor2D;
}

/** Loss and accuracy of a head of dense layers, relu between them and softmax after the last. Call inside a tidy. */
export function computeLoss(layers: readonly LayerTensors[], batch: Batch): JudgedBatch {
  const { logits } = runForward(layers, batch);
  return judgeLogits(logits, logSoftmax(logits), batch);
}

/**
 * Loss and exact gradients of such a head, by the chain rule written out: for z = x W + b and logits z of the last layer,
 * dz = (softmax(z) - target) * lossWeight, dW = x^T dz + l2 W, db = sum dz, dx = dz W^T, and relu passes dx where z > 0.
 * Transposes are explicit because a product with a transposed factor is up to three times slower on wasm.
 * Call inside a tidy.
 */
export function computeGradients(layers: readonly LayerTensors[], batch: Batch, l2: number): BatchGradients {
  const { layerInputs, layerOutputs, logits } = runForward(layers, batch);
  const logProbabilities = logSoftmax(logits);
  const { loss, accuracy } = judgeLogits(logits, logProbabilities, batch);

  let outputGradient = mul<Tensor2D>(sub(exp(logProbabilities), batch.targets), batch.lossWeights);
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
      const throughDropout = passThroughLayer(kernel, outputGradient, batch.dropoutMasks?.[index]);
      outputGradient = mul(throughDropout, step(layerOutputs[index - 1] as Tensor2D));
    }
  }
  const firstOutputGradient = outputGradient;
  return {
    loss,
    accuracy,
    layers: gradients,
    passToInputs: () =>
      passThroughLayer((layers[0] as LayerTensors).kernel, firstOutputGradient, batch.dropoutMasks?.[0]),
  };
}

/** The gradient of a layer's input, before dropout. */
function passThroughLayer(kernel: Tensor2D, outputGradient: Tensor2D, mask: Tensor2D | undefined): Tensor2D {
  const throughKernel = matMul(outputGradient, transpose(kernel)) as Tensor2D;
  return mask === undefined ? throughKernel : mul<Tensor2D>(throughKernel, mask);
}

/** What goes into and, before relu, comes out of each layer; what comes out of the last are the logits. */
function runForward(layers: readonly LayerTensors[], { inputs, dropoutMasks }: Batch) {
  const layerInputs: Tensor2D[] = [];
  const layerOutputs: Tensor2D[] = [];
  layers.forEach(({ kernel, bias }, index) => {
    const activation = index === 0 ? inputs : relu(layerOutputs[index - 1] as Tensor2D);
    const mask = dropoutMasks?.[index];
    const input = mask === undefined ? activation : mul<Tensor2D>(activation, mask);
    layerInputs.push(input);
    layerOutputs.push(add(matMul(input, kernel), bias));
  });
  return { layerInputs, layerOutputs, logits: layerOutputs.at(-1) as Tensor2D };
}

function judgeLogits(logits: Tensor2D, logProbabilities: Tensor2D, batch: Batch): JudgedBatch {
  const { targets, weights, lossWeights } = batch;
  const predicted = argMax<Tensor1D>(logits, 1);
  const right = cast(equal(predicted, argMax(targets, 1)), 'float32');
  return {
    loss: neg(sum(mul(mul(logProbabilities, targets), lossWeights))),
    accuracy: sum(mul(right, reshape(weights, [-1]))),
    predicted,
  };
}
