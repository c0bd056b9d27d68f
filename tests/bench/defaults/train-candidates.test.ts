import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { beforeAll, describe, expect, it } from 'vitest';
import { stackEmbeddings } from '../../../src/core/embedding/embedding-table.ts';
import { evaluate } from '../../../src/core/evaluation/evaluate.ts';
import { predictTable } from '../../../src/core/prediction/predict-table.ts';
import { isFailure } from '../../../src/core/shared/failure.ts';
import { createTrainingProblem, runTraining } from '../../core/training/training-problem.ts';
import type { Candidate } from './candidates.ts';
import { normalizeEmbeddings } from './normalize-embeddings.ts';
import { tryCandidates } from './train-candidates.ts';

const candidates: Candidate[] = [
  { normalization: 'standardized', learningRate: 0.05, epochs: 12, l2: 0.02, batchSize: 8 },
  { normalization: 'standardized', learningRate: 0.002, epochs: 12, l2: 0.3, batchSize: 8 },
  { normalization: 'standardized', learningRate: 0.01, epochs: 12, l2: 0, batchSize: 8 },
];

const problem = createTrainingProblem({
  classCount: 4,
  samplesPerClass: 24,
  embeddingSize: 24,
  separation: 0.4,
  seed: 11,
});
const { embeddings, classIndexes, classCount } = problem;
const rowsWhere = (test: (row: number) => boolean) => Int32Array.from([...classIndexes.keys()].filter(test));
const heldOutRows = rowsWhere((row) => row % 4 === 3);
const validationRows = rowsWhere((row) => row % 4 === 2);
const trainingRows = rowsWhere((row) => row % 4 < 2);
const trial = {
  inputs: normalizeEmbeddings('standardized', embeddings, trainingRows),
  embeddingSize: embeddings.embeddingSize,
  classIndexes,
  classCount,
  trainingRows,
  validationRows,
  heldOutRows,
  seed: 5,
};

beforeAll(async () => {
  await tf.setBackend('wasm');
});

describe('candidates trained side by side', () => {
  it("give what the studio's own training gives each of them, with another best epoch each", async () => {
    const results = await tryCandidates(trial, candidates);
    expect(new Set(results.map(({ bestEpoch }) => bestEpoch)).size).toBeGreaterThan(1);
    for (const [index, { learningRate, epochs, l2, batchSize }] of candidates.entries()) {
      const settings = { ...problem.settings, learningRate, epochs, l2, batchSize, seed: 5 };
      const { outcome } = await runTraining({ ...problem, trainingRows, validationRows, settings });
      if (isFailure(outcome)) throw new Error(outcome.kind);
      const table = stackEmbeddings(
        Array.from(heldOutRows, (row) => embeddings.values.subarray(row * 24, (row + 1) * 24)),
        24,
      );
      const trueClasses = Array.from(heldOutRows, (row) => classIndexes[row] as number);
      const expected = evaluate(predictTable(outcome.head, table), trueClasses, classCount);
      expect(results[index]?.bestEpoch).toBe(outcome.bestEpoch);
      expect(results[index]?.accuracy).toBe(expected.accuracy);
      expect(results[index]?.logLoss).toBeCloseTo(expected.logLoss, 4);
    }
  });

  it('do not look at the rows held out before they are measured', async () => {
    const [before] = await tryCandidates(trial, candidates);
    const inputs = trial.inputs.slice();
    for (const row of heldOutRows) inputs.fill(0, row * 24, (row + 1) * 24);
    const [after] = await tryCandidates({ ...trial, inputs }, candidates);
    expect(after?.bestEpoch).toBe(before?.bestEpoch);
    // An embedding of zeros leaves the bias alone: every class gets about its share.
    expect(after?.accuracy).toBe(1 / classCount);
  });

  it('leave no tensor behind', async () => {
    const before = tf.memory().numTensors;
    await tryCandidates(trial, candidates);
    expect(tf.memory().numTensors).toBe(before);
  });
});
