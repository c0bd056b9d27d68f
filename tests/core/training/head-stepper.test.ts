import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { predictTable } from '../../../src/core/prediction/predict-table.ts';
import { createRandom, randomNormal } from '../../../src/core/shared/random.ts';
import { createBackendHeadStepper } from '../../../src/core/training/backend-head-stepper.ts';
import { balanceClasses } from '../../../src/core/training/balance-classes.ts';
import type { DenseWay } from '../../../src/core/training/dense-loops.ts';
import { drawDropoutMasks } from '../../../src/core/training/draw-dropout-masks.ts';
import type { DenseLayer } from '../../../src/core/training/head.ts';
import type { HeadStepper } from '../../../src/core/training/head-stepper.ts';
import { createHeadTrainer, type HeadTrainer } from '../../../src/core/training/head-trainer.ts';
import { createInitialHead } from '../../../src/core/training/initial-head.ts';
import { fitsKernels, loadKernelDense } from '../../../src/core/training/kernel-dense.ts';
import { plainDense } from '../../../src/core/training/plain-dense.ts';
import { createPlainHeadStepper } from '../../../src/core/training/plain-head-stepper.ts';
import { planBatch } from '../../../src/core/training/plan-batch.ts';
import { prepareTrainingData, uploadTrainingData } from '../../../src/core/training/training-data.ts';
import { defaultTrainingSettings } from '../../../src/core/training/training-settings.ts';
import { createTrainingProblem, runTraining } from './training-problem.ts';

let kernelDense: DenseWay;

beforeAll(async () => {
  await tf.setBackend('wasm');
  const loaded = await loadKernelDense();
  if (loaded === null) throw new Error('Node takes the kernels');
  kernelDense = loaded;
});

const recipes = fc.record({
  seed: fc.integer({ min: 1, max: 1e6 }),
  embeddingSize: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constantFrom(8, 16, 24, 64)),
  classCount: fc.integer({ min: 2, max: 7 }),
  rowCount: fc.integer({ min: 1, max: 40 }),
  batchSize: fc.integer({ min: 1, max: 17 }),
  stepCount: fc.integer({ min: 1, max: 12 }),
  optimizer: fc.constantFrom('adam' as const, 'adamw' as const, 'sgd' as const),
  mixup: fc.constantFrom(0, 0.2, 1),
  labelSmoothing: fc.constantFrom(0, 0.1),
  dropout: fc.constantFrom(0, 0.4),
  l2: fc.constantFrom(0, 0.02),
  weighs: fc.boolean(),
});

test('steps in plain TypeScript, on kernels and on the backend give the same head, figures and answers', async () => {
  await fc.assert(
    fc.asyncProperty(recipes, async ({ seed, embeddingSize, classCount, rowCount, weighs, ...recipe }) => {
      const settings = { ...defaultTrainingSettings, ...recipe, learningRate: 0.003 };
      const random = createRandom(seed);
      const inputs = Float32Array.from({ length: rowCount * embeddingSize }, () => randomNormal(random));
      const classIndexes = Int32Array.from({ length: rowCount }, () =>
        Math.floor(random.next() * classCount),
      );
      const rows = Int32Array.from(classIndexes.keys());
      const classWeights = balanceClasses(classIndexes, rows, classCount);
      const weigh = (row: number) => (weighs ? (classWeights[classIndexes[row] as number] as number) : 1);
      const head = createInitialHead(embeddingSize, classCount, 0, seed);
      const embeddings = { sampleCount: rowCount, embeddingSize, values: inputs };
      const onBackend = uploadTrainingData({ embeddings, classIndexes, classCount }, inputs);
      const ways = fitsKernels(embeddingSize, classCount) ? [plainDense, kernelDense] : [plainDense];
      const steppers: HeadStepper[] = [
        ...ways.map((way) =>
          createPlainHeadStepper(head.layers[0] as DenseLayer, inputs, classIndexes, settings, weigh, way),
        ),
        createBackendHeadStepper(head, onBackend, settings, weigh),
      ];
      for (let step = 0; step < recipe.stepCount; step++) {
        const count = 1 + Math.floor(random.next() * Math.min(recipe.batchSize, rowCount));
        const taken = Array.from({ length: count }, () => Math.floor(random.next() * rowCount));
        const batch = planBatch(taken, recipe.batchSize, recipe.mixup, random, weigh);
        const masks = drawDropoutMasks(head, recipe.batchSize, recipe.dropout, random);
        for (const stepper of steppers) stepper.step(batch, masks, settings.learningRate);
      }
      const [plain, ...others] = await Promise.all(
        steppers.map(async (stepper) => ({
          sums: await stepper.readSums(),
          judged: await stepper.judge(rows),
          parameters: await stepper.readParameters(),
        })),
      );
      if (plain === undefined || others.length < ways.length) throw new Error('ways are compared');
      for (const other of others) {
        // Adam makes a whole step of a gradient that is zero but for rounding: there only what comes of it is alike.
        if (recipe.optimizer === 'sgd')
          plain.parameters.forEach((values, index) => {
            expectClose(values, other.parameters[index] ?? [], 1e-5);
          });
        expectClose([plain.sums.lossSum], [other.sums.lossSum], 1e-4 * Math.max(1, plain.sums.lossSum));
        expectClose([plain.judged.lossSum], [other.judged.lossSum], 1e-4 * Math.max(1, plain.judged.lossSum));
      }
      for (const stepper of steppers) stepper.dispose();
      tf.dispose([onBackend.inputs, onBackend.targets]);
    }),
    { seed: 20, numRuns: 150 },
  );
});

