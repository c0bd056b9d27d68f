import { createRandom, deriveSeed, shuffled } from '../shared/random.ts';
import { createBackendHeadStepper } from './backend-head-stepper.ts';
import { balanceClasses } from './balance-classes.ts';
import { drawDropoutMasks } from './draw-dropout-masks.ts';
import type { DenseLayer, Head } from './head.ts';
import type { HeadStepper, JudgedSums } from './head-stepper.ts';
import { createInitialHead } from './initial-head.ts';
import { createLearningRateSchedule } from './learning-rate-schedule.ts';
import { createPlainHeadStepper } from './plain-head-stepper.ts';
import { planBatch } from './plan-batch.ts';
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

/** One head in training. Every method leaves no tensor behind; `dispose` frees the rest. */
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
 * Starts a new head, or the one that the request goes on from: on the current backend or without it, as the data says.
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
  const stepper = createStepper(initialHead, data, request, weigh);
  const schedule = createLearningRateSchedule(settings);
  // A stream of its own, so that the order of the rows does not depend on whether they are mixed.
  const mixupRandom = createRandom(deriveSeed(settings.seed, `${stage} mixup`));
  const batchSize = Math.min(settings.batchSize, trainedRows.length);
  let epochsDone = 0;
  let waitingRows: readonly number[] = [];

  const stepOn = (rows: readonly number[], learningRate: number): void => {
    const dropoutMasks = drawDropoutMasks(initialHead, batchSize, settings.dropout, random);
    stepper.step(planBatch(rows, batchSize, settings.mixup, mixupRandom, weigh), dropoutMasks, learningRate);
  };
  const average = ({ lossSum, rightCount }: JudgedSums, rows: Int32Array): LossAndAccuracy => ({
    loss: lossSum / rows.reduce((sum, row) => sum + weigh(row), 0),
    accuracy: rightCount / rows.length,
  });

  return {
    async trainEpoch() {
      const order = shuffled(Array.from(trainedRows), random);
      for (let start = 0; start < order.length; start += batchSize)
        stepOn(order.slice(start, start + batchSize), schedule.rateAt(epochsDone + start / order.length));
      epochsDone++;
      return average(await stepper.readSums(), trainedRows);
    },
    observe: (loss) => schedule.observe(loss),
    async trainStep(learningRate) {
      if (waitingRows.length === 0) waitingRows = shuffled(Array.from(trainedRows), random);
      const batchRows = waitingRows.slice(0, batchSize);
      waitingRows = waitingRows.slice(batchSize);
      stepOn(batchRows, learningRate);
      return (await stepper.readSums()).lossSum / batchRows.length;
    },
    async measure(rows) {
      const judged = await stepper.judge(rows);
      return { ...average(judged, rows), predictedClasses: judged.predictedClasses };
    },
    async readHead() {
      const values = await stepper.readParameters();
      return {
        ...initialHead,
        layers: initialHead.layers.map((layer, index) => ({
          ...layer,
          kernel: values[2 * index] as Float32Array<ArrayBuffer>,
          bias: values[2 * index + 1] as Float32Array<ArrayBuffer>,
        })),
      };
    },
    dispose: () => stepper.dispose(),
  };
}

function createStepper(
  initialHead: Head,
  { inputs, onBackend, dense }: TrainingData,
  { classIndexes, settings }: TrainingRequest,
  weigh: (row: number) => number,
): HeadStepper {
  if (onBackend !== null) return createBackendHeadStepper(initialHead, onBackend, settings, weigh);
  const [layer] = initialHead.layers;
  return createPlainHeadStepper(layer as DenseLayer, inputs, classIndexes, settings, weigh, dense);
}
