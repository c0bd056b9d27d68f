import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import type { Block } from '../../../src/core/embedding/cut-base-model.ts';
import { decodeFloat16Array, encodeFloat16 } from '../../../src/core/shared/float16.ts';
import { createRandom, deriveSeed, randomNormal, shuffled } from '../../../src/core/shared/random.ts';
import type { DenseLayer, Head } from '../../../src/core/training/head.ts';
import { createLearningRateSchedule } from '../../../src/core/training/learning-rate-schedule.ts';
import { defaultTrainingSettings } from '../../../src/core/training/training-settings.ts';
import { createTuningTrainer } from '../../../src/core/training/tuning-trainer.ts';
import type { TuningRequest } from '../../../src/core/training/tuning-types.ts';
import { computeStockLoss } from './stock-tuning-loss.ts';

const [side, channels, embeddingSize, classCount, sampleCount] = [4, 3, 5, 3, 14];
const random = createRandom(21);
const normals = (length: number, scale: number, centre = 0) =>
  Float32Array.from({ length }, () => centre + scale * randomNormal(random));

/** Channels of different sizes, as those are that batch normalization was folded into. */
const block = {
  depthwise: {
    info: { kernelShape: [3, 3, channels, 1], strides: 2 },
    kernel: normals(27, 0.3).map((value, at) => value * 4 ** ((at % channels) - 1)),
    bias: normals(channels, 0.5, 1.5),
  },
  pointwise: {
    info: { kernelShape: [1, 1, channels, embeddingSize], strides: 1 },
    kernel: normals(channels * embeddingSize, 0.5),
    bias: normals(embeddingSize, 0.5, 1.5),
  },
} as unknown as Block;

const startHead: Head = {
  embeddingSize,
  classCount,
  layers: [
    {
      inputSize: embeddingSize,
      outputSize: classCount,
      kernel: normals(embeddingSize * classCount, 0.3),
      bias: normals(classCount, 0.1),
      activation: 'linear',
    },
  ],
};

const rows = Array.from({ length: sampleCount }, () =>
  Uint16Array.from(normals(side * side * channels, 2).map(Math.abs), encodeFloat16),
);
const request: TuningRequest = {
  embeddings: { sampleCount, embeddingSize, values: new Float32Array(sampleCount * embeddingSize) },
  activations: { shape: [side, side, channels], rows },
  classIndexes: Int32Array.from(rows, (_, row) => (row < 8 ? 0 : 1 + (row % 2))),
  classCount,
  trainingRows: Int32Array.from(rows.slice(0, 13).keys()),
  validationRows: Int32Array.from([13]),
  // The last batch of an epoch is short.
  settings: {
    ...defaultTrainingSettings,
    batchSize: 4,
    learningRate: 0.02,
    classWeighting: 'balanced',
    tuningEpochs: 3,
    tuningLearningRate: 0.02,
  },
};

// Otherwise TF.js advertises its native build.
beforeAll(() => tf.env().set('IS_TEST', true));

