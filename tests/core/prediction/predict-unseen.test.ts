import { expect, test } from 'vitest';
import { predictUnseen } from '../../../src/core/prediction/predict-unseen.ts';
import type { CrossValidationRequest } from '../../../src/core/training/cross-validation-request.ts';
import { createTrainingProblem } from '../training/training-problem.ts';

const foldCount = 3;

function createRequest(): CrossValidationRequest {
  const problem = createTrainingProblem({
    classCount: 3,
    samplesPerClass: 9,
    embeddingSize: 16,
    separation: 0.4,
    seed: 3,
  });
  const { trainingRows, validationRows, ...request } = problem;
  const folds = Int32Array.from({ length: 27 }, (_, row) => (row === 26 ? -1 : row % foldCount));
  return { ...request, folds, foldCount, fit: { bestEpoch: 7, losses: [] } };
}

/** The probabilities, and how often progress was told. */
async function judge(request: CrossValidationRequest) {
  const work = predictUnseen(request);
  let step = await work.next();
  let stepCount = 0;
  for (; !step.done; step = await work.next()) stepCount++;
  if (!(step.value instanceof Float32Array)) throw new Error('not judged');
  return { probabilities: step.value, stepCount };
}

test('each row is judged by a head that has not seen it, trained as long as was best in the fit', async () => {
  const request = createRequest();
  const { probabilities, stepCount } = await judge(request);
  expect(stepCount).toBe(foldCount * 7);
  const ofRow = (values: Float32Array, row: number) => [...values.subarray(3 * row, 3 * row + 3)];
  for (let row = 0; row < 26; row++)
    expect(ofRow(probabilities, row).reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
  expect(ofRow(probabilities, 26).every(Number.isNaN)).toBe(true);

  // Another label of row 4 changes the answers to rows of other folds, and not those of its own.
  const classIndexes = request.classIndexes.slice();
  classIndexes[4] = 2;
  const changed = (await judge({ ...request, classIndexes })).probabilities;
  for (let row = 0; row < 26; row++) {
    const isSame = ofRow(changed, row).join() === ofRow(probabilities, row).join();
    expect(isSame).toBe(request.folds[row] === request.folds[4]);
  }
});

test('a stop ends it, and gives nothing', async () => {
  const work = predictUnseen(createRequest());
  await work.next();
  expect((await work.next('stop')).value).toBeNull();
});
