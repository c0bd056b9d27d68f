import {
  add,
  cast,
  concat,
  gather,
  mul,
  stack,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor1d,
  tensor2d,
  tidy,
} from '@tensorflow/tfjs-core';
import { createRandom, deriveSeed, shuffled } from '../shared/random.ts';
import { balanceClasses } from './balance-classes.ts';
import { createOptimizer } from './create-optimizer.ts';
import { type Batch, computeGradients, computeLoss, type LayerTensors } from './dense-gradients.ts';
import { drawMixup, type Mixup } from './draw-mixup.ts';
import { createDropoutMasks } from './dropout-masks.ts';
import type { Head } from './head.ts';
import { createInitialHead } from './initial-head.ts';
import { createLearningRateSchedule } from './learning-rate-schedule.ts';
import { smoothTargets } from './smooth-targets.ts';
import type { TrainingData } from './training-data.ts';
import type { TrainingRequest } from './training-types.ts';

/** How a head did on some rows. */
export interface LossAndAccuracy {
  /** Mean cross-entropy in nats; where classes are weighted, the mean weighted by them, in training and measuring alike. */
  readonly loss: number;
  /** The fraction predicted right; every row counts the same. */
  readonly accuracy: number;
}

/** The same, with what the head takes each of the rows for. */
export interface JudgedRows extends LossAndAccuracy {
  /** Class columns, in the order of the rows. */
  readonly predictedClasses: Uint16Array<ArrayBuffer>;
}

/** One head in training on the backend. Every method leaves no tensor behind; `dispose` frees the rest. */
export interface HeadTrainer {
  /** One pass over the rows it trains on, in a new random order, at the rates of the schedule. */
  trainEpoch(): Promise<LossAndAccuracy>;
  /** Tells the schedule what an epoch gave: the loss of validation, or of training where nothing is validated. */
  observe(loss: number): void;
  /** One step on the next rows of such a pass. @returns their loss before it */
  trainStep(learningRate: number): Promise<number>;
  /** How the head does on `rows`, without dropout. */
  measure(rows: Int32Array): Promise<JudgedRows>;
  /** The head as plain numbers. */
  readHead(): Promise<Head>;
  dispose(): void;
}

/**
 * Starts a new head, or the one that the request goes on from, on the current backend.
 * @param data stays the caller's
 * @param stage separates the random streams of fit and refit
 * @param trainedRows rows of the data to train on; classes are weighted by how many of these they have
 * @throws what the backend throws; then nothing is left on it
 */
