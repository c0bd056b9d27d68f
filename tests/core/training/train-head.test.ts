import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { beforeAll, describe, expect, test } from 'vitest';
import { predictTable } from '../../../src/core/prediction/predict-table.ts';
import { isFailure } from '../../../src/core/shared/failure.ts';
import { standardizeEmbeddings } from '../../../src/core/training/standardize-embeddings.ts';
import type { TrainingSettings } from '../../../src/core/training/training-settings.ts';
import type { TrainingResult } from '../../../src/core/training/training-types.ts';
import { failBackendCall } from '../support/fail-backend-call.ts';
import { createTrainingProblem, runTraining } from './training-problem.ts';

const easy = { classCount: 3, samplesPerClass: 12, embeddingSize: 16, separation: 2, seed: 7 };

beforeAll(async () => {
  await tf.setBackend('wasm');
});

function expectResult(outcome: unknown): TrainingResult {
  if (isFailure(outcome)) throw new Error(`training failed: ${JSON.stringify(outcome)}`);
  return outcome as TrainingResult;
}

describe('a full run', () => {
  test('learns, reports every epoch, and refits on training and validation for the best number of epochs', async () => {
    const request = createTrainingProblem({ ...easy, settings: { epochs: 30, learningRate: 0.05 } });
    const { outcome, steps } = await runTraining(request);
    const result = expectResult(outcome);
    expect(result.ending).toBe('finished');
    expect(result.history.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
    expect(result.history.at(-1)?.accuracy).toBe(1);
    expect(result.history.at(-1)?.validationAccuracy).toBeGreaterThan(0.8);
    const losses = result.history.map(({ validationLoss }) => validationLoss as number);
    expect(result.bestEpoch).toBe(losses.indexOf(Math.min(...losses)) + 1);
    expect(result.refitDone).toBe(true);
    expect(steps.filter(({ phase }) => phase === 'refit')).toHaveLength(result.bestEpoch);
    expect(result.head).not.toEqual(result.validationHead);
  });

  test('tells after each epoch what its head takes each validation image for', async () => {
    const request = createTrainingProblem({
      ...easy,
      separation: 0.3,
      settings: { epochs: 6, learningRate: 0.02 },
    });
    const { steps } = await runTraining(request);
    const { embeddings, validationRows, classIndexes, classCount } = request;
    const { embeddingSize, values } = embeddings;
    const fits = steps.filter((step) => step.phase === 'fit');
    expect(fits).toHaveLength(6);
    for (const { head, validationClasses, record } of fits) {
      const expected = Array.from(validationRows, (row) => {
        const one = values.slice(row * embeddingSize, (row + 1) * embeddingSize);
        const probabilities = predictTable(head, { sampleCount: 1, embeddingSize, values: one });
        return probabilities.indexOf(Math.max(...probabilities.subarray(0, classCount)));
      });
      expect([...validationClasses]).toEqual(expected);
      const right = expected.filter(
        (column, index) => column === classIndexes[validationRows[index] as number],
      );
      expect(record.validationAccuracy).toBeCloseTo(right.length / expected.length, 6);
    }
    expect(new Set(fits.map(({ validationClasses }) => validationClasses.join())).size).toBeGreaterThan(1);
  });

  test('gives the same head for the same seed, and another for another', async () => {
    const settings = { hiddenUnits: 5, dropout: 0.3 };
    const first = await runTraining(createTrainingProblem({ ...easy, settings: { ...settings, seed: 3 } }));
    const second = await runTraining(createTrainingProblem({ ...easy, settings: { ...settings, seed: 3 } }));
    const other = await runTraining(createTrainingProblem({ ...easy, settings: { ...settings, seed: 4 } }));
    expect(expectResult(second.outcome).head).toEqual(expectResult(first.outcome).head);
    expect(expectResult(other.outcome).head).not.toEqual(expectResult(first.outcome).head);
  });

  test.each([0, 8])('leaves no tensor behind (%i hidden units)', async (hiddenUnits) => {
    const before = tf.memory().numTensors;
    await runTraining(createTrainingProblem({ ...easy, settings: { hiddenUnits, dropout: 0.2 } }));
    expect(tf.memory().numTensors).toBe(before);
  });

  test('leaves no tensor behind, whichever call of the backend fails', async () => {
    const settings = { epochs: 1, batchSize: 8, hiddenUnits: 3, dropout: 0.2 };
    const request = createTrainingProblem({ ...easy, samplesPerClass: 4, embeddingSize: 4, settings });
    const before = tf.memory().numTensors;
    let call = 1;
    while (await failBackendCall(call, () => runTraining(request))) {
      expect(tf.memory().numTensors, `after call ${call} failed`).toBe(before);
      call++;
    }
    // Uploads, one epoch of each stage with two steps, their downloads: it did fail all along the way.
    expect(call).toBeGreaterThan(200);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('without refit uses the head of the best epoch', async () => {
    const { outcome } = await runTraining(createTrainingProblem({ ...easy, settings: { refit: false } }));
    const result = expectResult(outcome);
    expect(result.refitDone).toBe(false);
    expect(result.head).toBe(result.validationHead);
  });

  test('takes the same steps as TF.js layers with Adam', async () => {
    const request = createTrainingProblem({
      ...easy,
      settings: { epochs: 8, batchSize: 1024, learningRate: 0.01, l2: 0, refit: false },
    });
    // Uneven classes: with even ones the first gradient of the bias is zero but for rounding, which Adam blows up.
    const trainingRows = request.trainingRows.slice(5);
    const { outcome } = await runTraining({ ...request, trainingRows, validationRows: new Int32Array() });
    const head = expectResult(outcome).head;

    const rows = tf.tensor1d(trainingRows, 'int32');
    const { sampleCount, embeddingSize } = request.embeddings;
    const inputs = tf
      .tensor2d(standardizeEmbeddings(request.embeddings), [sampleCount, embeddingSize])
      .gather(rows);
    const targets = tf.oneHot(tf.tensor1d(request.classIndexes, 'int32'), 3).gather(rows);
    const dense = tf.layers.dense({
      units: 3,
      kernelInitializer: 'zeros',
      inputShape: [embeddingSize],
    });
    const model = tf.sequential({ layers: [dense] });
    // On logits: the loss on probabilities clips them, and Adam makes much of that small difference.
    model.compile({
      optimizer: tf.train.adam(0.01),
      loss: (labels: tf.Tensor, logits: tf.Tensor) => tf.losses.softmaxCrossEntropy(labels, logits),
    });
    await model.fit(inputs, targets, { epochs: 8, batchSize: 1024, verbose: 0 });
    const [kernel] = model.getWeights();
    const expected = await (kernel as tf.Tensor).data();
    head.layers[0]?.kernel.forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i] as number, 5);
    });
  });

  test('dropout changes what is trained, and a strong penalty keeps the weights small', async () => {
    const sizeOf = async (settings: object) => {
      const { outcome } = await runTraining(createTrainingProblem({ ...easy, settings }));
      return expectResult(outcome).head.layers[0]?.kernel.reduce(
        (sum, value) => sum + value * value,
        0,
      ) as number;
    };
    const plain = await sizeOf({ l2: 0, learningRate: 0.05 });
    expect(await sizeOf({ l2: 1, learningRate: 0.05 })).toBeLessThan(plain / 2);
    expect(await sizeOf({ l2: 0, learningRate: 0.05, dropout: 0.5 })).not.toBe(plain);
  });
});

