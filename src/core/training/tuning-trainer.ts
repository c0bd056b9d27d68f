import {
  add,
  cast,
  concat,
  mean,
  mul,
  reshape,
  sqrt,
  square,
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
import { createOptimizer } from './create-optimizer.ts';
import type { BatchLoss, JudgedBatch } from './dense-gradients.ts';
import { drawDropoutMasks } from './draw-dropout-masks.ts';
import type { Head } from './head.ts';
import type { JudgedRows, LossAndAccuracy } from './head-trainer.ts';
import { createLearningRateSchedule, type LearningRateSchedule } from './learning-rate-schedule.ts';
import { smoothTargets } from './smooth-targets.ts';
import {
  computeTuningGradients,
  computeTuningLoss,
  type TunedPart,
  type TuningBatch,
} from './tuning-gradients.ts';
import type { TuningRequest } from './tuning-types.ts';
import { uploadMasks } from './upload-masks.ts';
import { uploadRows } from './upload-rows.ts';

/** Head and last blocks in training together. Every method leaves no tensor behind; `dispose` frees the rest. */
export interface TuningTrainer {
  /**
   * One pass over the rows it trains on, in a new random order. Yields how much of it is done, 0 to 1, after each batch; an
   * epoch that nobody goes on with leaves what its batches have changed.
   */
  trainEpoch(): AsyncGenerator<number, LossAndAccuracy, void>;
  measure(rows: Int32Array): Promise<JudgedRows>;
  readHead(): Promise<Head>;
  readBlocks(): Promise<TunedLayers>;
  dispose(): void;
}

/**
 * Starts from a trained head and the blocks of the base model, on the current backend. The head is moved by the optimizer of
 * its settings at their learning rate, with their L2 penalty or weight decay, dropout, label smoothing and class
 * weights; the blocks by Adam at the learning rate for them. Both rates go through one cycle (`learning-rate-schedule.ts`),
 * whatever schedule the head has when it is trained alone: optimizers that start anew would tear the features apart
 * at full rate. Mixup and copies take no part.
 *
 * A step of the blocks is in proportion to the size of the channel that it changes (`measureScales`): batch normalization is
 * folded into their kernels, whose channels differ in size a hundredfold.
 * @param stage separates the random streams of fit and refit
 * @throws what the backend throws; then nothing is left on it
 */
export function createTuningTrainer(
  { activations, classIndexes, classCount, settings, trainingRows }: TuningRequest,
  blocks: readonly Block[],
  startHead: Head,
  stage: 'tuning' | 'tuning refit',
): TuningTrainer {
  const classWeights =
    settings.classWeighting === 'none' ? null : balanceClasses(classIndexes, trainingRows, classCount);
  const weigh = (row: number): number => classWeights?.[classIndexes[row] as number] ?? 1;
  const random = createRandom(deriveSeed(settings.seed, stage));
  const batchSize = Math.min(settings.batchSize, trainingRows.length);
  const { tuningEpochs: epochs, tuningLearningRate } = settings;
  const headOptimizer = createOptimizer(settings, () =>
    startHead.layers.flatMap((layer) => [
      tensor2d(layer.kernel, [layer.inputSize, layer.outputSize]),
      tensor1d(layer.bias),
    ]),
  );
  const blockAdam = createBlockAdam(blocks, tuningLearningRate, () => headOptimizer.dispose());
  const [headSchedule, blockSchedule] = [settings.learningRate, tuningLearningRate].map((learningRate) =>
    createLearningRateSchedule({ schedule: 'one-cycle', learningRate, epochs }),
  ) as [LearningRateSchedule, LearningRateSchedule];
  // AdamW has its own way to keep kernels small.
  const l2 = settings.optimizer === 'adamw' ? 0 : settings.l2;
  let epochsDone = 0;

  const part = (): TunedPart => ({
    strides: blocks.map(({ depthwise }) => depthwise.info.strides),
    blocks: blocks.map((_, index) => {
      const [depthwiseKernel, depthwiseBias, pointwiseKernel, pointwiseBias] = blockAdam.parameters.slice(
        4 * index,
      ) as [Tensor4D, Tensor1D, Tensor2D, Tensor1D];
      return { depthwiseKernel, depthwiseBias, pointwiseKernel, pointwiseBias };
    }),
    head: startHead.layers.map((_, index) => ({
      kernel: headOptimizer.parameters[2 * index] as Tensor2D,
      bias: headOptimizer.parameters[2 * index + 1] as Tensor1D,
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

  /** Loss and accuracy over the rows, and answers where they are given; each batch is read before the next one begins. */
  async function* sumBatches(
    rows: readonly number[],
    run: (batch: TuningBatch, count: number, start: number) => BatchLoss | JudgedBatch,
  ): AsyncGenerator<number, JudgedRows, void> {
    const predictedClasses = new Uint16Array(rows.length);
    let [loss, rightCount] = [0, 0];
    for (let start = 0; start < rows.length; start += batchSize) {
      const batchRows = rows.slice(start, start + batchSize);
      const totals = tidy(() => {
        const result = run(gather(batchRows), batchRows.length, start);
        const sums = stack([result.loss, result.accuracy]) as Tensor1D;
        return 'predicted' in result ? concat([sums, cast(result.predicted, 'float32')]) : sums;
      });
      try {
        const values = await totals.data();
        loss += values[0] as number;
        rightCount += Math.round(values[1] as number);
        predictedClasses.set(values.subarray(2, 2 + batchRows.length), start);
      } finally {
        totals.dispose();
      }
      yield Math.min(1, (start + batchSize) / rows.length);
    }
    const weightSum = rows.reduce((sum, row) => sum + weigh(row), 0);
    return { loss: loss / weightSum, accuracy: rightCount / rows.length, predictedClasses };
  }

  return {
    async *trainEpoch() {
      const order = shuffled(Array.from(trainingRows), random);
      const result = yield* sumBatches(order, (batch, count, start) => {
        const varied = {
          ...batch,
          targets: smoothTargets(batch.targets, settings.labelSmoothing),
          lossWeights: mul<Tensor2D>(batch.lossWeights, 1 / count),
          dropoutMasks: uploadMasks(
            drawDropoutMasks(startHead, batchSize, settings.dropout, random),
            batchSize,
          ),
        };
        const { loss, accuracy, head, blocks } = computeTuningGradients(part(), varied, l2);
        const done = epochsDone + start / order.length;
        headOptimizer.update(
          head.flatMap(({ kernel, bias }) => [kernel, bias]),
          headSchedule.rateAt(done),
        );
        blockAdam.update(blocks.flatMap(listTensors), blockSchedule.rateAt(done));
        return { loss: mul(loss, count), accuracy };
      });
      epochsDone++;
      return result;
    },
    measure: (rows) => finish(sumBatches(Array.from(rows), (batch) => computeTuningLoss(part(), batch))),
    async readHead() {
      const values = await readAll(headOptimizer.parameters);
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
      headOptimizer.dispose();
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
      0,
      measureScales,
    );
  } catch (error) {
    onError();
    throw error;
  }
}

/**
 * How large the numbers of each channel are: of kernels the root mean square, of biases that times the root of what goes into
 * one number of the output, which is how large the sums are that they are added to. With this, a learning rate is the part of its
 * channel that a number may change by in a step.
 * @param parameters of each block: depthwise kernel and bias, pointwise kernel and bias
 */
function measureScales(parameters: readonly Tensor[]): Tensor[] {
  return parameters.flatMap((kernel, index) => {
    if (index % 2 === 1) return [];
    const isDepthwise = index % 4 === 0;
    const inputAxes = isDepthwise ? [0, 1] : [0];
    const inputCount = inputAxes.reduce((product, axis) => product * (kernel.shape[axis] as number), 1);
    // A channel of zeros may come to life, too.
    const ofKernel = add(sqrt(mean(square(kernel), inputAxes, true)), 0.001);
    return [ofKernel, mul(reshape(ofKernel, [-1]), Math.sqrt(inputCount))];
  });
}

function listTensors(block: BlockTensors): Tensor[] {
  return [block.depthwiseKernel, block.depthwiseBias, block.pointwiseKernel, block.pointwiseBias];
}

function readAll(tensors: readonly Tensor[]): Promise<Float32Array<ArrayBuffer>[]> {
  return Promise.all(tensors.map(async (tensor) => Float32Array.from(await tensor.data())));
}

/** Goes on to the end. */
async function finish<Result>(work: AsyncGenerator<unknown, Result, void>): Promise<Result> {
  let step = await work.next();
  while (!step.done) step = await work.next();
  return step.value;
}