export function createHeadTrainer(
  request: TrainingRequest,
  data: TrainingData,
  stage: 'fit' | 'refit',
  trainedRows: Int32Array,
): HeadTrainer {
  const { embeddings, classIndexes, classCount, settings } = request;
  const classWeights =
    settings.classWeighting === 'none' ? null : balanceClasses(classIndexes, trainedRows, classCount);
  const weigh = (row: number): number => classWeights?.[classIndexes[row] as number] ?? 1;
  const random = createRandom(deriveSeed(settings.seed, stage));
  const initialHead =
    request.initialHead ??
    createInitialHead(embeddings.embeddingSize, classCount, settings.hiddenUnits, settings.seed);
  const optimizer = createOptimizer(settings, () =>
    initialHead.layers.flatMap((layer) => [
      tensor2d(layer.kernel, [layer.inputSize, layer.outputSize]),
      tensor1d(layer.bias),
    ]),
  );
  const schedule = createLearningRateSchedule(settings);
  // A stream of its own, so that the order of the rows does not depend on whether they are mixed.
  const mixupRandom = createRandom(deriveSeed(settings.seed, `${stage} mixup`));
  const batchSize = Math.min(settings.batchSize, trainedRows.length);
  let epochsDone = 0;
  let waitingRows: readonly number[] = [];
  const currentLayers = (): LayerTensors[] =>
    initialHead.layers.map((_, index) => ({
      kernel: optimizer.parameters[2 * index] as Tensor2D,
      bias: optimizer.parameters[2 * index + 1] as Tensor1D,
    }));

  /** @returns loss and accuracy before the step, [2] */
  const stepOn = (rows: readonly number[], learningRate: number): Tensor =>
    tidy(() => {
      const dropoutMasks = createDropoutMasks(initialHead, batchSize, settings.dropout, random);
      const gathered = gatherBatch(data, padBatch(rows, batchSize), weigh, dropoutMasks);
      const targets = smoothTargets(gathered.targets, settings.labelSmoothing);
      const smoothed = { ...gathered, targets };
      const batch =
        settings.mixup === 0
          ? smoothed
          : mixBatch(smoothed, drawMixup(settings.mixup, rows.length, batchSize, mixupRandom), rows, weigh);
      // AdamW has its own way to keep kernels small.
      const l2 = settings.optimizer === 'adamw' ? 0 : settings.l2;
      const { loss, accuracy, layers } = computeGradients(currentLayers(), batch, l2);
      optimizer.update(
        layers.flatMap(({ kernel, bias }) => [kernel, bias]),
        learningRate,
      );
      return stack([loss, accuracy]);
    });

  return {
    async trainEpoch() {
      const order = shuffled(Array.from(trainedRows), random);
      let totals: Tensor = tensor1d([0, 0]);
      try {
        for (let start = 0; start < order.length; start += batchSize) {
          const batchRows = order.slice(start, start + batchSize);
          const rate = schedule.rateAt(epochsDone + start / order.length);
          const next = tidy(() => add(totals, mul(stepOn(batchRows, rate), batchRows.length)));
          totals.dispose();
          totals = next;
        }
        epochsDone++;
        return readMeans(await totals.data(), trainedRows, weigh);
      } finally {
        totals.dispose();
      }
    },
    observe: (loss) => schedule.observe(loss),
    async trainStep(learningRate) {
      if (waitingRows.length === 0) waitingRows = shuffled(Array.from(trainedRows), random);
      const batchRows = waitingRows.slice(0, batchSize);
      waitingRows = waitingRows.slice(batchSize);
      const step = stepOn(batchRows, learningRate);
      try {
        return (await step.data())[0] as number;
      } finally {
        step.dispose();
      }
    },
    async measure(rows) {
      // In one tensor: each that is read makes a graphics card wait.
      const judged = tidy(() => {
        const batch = gatherBatch(
          data,
          { indexes: rows, weights: new Float32Array(rows.length).fill(1) },
          weigh,
          null,
        );
        const { loss, accuracy, predicted } = computeLoss(currentLayers(), batch);
        return concat([stack([loss, accuracy]) as Tensor1D, cast(predicted, 'float32')]);
      });
      try {
        const values = await judged.data();
        return {
          ...readMeans(values, rows, weigh),
          predictedClasses: Uint16Array.from(values.subarray(2)),
        };
      } finally {
        judged.dispose();
      }
    },
    async readHead() {
      const values = await Promise.all(
        optimizer.parameters.map(async (parameter) => Float32Array.from(await parameter.data())),
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
    dispose: () => optimizer.dispose(),
  };
}

/** Rows of the data, and how much each counts. */
interface WeightedRows {
  readonly indexes: Int32Array;
  readonly weights: Float32Array;
}

function gatherBatch(
  { inputs, targets }: TrainingData,
  { indexes, weights }: WeightedRows,
  weigh: (row: number) => number,
  dropoutMasks: readonly Tensor2D[] | null,
): Batch {
  const indexTensor = tensor1d(indexes, 'int32');
  return {
    inputs: gather(inputs, indexTensor),
    targets: gather(targets, indexTensor),
    weights: tensor2d(weights, [weights.length, 1]),
    lossWeights: tensor2d(
      weights.map((weight, i) => weight * weigh(indexes[i] as number)),
      [weights.length, 1],
    ),
    dropoutMasks,
  };
}

/**
 * Mixes rows, targets and what they count in the loss, so that a mixed row is exactly as much loss as its parts:
 * share * w_i * loss(y_i) + (1 - share) * w_j * loss(y_j), of the mixed input.
 */
function mixBatch(
  batch: Batch,
  { share, partners }: Mixup,
  rows: readonly number[],
  weigh: (row: number) => number,
): Batch {
  const size = partners.length;
  const [own, others, sums] = [
    new Float32Array(size).fill(1),
    new Float32Array(size),
    new Float32Array(size),
  ];
  rows.forEach((row, i) => {
    const ownWeight = share * weigh(row);
    const otherWeight = (1 - share) * weigh(rows[partners[i] as number] as number);
    sums[i] = (ownWeight + otherWeight) / rows.length;
    own[i] = ownWeight / (ownWeight + otherWeight);
    others[i] = otherWeight / (ownWeight + otherWeight);
  });
  const column = (values: Float32Array): Tensor2D => tensor2d(values, [size, 1]);
  const partnersTensor = tensor1d(partners, 'int32');
  return {
    ...batch,
    inputs: add(mul(batch.inputs, share), mul(gather(batch.inputs, partnersTensor), 1 - share)),
    targets: add(mul(batch.targets, column(own)), mul(gather(batch.targets, partnersTensor), column(others))),
    lossWeights: column(sums),
  };
}

/**
 * Rows that count the same, 1 in all. A short batch is filled up with row 0 at weight 0, so that every step has one
 * shape (GPU backends compile per shape).
 */
function padBatch(rows: readonly number[], batchSize: number): WeightedRows {
  const indexes = new Int32Array(batchSize);
  indexes.set(rows);
  const weights = new Float32Array(batchSize).fill(1 / rows.length, 0, rows.length);
  return { indexes, weights };
}

/** @param totals weighted loss and number of right predictions, summed over `rows` */
function readMeans(
  totals: ArrayLike<number>,
  rows: Int32Array,
  weigh: (row: number) => number,
): LossAndAccuracy {
  const [lossSum, rightCount] = [totals[0] as number, totals[1] as number];
  const weightSum = rows.reduce((sum, row) => sum + weigh(row), 0);
  // A count that went through float32 weights: rounding makes it whole again.
  return { loss: lossSum / weightSum, accuracy: Math.round(rightCount) / rows.length };
}
