import {
  mul,
  stack,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
  tensor1d,
  tensor2d,
  tensor4d,
  tidy,
} from '@tensorflow/tfjs-core';
import type { Block } from '../embedding/cut-base-model.ts';
import type { TunedLayer, TunedLayers } from '../embedding/tuned-layers.ts';
import { createRandom, deriveSeed, shuffled } from '../shared/random.ts';
import { createAdam } from './adam.ts';
import { balanceClasses } from './balance-classes.ts';
import type { BlockTensors } from './block-gradients.ts';
import type { Head } from './head.ts';
import type { LossAndAccuracy } from './head-trainer.ts';
import {
  computeTuningGradients,
  computeTuningLoss,
  type TunedPart,
  type TuningBatch,
} from './tuning-gradients.ts';
import type { TuningRequest } from './tuning-types.ts';
import { uploadRows } from './upload-rows.ts';

/** Head and last blocks in training together. Every method leaves no tensor behind; `dispose` frees the rest. */
export interface TuningTrainer {
  /** One pass over the rows it trains on, in a new random order. */
  trainEpoch(): Promise<LossAndAccuracy>;
  measure(rows: Int32Array): Promise<LossAndAccuracy>;
  readHead(): Promise<Head>;
  readBlocks(): Promise<TunedLayers>;
  dispose(): void;
}

/**
 * Starts from a trained head and the blocks of the base model, on the current backend. Each is moved by an Adam of its
 * own: head at the learning rate of its settings, blocks at that of `tuning`.
 * @throws what the backend throws; then nothing is left on it
 */
export function createTuningTrainer(
  { activations, classIndexes, classCount, settings, trainingRows, tuning }: TuningRequest,
  blocks: readonly Block[],
  startHead: Head,
): TuningTrainer {
  const classWeights =
    settings.classWeighting === 'none' ? null : balanceClasses(classIndexes, trainingRows, classCount);
  const weigh = (row: number): number => classWeights?.[classIndexes[row] as number] ?? 1;
  const random = createRandom(deriveSeed(settings.seed, 'tuning'));
  const batchSize = Math.min(settings.batchSize, trainingRows.length);
  const headAdam = createAdam(
    () =>
      startHead.layers.flatMap((layer) => [
        tensor2d(layer.kernel, [layer.inputSize, layer.outputSize]),
        tensor1d(layer.bias),
      ]),
    settings.learningRate,
  );
  const blockAdam = createBlockAdam(blocks, tuning.learningRate, () => headAdam.dispose());

  const part = (): TunedPart => ({
    strides: blocks.map(({ depthwise }) => depthwise.info.strides),
    blocks: blocks.map((_, index) => {
      const [depthwiseKernel, depthwiseBias, pointwiseKernel, pointwiseBias] = blockAdam.parameters.slice(
        4 * index,
      ) as [Tensor4D, Tensor1D, Tensor2D, Tensor1D];
      return { depthwiseKernel, depthwiseBias, pointwiseKernel, pointwiseBias };
    }),
    head: startHead.layers.map((_, index) => ({
      kernel: headAdam.parameters[2 * index] as Tensor2D,
      bias: headAdam.parameters[2 * index + 1] as Tensor1D,
    })),
  });

  const gather = (rows: ArrayLike<number>): TuningBatch => {
    const weights = new Float32Array(batchSize);
    const lossWeights = new Float32Array(batchSize);
    const targets = new Float32Array(batchSize * classCount);
    for (let place = 0; place < rows.length; place++) {
      const row = rows[place] as number;
      weights[place] = 1;
      lossWeights[place] = weigh(row);
      targets[place * classCount + (classIndexes[row] as number)] = 1;
    }
    return {
      activations: uploadRows(activations, rows, batchSize),
      targets: tensor2d(targets, [batchSize, classCount]),
      weights: tensor2d(weights, [batchSize, 1]),
      lossWeights: tensor2d(lossWeights, [batchSize, 1]),
      dropoutMasks: null,
    };
  };

  /** Loss and number of right predictions, summed over the rows; each batch is read before the next one begins. */
  const sumBatches = async (
    rows: readonly number[],
    run: (batch: TuningBatch, count: number) => { readonly loss: Tensor; readonly accuracy: Tensor },
  ): Promise<LossAndAccuracy> => {
    let [loss, rightCount] = [0, 0];
    for (let start = 0; start < rows.length; start += batchSize) {
      const batchRows = rows.slice(start, start + batchSize);
      const totals = tidy(() => {
        const result = run(gather(batchRows), batchRows.length);
        return stack([result.loss, result.accuracy]);
      });
      try {
        const values = await totals.data();
        loss += values[0] as number;
        rightCount += Math.round(values[1] as number);
      } finally {
        totals.dispose();
      }
    }
    const weightSum = rows.reduce((sum, row) => sum + weigh(row), 0);
    return { loss: loss / weightSum, accuracy: rightCount / rows.length };
  };

  return {
    trainEpoch: () =>
      sumBatches(shuffled(Array.from(trainingRows), random), (batch, count) => {
        const scaled = { ...batch, lossWeights: mul<Tensor2D>(batch.lossWeights, 1 / count) };
        const { loss, accuracy, head, blocks } = computeTuningGradients(part(), scaled, settings.l2);
        headAdam.update(head.flatMap(({ kernel, bias }) => [kernel, bias]));
        blockAdam.update(blocks.flatMap(listTensors));
        return { loss: mul(loss, count), accuracy };
      }),
    measure: (rows) => sumBatches(Array.from(rows), (batch) => computeTuningLoss(part(), batch)),
    async readHead() {
      const values = await readAll(headAdam.parameters);
      return {
        ...startHead,
        layers: startHead.layers.map((layer, index) => ({
          ...layer,
          kernel: values[2 * index] as Float32Array<ArrayBuffer>,
          bias: values[2 * index + 1] as Float32Array<ArrayBuffer>,
        })),
      };
    },
    async readBlocks() {
      const values = await readAll(blockAdam.parameters);
      return Array.from(
        { length: values.length / 2 },
        (_, index): TunedLayer => ({
          kernel: values[2 * index] as Float32Array<ArrayBuffer>,
          bias: values[2 * index + 1] as Float32Array<ArrayBuffer>,
        }),
      );
    },
    dispose() {
      headAdam.dispose();
      blockAdam.dispose();
    },
  };
}

function createBlockAdam(blocks: readonly Block[], learningRate: number, onError: () => void) {
  try {
    return createAdam(
      () =>
        blocks.flatMap(({ depthwise, pointwise }) => {
          const [, , inputChannels, outputChannels] = pointwise.info.kernelShape;
          return [
            tensor4d(depthwise.kernel, [...depthwise.info.kernelShape]),
            tensor1d(depthwise.bias),
            tensor2d(pointwise.kernel, [inputChannels, outputChannels]),
            tensor1d(pointwise.bias),
          ];
        }),
      learningRate,
    );
  } catch (error) {
    onError();
    throw error;
  }
}

function listTensors(block: BlockTensors): Tensor[] {
  return [block.depthwiseKernel, block.depthwiseBias, block.pointwiseKernel, block.pointwiseBias];
}

function readAll(tensors: readonly Tensor[]): Promise<Float32Array<ArrayBuffer>[]> {
  return Promise.all(tensors.map(async (tensor) => Float32Array.from(await tensor.data())));
}
