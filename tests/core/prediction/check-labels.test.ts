import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { findLabelErrors, type LabelCheck } from '../../../src/core/evaluation/find-label-errors.ts';
import type { LabelCheckRequest } from '../../../src/core/evaluation/label-check-request.ts';
import { checkLabels } from '../../../src/core/prediction/check-labels.ts';
import { isFailure } from '../../../src/core/shared/failure.ts';
import { crossValidate } from '../../../src/core/training/cross-validate.ts';
import { createTrainingProblem } from '../training/training-problem.ts';

beforeAll(async () => {
  await tf.setBackend('wasm');
});

/** Three clouds of twenty, of which three images carry the label of another. */
function createMixedUp() {
  const { embeddings, classIndexes, classCount } = createTrainingProblem({
    classCount: 3,
    samplesPerClass: 20,
    embeddingSize: 16,
    separation: 2,
    seed: 4,
  });
  const wrong = new Map([
    [3, 2],
    [25, 0],
    [50, 1],
  ]);
  const labels = classIndexes.map((classIndex, row) => wrong.get(row) ?? classIndex);
  const folds = Int32Array.from(labels, (_, row) => row % 5);
  const request: LabelCheckRequest = {
    embeddings,
    classIndexes: labels,
    classCount,
    folds,
    foldCount: 5,
    seed: 1,
  };
  return { request, wrong, truth: classIndexes };
}

async function run(request: LabelCheckRequest, stopAfter = Number.POSITIVE_INFINITY) {
  const work = checkLabels(request);
  const fractions: number[] = [];
  let step = await work.next();
  while (!step.done) {
    fractions.push(step.value);
    step = await work.next(fractions.length >= stopAfter ? 'stop' : 'continue');
  }
  return { answer: step.value, fractions };
}

describe('checking labels', () => {
  test('lists the wrong labels first, each with the class that it belongs to', async () => {
    const { request, wrong, truth } = createMixedUp();
    const before = tf.memory().numTensors;
    const { answer, fractions } = await run(request);
    expect(tf.memory().numTensors).toBe(before);
    const { errors } = answer as LabelCheck;
    expect(
      errors
        .slice(0, 3)
        .map(({ row }) => row)
        .toSorted((a, b) => a - b),
    ).toEqual([...wrong.keys()]);
    for (const { row, suggestedClassIndex } of errors.slice(0, 3))
      expect(suggestedClassIndex).toBe(truth[row]);
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(fractions.at(-1)).toBeCloseTo(1, 9);
  });

  test('gives the same for the same seed', async () => {
    const { request } = createMixedUp();
    expect((await run(request)).answer).toEqual((await run(request)).answer);
  });

  test('ends when it is told to, and leaves nothing on the backend', async () => {
    const before = tf.memory().numTensors;
    const { answer, fractions } = await run(createMixedUp().request, 7);
    expect(answer).toBeNull();
    expect(fractions).toHaveLength(7);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('passes over a class with one image, which is trained on in every fold', async () => {
    const { request } = createMixedUp();
    const classIndexes = request.classIndexes.map((column, row) => (row === 7 ? 3 : column));
    const { answer } = await run({
      ...request,
      classIndexes,
      classCount: 4,
      folds: request.folds.map((fold, row) => (row === 7 ? -1 : fold)),
    });
    expect(isFailure(answer)).toBe(false);
    expect((answer as LabelCheck).errors.some(({ row }) => row === 7)).toBe(false);
  });
});

test('a fold whose training rows lack a class is a failure, and none is left on the backend', async () => {
  const { embeddings, classIndexes, classCount, settings } = createTrainingProblem({
    classCount: 2,
    samplesPerClass: 4,
    embeddingSize: 4,
    separation: 2,
    seed: 1,
  });
  const before = tf.memory().numTensors;
  const folds = Int32Array.from(classIndexes);
  const work = crossValidate({ embeddings, classIndexes, classCount, settings, folds, foldCount: 2 });
  expect((await work.next()).value).toMatchObject({ kind: 'class-without-training-samples' });
  expect(tf.memory().numTensors).toBe(before);
});

describe('confident learning', () => {
  test('by hand: a class counts from its mean over its own images on', () => {
    // Class means over their own rows: 0.7 for class 0, 0.6 for class 1.
    const probabilities = Float32Array.of(0.9, 0.1, 0.5, 0.5, 0.2, 0.8, 0.6, 0.4, 0.35, 0.65);
    const { errors } = findLabelErrors(probabilities, [0, 0, 1, 1, 0], 2);
    // Row 3 has 0.6 for class 0, which is below the 0.58.. mean of class 0: (0.9 + 0.5 + 0.35) / 3.
    expect(errors.map(({ row, suggestedClassIndex }) => [row, suggestedClassIndex])).toEqual([
      [4, 1],
      [3, 0],
    ]);
    expect(errors[0]?.margin).toBeCloseTo(0.3, 6);
  });

  test('never suggests the label itself, lists the worst first, and no image twice', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            weights: fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 3, maxLength: 3 }),
            label: fc.nat(2),
          }),
          { minLength: 1, maxLength: 40 },
        ),
        (rows) => {
          const probabilities = Float32Array.from(
            rows.flatMap(({ weights }) => weights.map((weight) => weight / weights.reduce((a, b) => a + b))),
          );
          const labels = rows.map(({ label }) => label);
          const { errors, ambiguous } = findLabelErrors(probabilities, labels, 3);
          for (const { row, suggestedClassIndex, margin } of errors) {
            expect(suggestedClassIndex).not.toBe(labels[row]);
            expect(margin).toBeGreaterThan(0);
          }
          expect(errors).toEqual(errors.toSorted((a, b) => b.margin - a.margin));
          const listed = [...errors, ...ambiguous].map(({ row }) => row);
          expect(new Set(listed).size).toBe(listed.length);
        },
      ),
    );
  });
});