describe('ending early', () => {
  test('a stop keeps the best head so far and skips the refit', async () => {
    const { outcome, steps } = await runTraining(createTrainingProblem(easy), (step) =>
      step.phase === 'fit' && step.record.epoch === 4 ? 'stop' : 'continue',
    );
    const result = expectResult(outcome);
    expect(result.ending).toBe('stopped');
    expect(result.history).toHaveLength(4);
    expect(steps.every(({ phase }) => phase === 'fit')).toBe(true);
    expect(result.head).toBe(result.validationHead);
    expect(result.bestEpoch).toBeLessThanOrEqual(4);
  });

  test('a stop during the refit leaves the head of the fit', async () => {
    const before = tf.memory().numTensors;
    const { outcome } = await runTraining(createTrainingProblem(easy), ({ phase }) =>
      phase === 'refit' ? 'stop' : 'continue',
    );
    const result = expectResult(outcome);
    expect(result).toMatchObject({ ending: 'stopped', refitDone: false });
    expect(result.head).toBe(result.validationHead);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('a loss that is not finite in the first epoch is a failure', async () => {
    const broken = createTrainingProblem(easy);
    broken.embeddings.values[0] = Number.NaN;
    expect((await runTraining(broken)).outcome).toEqual({ kind: 'loss-not-finite', epoch: 1 });
  });

  test('a loss that breaks later ends the run and keeps the best head so far', async () => {
    // A penalty that turns into NaN in the middle of the run stands for whatever makes numbers run away.
    const request = createTrainingProblem(easy);
    const settings: { -readonly [Key in keyof TrainingSettings]: TrainingSettings[Key] } = {
      ...request.settings,
    };
    const { outcome } = await runTraining({ ...request, settings }, (step) => {
      if (step.phase === 'fit' && step.record.epoch === 3) settings.l2 = Number.NaN;
      return 'continue';
    });
    const result = expectResult(outcome);
    expect(result).toMatchObject({ ending: 'loss-not-finite', refitDone: false });
    expect(result.history).toHaveLength(3);
    expect(result.head.layers[0]?.kernel.every(Number.isFinite)).toBe(true);
  });
});

describe('small and impossible sets', () => {
  test('two classes with one image each train without validation', async () => {
    const request = createTrainingProblem({ ...easy, classCount: 2, samplesPerClass: 1 });
    const result = expectResult((await runTraining(request)).outcome);
    expect(result.bestEpoch).toBe(10);
    expect(result.refitDone).toBe(false);
    expect(
      result.history.every(
        ({ validationLoss, validationAccuracy }) => validationLoss === null && validationAccuracy === null,
      ),
    ).toBe(true);
  });

  test('one class alone, a class without training rows, and a setting out of range are refused', async () => {
    const one = createTrainingProblem({ ...easy, classCount: 1 });
    expect((await runTraining(one)).outcome).toEqual({ kind: 'too-few-classes', classCount: 1 });
    const request = createTrainingProblem(easy);
    const withoutLast = request.trainingRows.filter((row) => request.classIndexes[row] !== 2);
    expect((await runTraining({ ...request, trainingRows: withoutLast })).outcome).toMatchObject({
      kind: 'class-without-training-samples',
    });
    const settings = { ...request.settings, batchSize: 0.5 };
    expect((await runTraining({ ...request, settings })).outcome).toMatchObject({
      kind: 'setting-out-of-range',
      setting: 'batchSize',
    });
  });
});
