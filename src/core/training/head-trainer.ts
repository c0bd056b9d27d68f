import {
  add,
  argMax,
  cast,
  dispose,
  equal,
  gather,
  keep,
  logSoftmax,
  matMul,
  mean,
  mul,
  neg,
  oneHot,
  relu,
  stack,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor1d,
  tensor2d,
  tidy,
} from '@tensorflow/tfjs-core';
import { createRandom, deriveSeed, type Random, shuffled } from '../shared/random.ts';
import { createAdam } from './adam.ts';
import { computeGradients, type LayerTensors } from './dense-gradients.ts';
import type { Head } from './head.ts';
import { createInitialHead } from './initial-head.ts';
import { standardizeEmbeddings } from './standardize-embeddings.ts';
import type { TrainingRequest } from './training-types.ts';

/** A mean over samples: cross-entropy in nats, and the fraction predicted right. */
export interface LossAndAccuracy {
  readonly loss: number;
  readonly accuracy: number;
}

/** One head in training on the backend. Every method leaves no tensor behind; `dispose` frees the rest. */
export interface HeadTrainer {
  /** One pass over `rows` in a new random order. */
  trainEpoch(rows: Int32Array): Promise<LossAndAccuracy>;
  /** Loss and accuracy on `rows`, without dropout. */
  measure(rows: Int32Array): Promise<LossAndAccuracy>;
  /** The head as plain numbers. */
  readHead(): Promise<Head>;
  dispose(): void;
}

/** Uploads embeddings and classes and starts a new head. `stage` separates the random stream of fit and refit. */
export function createHeadTrainer(request: TrainingRequest, stage: 'fit' | 'refit'): HeadTrainer {
  const { embeddings, classCount, settings } = request;
  const random = createRandom(deriveSeed(settings.seed, stage));
  const initialHead = createInitialHead(
    embeddings.embeddingSize,
    classCount,
    settings.hiddenUnits,
    settings.seed,
  );
  const allInputs = tensor2d(standardizeEmbeddings(embeddings), [
    embeddings.sampleCount,
    embeddings.embeddingSize,
  ]);
  const allTargets = tidy(() =>
    cast(oneHot(tensor1d(request.classIndexes, 'int32'), classCount), 'float32'),
  ) as Tensor2D;
  const adam = createAdam(
    initialHead.layers.flatMap((layer) => [
      tensor2d(layer.kernel, [layer.inputSize, layer.outputSize]),
      tensor1d(layer.bias),
    ]),
    settings.learningRate,
  );
  const currentLayers = (): LayerTensors[] =>
    initialHead.layers.map((_, index) => ({
      kernel: adam.parameters[2 * index] as Tensor2D,
      bias: adam.parameters[2 * index + 1] as Tensor1D,
    }));

  const stepOn = (rows: readonly number[], batchSize: number): Tensor =>
    tidy(() => {
      const { indexes, weights } = padBatch(rows, batchSize);
      const indexTensor = tensor1d(indexes, 'int32');
      const batch = {
        inputs: gather(allInputs, indexTensor),
        targets: gather(allTargets, indexTensor),
        weights: tensor2d(weights, [batchSize, 1]),
        dropoutMasks:
          settings.dropout === 0 ? null : createMasks(initialHead, batchSize, settings.dropout, random),
      };
      const { loss, accuracy, layers } = computeGradients(currentLayers(), batch, settings.l2);
      adam.update(layers.flatMap(({ kernel, bias }) => [kernel, bias]));
      return stack([loss, accuracy]);
    });

  return {
    async trainEpoch(rows) {
      const batchSize = Math.min(settings.batchSize, rows.length);
      const order = shuffled(Array.from(rows), random);
      let totals = keep(tensor1d([0, 0])) as Tensor;
      for (let start = 0; start < order.length; start += batchSize) {
        const batchRows = order.slice(start, start + batchSize);
        const next = tidy(() => add(totals, mul(stepOn(batchRows, batchSize), batchRows.length)));
        totals.dispose();
        totals = next;
      }
      const [lossSum, rightCount] = await readAndDispose(totals);
      return {
        loss: (lossSum as number) / rows.length,
        // A count that went through float32 weights: rounding makes it whole again.
        accuracy: Math.round(rightCount as number) / rows.length,
      };
    },
    async measure(rows) {
      const both = tidy(() => {
        const indexes = tensor1d(rows, 'int32');
        const logits = forward(gather(allInputs, indexes), currentLayers());
        const targets = gather(allTargets, indexes);
        const loss = neg(mean(sum(mul(logSoftmax(logits), targets), 1)));
        const accuracy = mean(cast(equal(argMax(logits, 1), argMax(targets, 1)), 'float32'));
        return stack([loss, accuracy]);
      });
      const [loss, accuracy] = await readAndDispose(both);
      return { loss: loss as number, accuracy: accuracy as number };
    },
    async readHead() {
      const values = await Promise.all(
        adam.parameters.map(async (parameter) => Float32Array.from(await parameter.data())),
      );
      return {
        ...initialHead,
        layers: initialHead.layers.map((layer, index) => ({
          ...layer,
          kernel: values[2 * index] as Float32Array<ArrayBuffer>,
          bias: values[2 * index + 1] as Float32Array<ArrayBuffer>,
        })),
      };
    },
    dispose() {
      adam.dispose();
      dispose([allInputs, allTargets]);
    },
  };
}

/** Fills a short batch up with row 0 at weight 0, so that every step has one shape (GPU backends compile per shape). */
function padBatch(
  rows: readonly number[],
  batchSize: number,
): { indexes: Int32Array; weights: Float32Array } {
  const indexes = new Int32Array(batchSize);
  indexes.set(rows);
  const weights = new Float32Array(batchSize).fill(1 / rows.length, 0, rows.length);
  return { indexes, weights };
}

/** Inverted dropout (Srivastava et al., 2014): each input is zeroed with probability `dropout`, the rest scaled up. */
function createMasks(head: Head, batchSize: number, dropout: number, random: Random): Tensor2D[] {
  const kept = 1 / (1 - dropout);
  return head.layers.map(({ inputSize }) => {
    const mask = Float32Array.from({ length: batchSize * inputSize }, () =>
      random.next() < dropout ? 0 : kept,
    );
    return tensor2d(mask, [batchSize, inputSize]);
  });
}

function forward(inputs: Tensor2D, layers: readonly LayerTensors[]): Tensor2D {
  return layers.reduce((activation, { kernel, bias }, index) => {
    const output = add<Tensor2D>(matMul(activation, kernel), bias);
    return index < layers.length - 1 ? relu(output) : output;
  }, inputs);
}

async function readAndDispose(tensor: Tensor): Promise<Float32Array> {
  try {
    return (await tensor.data()) as Float32Array;
  } finally {
    tensor.dispose();
  }
}