test.each(['adam', 'adamw', 'sgd'] as const)(
  'ten epochs with %s give the same probabilities to 1e-5 each way',
  async (optimizer) => {
    const request = createTrainingProblem({
      classCount: 5,
      samplesPerClass: 40,
      embeddingSize: 1024,
      separation: 0.1,
      seed: 4,
      settings: { optimizer },
    });
    const data = await prepareTrainingData(request);
    expect(data).toMatchObject({ onBackend: null, dense: kernelDense });
    const onBackend = uploadTrainingData(request, data.inputs);
    const [plain, ...others] = await Promise.all(
      [{ ...data, dense: plainDense }, data, { ...data, onBackend }].map(async (way) => {
        const trainer = createHeadTrainer(request, way, 'fit', request.trainingRows);
        const epochs = [];
        for (let epoch = 0; epoch < 10; epoch++) epochs.push(await trainer.trainEpoch());
        const probabilities = predictTable(await trainer.readHead(), request.embeddings);
        trainer.dispose();
        return { epochs, probabilities };
      }),
    );
    for (const other of others) {
      expectClose(plain?.probabilities ?? [], other.probabilities, 1e-5);
      plain?.epochs.forEach((epoch, index) => {
        expect(epoch.loss).toBeCloseTo(other.epochs[index]?.loss ?? Number.NaN, 5);
        expect(epoch.accuracy).toBe(other.epochs[index]?.accuracy);
      });
    }
    tf.dispose([onBackend.inputs, onBackend.targets]);
  },
);

test('where images of two classes are equal, neither becomes likelier', async () => {
  const random = createRandom(9);
  const image = Array.from({ length: 1024 }, () => randomNormal(random));
  const embeddings = {
    sampleCount: 12,
    embeddingSize: 1024,
    values: Float32Array.from({ length: 12 * 1024 }, (_, i) => image[i % 1024] as number),
  };
  const trainingRows = Int32Array.from({ length: 12 }, (_, row) => row);
  const { outcome } = await runTraining({
    embeddings,
    classIndexes: trainingRows.map((row) => row % 2),
    classCount: 2,
    trainingRows,
    validationRows: new Int32Array(),
    settings: { ...defaultTrainingSettings, epochs: 50 },
  });
  if ('kind' in outcome) throw new Error(outcome.kind);
  expect(predictTable(outcome.head, embeddings)[0]).toBeCloseTo(0.5, 3);
});

test('what the plain way judges right is what it names', async () => {
  const classIndexes = Int32Array.of(0, 1, 1, 2, 0);
  const inputs = Float32Array.of(1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0);
  const kernel = Float32Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);
  const layer: DenseLayer = {
    inputSize: 3,
    outputSize: 3,
    kernel,
    bias: new Float32Array(3),
    activation: 'linear',
  };
  const stepper = createPlainHeadStepper(
    layer,
    inputs,
    classIndexes,
    defaultTrainingSettings,
    () => 1,
    plainDense,
  );
  const { predictedClasses, rightCount, lossSum } = await stepper.judge(Int32Array.of(4, 3, 0));
  expect([...predictedClasses]).toEqual([1, 2, 0]);
  expect(rightCount).toBe(2);
  const normalizer = Math.log(Math.E + 2);
  expect(lossSum).toBeCloseTo(3 * normalizer - 2, 9);
});

function expectClose(values: ArrayLike<number>, others: ArrayLike<number>, tolerance: number): void {
  expect(values.length).toBe(others.length);
  for (let i = 0; i < values.length; i++)
    expect(Math.abs((values[i] as number) - (others[i] as number))).toBeLessThan(tolerance);
}

test('kernels that are used again begin with zeros, and two heads at one time do not disturb each other', async () => {
  const request = createTrainingProblem({
    classCount: 3,
    samplesPerClass: 12,
    embeddingSize: 16,
    separation: 0.3,
    seed: 8,
    settings: {},
  });
  const data = await prepareTrainingData(request);
  const start = () => createHeadTrainer(request, data, 'fit', request.trainingRows);
  const train = async (trainers: readonly HeadTrainer[]) => {
    for (let epoch = 0; epoch < 5; epoch++) for (const trainer of trainers) await trainer.trainEpoch();
    const heads = await Promise.all(trainers.map((trainer) => trainer.readHead()));
    for (const trainer of trainers) trainer.dispose();
    return heads;
  };
  const [alone] = await train([start()]);
  expect(await train([start(), start()])).toEqual([alone, alone]);
});
