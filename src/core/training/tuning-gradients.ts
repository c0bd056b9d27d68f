import {
  add,
  div,
  mean,
  mul,
  reshape,
  sqrt,
  square,
  sub,
  type Tensor2D,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import {
  type BlockActivations,
  type BlockTensors,
  computeBlockGradients,
  runBlock,
} from './block-gradients.ts';
import {
  type Batch,
  type BatchLoss,
  computeGradients,
  computeLoss,
  type JudgedBatch,
  type LayerTensors,
} from './dense-gradients.ts';
import { standardizeEpsilon } from './standardize-embeddings.ts';

/** The part of a model that is trained when blocks are: these, the mean over all places, standardization, the head. */
export interface TunedPart {
  readonly blocks: readonly BlockTensors[];
  /** Of each block's depthwise convolution. */
  readonly strides: readonly (1 | 2)[];
  readonly head: readonly LayerTensors[];
}

/** One batch at the cut: activations [batch, height, width, channels], the rest as the head knows it. */
export interface TuningBatch extends Omit<Batch, 'inputs'> {
  readonly activations: Tensor4D;
}

/** How wrong the part is on one batch, and which way every number should go; in the order of the part. */
export interface TuningGradients extends BatchLoss {
  readonly head: readonly LayerTensors[];
  readonly blocks: readonly BlockTensors[];
}

/** Activations at the cut -> embeddings, not standardized, [batch, embeddingSize]. Call inside a tidy. */
export function embedActivations(
  { blocks, strides }: Pick<TunedPart, 'blocks' | 'strides'>,
  activations: Tensor4D,
): Tensor2D {
  const output = blocks.reduce(
    (input, block, index) => runBlock(block, input, strides[index] as 1 | 2).output,
    activations,
  );
  return averagePlaces(output);
}

/** Loss, accuracy and answers alone. Call inside a tidy. */
export function computeTuningLoss(part: TunedPart, batch: TuningBatch): JudgedBatch {
  const { inputs } = standardize(embedActivations(part, batch.activations));
  return computeLoss(part.head, { ...batch, inputs });
}

/**
 * Loss and exact gradients of blocks and head. Between them: the mean over n places passes 1 / n of its gradient to each,
 * and standardization x = (e - mean(e)) / s passes (g - mean(g) - x mean(g x)) / s.
 * Call inside a tidy.
 * @param l2 of the head's kernels
 */
export function computeTuningGradients(part: TunedPart, batch: TuningBatch, l2: number): TuningGradients {
  const { blocks, strides } = part;
  const passes: BlockActivations[] = [];
  let features = batch.activations;
  blocks.forEach((block, index) => {
    const pass = runBlock(block, features, strides[index] as 1 | 2);
    passes.push(pass);
    features = pass.output;
  });
  const { inputs, deviation } = standardize(averagePlaces(features));
  const { loss, accuracy, layers, passToInputs } = computeGradients(part.head, { ...batch, inputs }, l2);

  const gradient = passToInputs();
  const centred = sub(gradient, mean(gradient, 1, true));
  const along = mul(inputs, mean(mul(gradient, inputs), 1, true));
  const [rows, height, width, channels] = features.shape;
  const perPlace = div(sub(centred, along), mul(deviation, height * width));
  let outputGradient: Tensor4D = reshape(perPlace, [rows, 1, 1, channels]);
  const gradients: BlockTensors[] = [];
  for (let index = blocks.length - 1; index >= 0; index--) {
    const { block, input } = computeBlockGradients(
      blocks[index] as BlockTensors,
      passes[index] as BlockActivations,
      strides[index] as 1 | 2,
      outputGradient,
      index > 0,
    );
    gradients.unshift(block);
    if (input !== null) outputGradient = input;
  }
  return { loss, accuracy, head: layers, blocks: gradients };
}

function averagePlaces(features: Tensor4D): Tensor2D {
  return mean(features, [1, 2]) as Tensor2D;
}

/** The same as `standardizeEmbedding`, on the backend; `deviation` is [batch, 1]. */
function standardize(embeddings: Tensor2D): { readonly inputs: Tensor2D; readonly deviation: Tensor2D } {
  const centred = sub<Tensor2D>(embeddings, mean(embeddings, 1, true));
  const deviation = sqrt(add(mean(square(centred), 1, true), standardizeEpsilon)) as Tensor2D;
  return { inputs: div(centred, deviation), deviation };
}