/** The same training by TF.js's own gradients and Adam, on blocks that are divided by the sizes of their channels. */
async function trainStock(): Promise<{ losses: number[]; numbers: Float32Array[] }> {
  const { settings, trainingRows, classIndexes } = request;
  const { depthwise, pointwise } = block;
  const rootMeanSquares = (kernel: Float32Array, channelCount: number) =>
    Array.from({ length: channelCount }, (_, channel) => {
      const own = kernel.filter((_, at) => at % channelCount === channel);
      return Math.sqrt(own.reduce((sum, value) => sum + value * value, 0) / own.length) + 0.001;
    });
  const ofDepthwise = rootMeanSquares(depthwise.kernel, channels);
  const ofPointwise = rootMeanSquares(pointwise.kernel, embeddingSize);
  const scales = [
    tf.tensor4d(ofDepthwise, [1, 1, channels, 1]),
    tf.tensor1d(ofDepthwise.map((value) => 3 * value)),
    tf.tensor2d(ofPointwise, [1, embeddingSize]),
    tf.tensor1d(ofPointwise.map((value) => Math.sqrt(channels) * value)),
  ];
  const start = [
    tf.tensor4d(depthwise.kernel, [3, 3, channels, 1]),
    tf.tensor1d(depthwise.bias),
    tf.tensor2d(pointwise.kernel, [channels, embeddingSize]),
    tf.tensor1d(pointwise.bias),
  ];
  const scaled = start.map((tensor, index) => tf.variable(tf.div(tensor, scales[index] as tf.Tensor)));
  const [layer] = startHead.layers as [DenseLayer];
  const head = [
    tf.variable(tf.tensor2d(layer.kernel, [embeddingSize, classCount])),
    tf.variable(tf.tensor1d(layer.bias)),
  ];
  const parts = [
    { variables: scaled, rate: settings.tuningLearningRate },
    { variables: head, rate: settings.learningRate },
  ].map(({ variables, rate }) => ({
    variables,
    schedule: createLearningRateSchedule({
      schedule: 'one-cycle',
      learningRate: rate,
      epochs: settings.tuningEpochs,
    }),
    adam: tf.train.adam(rate, 0.9, 0.999, 1e-7),
  }));
  const listNumbers = () => [
    ...scaled.map((variable, index) => tf.mul(variable, scales[index] as tf.Tensor)),
    ...head,
  ];
  // How many rows of each class are trained on.
  const counts = [8, 3, 2];
  const order = createRandom(deriveSeed(settings.seed, 'tuning'));
  const losses: number[] = [];
  for (let epoch = 0; epoch < settings.tuningEpochs; epoch++) {
    const epochRows = shuffled(Array.from(trainingRows), order);
    let [lossSum, weightSum] = [0, 0];
    for (let first = 0; first < epochRows.length; first += settings.batchSize) {
      const batchRows = epochRows.slice(first, first + settings.batchSize);
      const classes = batchRows.map((row) => classIndexes[row] as number);
      const weights = classes.map((index) => 13 / (3 * (counts[index] as number)));
      const batch = {
        activations: tf.tensor4d(
          batchRows.flatMap((row) => Array.from(decodeFloat16Array(rows[row] as Uint16Array))),
          [batchRows.length, side, side, channels],
        ),
        targets: tf.oneHot(tf.tensor1d(classes, 'int32'), classCount) as tf.Tensor2D,
        weights: tf.ones<tf.Rank.R2>([batchRows.length, 1]),
        lossWeights: tf.tensor2d(weights, [batchRows.length, 1]).div<tf.Tensor2D>(batchRows.length),
        dropoutMasks: null,
      };
      const [plain] = await computeStockLoss([2], batch, listNumbers(), 0).data();
      lossSum += (plain as number) * batchRows.length;
      weightSum += weights.reduce((sum, weight) => sum + weight, 0);
      const { grads } = tf.variableGrads(
        () => computeStockLoss([2], batch, listNumbers(), settings.l2),
        [...scaled, ...head],
      );
      for (const { variables, schedule, adam } of parts) {
        Object.assign(adam, { learningRate: schedule.rateAt(epoch + first / epochRows.length) });
        adam.applyGradients(variables.map(({ name }) => ({ name, tensor: grads[name] as tf.Tensor })));
      }
    }
    losses.push(lossSum / weightSum);
  }
  const numbers = await Promise.all(
    listNumbers().map(async (tensor) => (await tensor.data()) as Float32Array),
  );
  return { losses, numbers };
}

test("trains head and blocks as TF.js's own gradients and Adam do", async () => {
  await tf.setBackend('cpu');
  const stock = await trainStock();
  expect(stock.losses.at(-1)).toBeLessThan(0.9 * (stock.losses[0] as number));
  for (const backend of ['cpu', 'wasm']) {
    await tf.setBackend(backend);
    const before = tf.memory().numTensors;
    const trainer = createTuningTrainer(request, [block], startHead, 'tuning');
    for (const loss of stock.losses) {
      expect((await finish(trainer.trainEpoch())).loss, backend).toBeCloseTo(loss, 4);
    }
    const ours = [
      ...(await trainer.readBlocks()).flatMap(({ kernel, bias }) => [kernel, bias]),
      ...(await trainer.readHead()).layers.flatMap(({ kernel, bias }) => [kernel, bias]),
    ];
    trainer.dispose();
    expect(tf.memory().numTensors).toBe(before);
    ours.forEach((numbers, index) => {
      numbers.forEach((value, at) => {
        expect(value, `${backend}, parameter ${index}`).toBeCloseTo(stock.numbers[index]?.[at] as number, 4);
      });
    });
  }
});

test('label smoothing and dropout of the head count while blocks are trained', async () => {
  await tf.setBackend('cpu');
  const train = async (settings: Partial<TuningRequest['settings']>) => {
    const changed = { ...request, settings: { ...request.settings, ...settings } };
    const trainer = createTuningTrainer(changed, [block], startHead, 'tuning');
    const { loss } = await finish(trainer.trainEpoch());
    trainer.dispose();
    return loss;
  };
  const plain = await train({});
  expect(await train({ labelSmoothing: 0.3 })).not.toBeCloseTo(plain, 3);
  expect(await train({ dropout: 0.5 })).not.toBeCloseTo(plain, 3);
});

async function finish<Result>(work: AsyncGenerator<unknown, Result, void>): Promise<Result> {
  let step = await work.next();
  while (!step.done) step = await work.next();
  return step.value;
}
