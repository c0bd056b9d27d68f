import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { predictTable } from '../../../src/core/prediction/predict-table.ts';
import { defaultTrainingSettings } from '../../../src/core/training/training-settings.ts';
import type { TrainingRequest, TrainingResult } from '../../../src/core/training/training-types.ts';
import { createTrainingProblem, runTraining } from './training-problem.ts';

const easy = { classCount: 3, samplesPerClass: 12, embeddingSize: 16, separation: 2, seed: 7 };

beforeAll(async () => {
  await tf.setBackend('wasm');
});

afterEach(() => {
  vi.restoreAllMocks();
});

async function train(request: TrainingRequest): Promise<TrainingResult> {
  return (await runTraining(request)).outcome as TrainingResult;
}

/** Notes which rows of the embeddings each step takes. */
function recordSteps(embeddingSize: number): number[][] {
  const steps: number[][] = [];
  const { runKernel } = tf.engine();
  vi.spyOn(tf.engine(), 'runKernel').mockImplementation((name, inputs, ...rest) => {
    const { x, indices } = inputs as { x?: tf.Tensor; indices?: tf.Tensor };
    if (name === 'GatherV2' && x?.shape[1] === embeddingSize) steps.push([...(indices?.dataSync() ?? [])]);
    return runKernel.call(tf.engine(), name, inputs, ...rest) as never;
  });
  return steps;
}

test('each epoch takes every row once, in an order of its own', async () => {
  // With a hidden layer, because only then it is the backend that takes the rows.
  const settings = { epochs: 3, batchSize: 9, refit: false, hiddenUnits: 4 };
  const request = createTrainingProblem({ ...easy, settings });
  const rows = [...request.trainingRows];
  expect(rows).toHaveLength(27);
  const steps = recordSteps(easy.embeddingSize);
  await train({ ...request, validationRows: new Int32Array() });
  const epochs = [0, 3, 6].map((first) => steps.slice(first, first + 3).flat());
  for (const order of epochs) expect([...order].sort((a, b) => a - b)).toEqual(rows);
  expect(new Set([rows, ...epochs].map(String)).size).toBe(4);
});

test('every sample counts the same, also in a last batch that is short', async () => {
  // A linear head starts undecided, and at this learning rate it stays so: each sample has a loss of ln 3.
  const settings = { epochs: 1, batchSize: 20, learningRate: 1e-6, refit: false };
  const [record] = (await train(createTrainingProblem({ ...easy, settings }))).history;
  expect(record?.loss).toBeCloseTo(Math.log(3), 3);
});

test('with dropout the head predicts at the scale at which it was trained', async () => {
  // All samples look the same and three of four are of the first class: 0.75 is all that can be learnt. Were inputs
  // that stay not scaled up in training, all of them together would weigh twice as much afterwards.
  const embedding = Float32Array.from({ length: 256 }, (_, i) => Math.sin(i));
  const values = Float32Array.from([...embedding, ...embedding, ...embedding, ...embedding]);
  const embeddings = { sampleCount: 4, embeddingSize: 256, values };
  const { head } = await train({
    embeddings,
    classIndexes: Int32Array.of(0, 0, 0, 1),
    classCount: 2,
    trainingRows: Int32Array.of(0, 1, 2, 3),
    validationRows: new Int32Array(),
    settings: { ...defaultTrainingSettings, epochs: 400, l2: 0, dropout: 0.5 },
  });
  expect(predictTable(head, embeddings)[0]).toBeGreaterThan(0.7);
  expect(predictTable(head, embeddings)[0]).toBeLessThan(0.8);
});

test('the validation figures are those of the head before the refit', async () => {
  const settings = { epochs: 30, learningRate: 0.01 };
  const request = createTrainingProblem({ ...easy, separation: 0.5, settings });
  const { history, bestEpoch, validationHead, head, refitDone } = await train(request);
  expect(refitDone).toBe(true);
  const measure = (judged: typeof head) => {
    const probabilities = predictTable(judged, request.embeddings);
    const { validationRows, classIndexes } = request;
    let lossSum = 0;
    for (const row of validationRows) {
      lossSum -= Math.log(probabilities[row * 3 + (classIndexes[row] as number)] as number);
    }
    return lossSum / validationRows.length;
  };
  const validationLoss = history[bestEpoch - 1]?.validationLoss as number;
  expect(measure(validationHead)).toBeCloseTo(validationLoss, 4);
  // The refit has seen the validation samples.
  expect(measure(head)).toBeLessThan(validationLoss - 0.01);
});

test('the refit trains a new head on training and validation together for the best number of epochs', async () => {
  // In one batch the order, which differs between fit and refit, does not matter.
  const settings = { epochs: 12, batchSize: 1024, learningRate: 0.01, hiddenUnits: 4 };
  const request = createTrainingProblem({ ...easy, settings });
  const { head, bestEpoch } = await train(request);
  const all = Int32Array.from([...request.trainingRows, ...request.validationRows]);
  const expected = await train({
    ...request,
    trainingRows: all,
    validationRows: new Int32Array(),
    settings: { ...request.settings, epochs: bestEpoch },
  });
  for (const [index, layer] of expected.head.layers.entries()) {
    for (const [i, value] of layer.kernel.entries()) {
      // The order of the sum in a batch changes its last digits, and Adam makes them a little larger.
      expect(head.layers[index]?.kernel[i]).toBeCloseTo(value, 3);
    }
  }
});
