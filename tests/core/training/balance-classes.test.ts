import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { predictTable } from '../../../src/core/prediction/predict-table.ts';
import { balanceClasses } from '../../../src/core/training/balance-classes.ts';
import type { TrainingSettings } from '../../../src/core/training/training-settings.ts';
import type { TrainingRequest, TrainingResult } from '../../../src/core/training/training-types.ts';
import { createTrainingProblem, runTraining } from './training-problem.ts';

const close = { classCount: 3, samplesPerClass: 80, embeddingSize: 8, separation: 0.7, seed: 6 };
/** Rows 60 to 79 of each class. */
const trainedPerClass = 60;

beforeAll(async () => {
  await tf.setBackend('wasm');
});

async function train(request: TrainingRequest, settings: Partial<TrainingSettings>): Promise<TrainingResult> {
  const { outcome } = await runTraining({ ...request, settings: { ...request.settings, ...settings } });
  if ('kind' in outcome) throw new Error(outcome.kind);
  return outcome;
}

/** Three clouds that overlap; the first class keeps six training rows of sixty, and its validation rows. */
function createUnevenProblem(): TrainingRequest {
  const request = createTrainingProblem({ ...close, settings: { epochs: 40, learningRate: 0.01 } });
  return { ...request, trainingRows: request.trainingRows.slice(trainedPerClass - 6) };
}

/** The fraction of the held-out rows of each class that a head gets right. */
function recallOf({ validationHead }: TrainingResult, request: TrainingRequest): number[] {
  const { classCount, classIndexes, embeddings, validationRows } = request;
  const probabilities = predictTable(validationHead, embeddings);
  return Array.from({ length: classCount }, (_, classIndex) => {
    const own = [...validationRows].filter((row) => classIndexes[row] === classIndex);
    const right = own.filter((row) => {
      const ofRow = [...probabilities.slice(row * classCount, (row + 1) * classCount)];
      return ofRow.indexOf(Math.max(...ofRow)) === classIndex;
    });
    return right.length / own.length;
  });
}

describe('the weights', () => {
  test('are n / (K n_c), as scikit-learn computes them', () => {
    // compute_class_weight('balanced', classes=[0, 1, 2], y=[0, 0, 0, 0, 1, 2, 2])
    const classIndexes = Int32Array.of(0, 0, 0, 0, 1, 2, 2, 1, 1);
    const weights = balanceClasses(classIndexes, Int32Array.of(0, 1, 2, 3, 4, 5, 6), 3);
    expect(weights).toEqual([7 / 12, 7 / 3, 7 / 6]);
  });

  test('give every class the same sum, and rows a mean of 1', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 2, maxLength: 8 }), (counts) => {
        const classIndexes = Int32Array.from(counts.flatMap((count, k) => new Array<number>(count).fill(k)));
        const weights = balanceClasses(classIndexes, Int32Array.from(classIndexes.keys()), counts.length);
        const shares = weights.map((weight, k) => (weight * (counts[k] as number)) / classIndexes.length);
        for (const share of shares) expect(share).toBeCloseTo(1 / counts.length, 12);
      }),
      { seed: 11 },
    );
  });
});

describe('a head that is trained with them', () => {
  test('finds more images of the small class', async () => {
    const request = createUnevenProblem();
    const [plain] = recallOf(await train(request, { classWeighting: 'none' }), request);
    const [balanced, ...others] = recallOf(await train(request, { classWeighting: 'balanced' }), request);
    expect(balanced).toBeGreaterThan((plain as number) + 0.2);
    for (const recall of others) expect(recall).toBeGreaterThan(0.5);
  });

  test.each([0, 6])('is the very same where the classes are even (%i hidden units)', async (hiddenUnits) => {
    const request = createTrainingProblem({ ...close, samplesPerClass: 12 });
    const settings = { hiddenUnits, batchSize: 10, dropout: 0.2 };
    const plain = await train(request, { ...settings, classWeighting: 'none' });
    const balanced = await train(request, { ...settings, classWeighting: 'balanced' });
    expect(balanced.refitDone).toBe(true);
    const ofRun = ({ head, validationHead, history }: TrainingResult) => ({ head, validationHead, history });
    expect(ofRun(balanced)).toEqual(ofRun(plain));
  });

  test('has losses on one scale: ln 3 for a head that knows nothing, on either set', async () => {
    // At this learning rate it stays undecided.
    const settings = { epochs: 1, learningRate: 1e-6, classWeighting: 'balanced' } as const;
    const [record] = (await train(createUnevenProblem(), settings)).history;
    expect(record?.loss).toBeCloseTo(Math.log(3), 4);
    expect(record?.validationLoss).toBeCloseTo(Math.log(3), 4);
  });

  test('is chosen by the validation loss weighted as in training, and its accuracies are plain', async () => {
    const request = createUnevenProblem();
    const { history, bestEpoch, validationHead } = await train(request, { classWeighting: 'balanced' });
    const losses = history.map(({ validationLoss }) => validationLoss as number);
    expect(bestEpoch).toBe(losses.indexOf(Math.min(...losses)) + 1);
    const { validationRows, trainingRows, classIndexes } = request;
    const weights = balanceClasses(classIndexes, trainingRows, 3);
    const probabilities = predictTable(validationHead, request.embeddings);
    let [lossSum, weightSum] = [0, 0];
    for (const row of validationRows) {
      const classIndex = classIndexes[row] as number;
      const weight = weights[classIndex] as number;
      lossSum -= weight * Math.log(probabilities[row * 3 + classIndex] as number);
      weightSum += weight;
    }
    const best = history[bestEpoch - 1];
    expect(best?.validationLoss).toBeCloseTo(lossSum / weightSum, 4);
    const recalls = recallOf({ validationHead } as TrainingResult, request);
    expect(best?.validationAccuracy).toBeCloseTo(recalls.reduce((sum, recall) => sum + recall) / 3, 10);
  });

  test('is refit with the weights of all rows', async () => {
    // Uneven in validation, too: in one batch, the order of the rows does not matter.
    const uneven = createUnevenProblem();
    const request = { ...uneven, validationRows: uneven.validationRows.slice(10) };
    const settings = { batchSize: 1024, epochs: 6, classWeighting: 'balanced' } as const;
    const { head, bestEpoch } = await train(request, settings);
    const all = Int32Array.from([...request.trainingRows, ...request.validationRows]);
    const expected = await train(
      { ...request, trainingRows: all, validationRows: new Int32Array() },
      { ...settings, epochs: bestEpoch },
    );
    for (const [i, value] of (expected.head.layers[0]?.kernel ?? []).entries()) {
      expect(head.layers[0]?.kernel[i]).toBeCloseTo(value, 3);
    }
  });
});
