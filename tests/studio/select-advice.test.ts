import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluate } from '../../src/core/evaluation/evaluate.ts';
import { defaultTrainingSettings } from '../../src/core/training/training-settings.ts';
import { enAdvice } from '../../src/messages/en-advice.ts';
import { type Advice, selectAdvice } from '../../src/studio/select-advice.ts';
import type { SetEvaluation, TrainedModel } from '../../src/studio/trained-model.ts';

interface Figures {
  /** Training images of each class. */
  readonly trainingCounts?: readonly number[];
  readonly weighted?: boolean;
  /** At the best epoch. */
  readonly trainingAccuracy?: number;
  readonly validationAccuracy?: number | null;
  /** How often each class was taken for each. */
  readonly counts?: readonly (readonly number[])[];
  /** Of every answer. */
  readonly confidence?: number;
}

/** Figures about which nothing is to be said, but for those that are given. */
function advise({
  trainingCounts = [40, 40],
  weighted = false,
  trainingAccuracy = 0.98,
  validationAccuracy = 0.97,
  counts = [
    [40, 0],
    [0, 40],
  ],
  confidence = 0.7,
}: Figures): readonly Advice[] {
  const model = {
    setCounts: trainingCounts.map((training) => ({ training, validation: 0, test: 0 })),
    settings: { ...defaultTrainingSettings, classWeighting: weighted ? 'balanced' : 'none' },
    bestEpoch: 2,
    history: [
      { epoch: 1, accuracy: 0.1, validationAccuracy: 0.1 },
      { epoch: 2, accuracy: trainingAccuracy, validationAccuracy },
      { epoch: 3, accuracy: 1, validationAccuracy: 0 },
    ],
  } as unknown as TrainedModel;
  return selectAdvice(model, judge(counts, confidence));
}

function judge(counts: readonly (readonly number[])[], confidence: number): SetEvaluation {
  const classCount = counts.length;
  const rows = counts.flatMap((ofClass, trueClass) =>
    ofClass.flatMap((count, predicted) => Array.from({ length: count }, () => ({ trueClass, predicted }))),
  );
  const trueClassIndexes = rows.map(({ trueClass }) => trueClass);
  const probabilities = Float32Array.from(
    rows.flatMap(({ predicted }) =>
      Array.from({ length: classCount }, (_, column) =>
        column === predicted ? confidence : (1 - confidence) / (classCount - 1),
      ),
    ),
  );
  const evaluation = evaluate(probabilities, trueClassIndexes, classCount);
  return { evaluation, sampleIds: [], files: [], trueClassIndexes, probabilities };
}

const kindsOf = (figures: Figures) => advise(figures).map(({ kind }) => kind);

describe('what to try next', () => {
  test('is to try it, where nothing stands out', () => {
    expect(advise({})).toEqual([{ kind: 'try-it' }]);
  });

  test('names the class with fewest training images, below fifteen', () => {
    expect(advise({ trainingCounts: [20, 14] })).toEqual([
      { kind: 'few-training', classIndex: 1, imageCount: 14, classCount: 1 },
    ]);
    expect(kindsOf({ trainingCounts: [20, 15] })).toEqual(['try-it']);
  });

  test('does not single out a class where several have few training images', () => {
    const [advice] = advise({ trainingCounts: [7, 8, 20] });
    expect(advice).toEqual({ kind: 'few-training', classIndex: 0, imageCount: 7, classCount: 2 });
    expect(enAdvice['few-training']('red', 7, 2)).toMatch(
      /^It learned 2 classes from few images, “red” from 7/,
    );
    expect(enAdvice['few-training']('red', 7, 1)).toMatch(/^It learned “red” from 7 images only/);
  });

  test('says how uneven the classes are, from three times on, unless they are weighed', () => {
    expect(advise({ trainingCounts: [20, 60] })).toEqual([
      { kind: 'imbalance', smallestIndex: 0, largestIndex: 1, ratio: 3 },
    ]);
    expect(kindsOf({ trainingCounts: [20, 59] })).toEqual(['try-it']);
    expect(kindsOf({ trainingCounts: [20, 60], weighted: true })).toEqual(['try-it']);
  });

  test('tells learning by heart from not having learned, by the best epoch', () => {
    expect(advise({ trainingAccuracy: 1, validationAccuracy: 0.89 })).toEqual([
      { kind: 'overfitting', trainingAccuracy: 1, validationAccuracy: 0.89 },
    ]);
    expect(kindsOf({ trainingAccuracy: 1, validationAccuracy: 0.91 })).toEqual(['try-it']);
    expect(kindsOf({ trainingAccuracy: 1, validationAccuracy: null })).toEqual(['try-it']);
    expect(advise({ trainingAccuracy: 0.79, validationAccuracy: 0.7 })).toEqual([
      { kind: 'underfitting', trainingAccuracy: 0.79 },
    ]);
    expect(kindsOf({ trainingAccuracy: 0.79, validationAccuracy: null })).toEqual(['underfitting']);
  });

  test('does not take a head for weak that is good on whole images and worse on mixed or hidden ones', () => {
    expect(kindsOf({ trainingAccuracy: 0.6, validationAccuracy: 0.95 })).toEqual(['try-it']);
  });

  test('names the two classes that are mixed up most, and a class that is found much more rarely', () => {
    const counts = [
      [30, 8, 2],
      [3, 37, 0],
      [0, 0, 40],
    ];
    expect(advise({ counts, trainingCounts: [40, 40, 40] })).toEqual([
      { kind: 'confused', trueClassIndex: 0, predictedClassIndex: 1, count: 8, support: 40 },
    ]);
    const weaker = [
      [20, 5, 5, 5, 5],
      ...[1, 2, 3, 4].map((c) => [0, 1, 2, 3, 4].map((p) => (p === c ? 40 : 0))),
    ];
    expect(advise({ counts: weaker, trainingCounts: [40, 40, 40, 40, 40] })).toEqual([
      { kind: 'weak-class', classIndex: 0, recall: 0.5, accuracy: 0.9 },
    ]);
  });

  test('counts the mistakes that were made with much confidence', () => {
    const counts = [
      [39, 1],
      [0, 40],
    ];
    expect(advise({ counts, confidence: 0.9 })).toEqual([{ kind: 'sure-mistakes', count: 1 }]);
    expect(kindsOf({ counts, confidence: 0.79 })).toEqual(['try-it']);
  });

  test('says how little few images tell', () => {
    const counts = [
      [24, 0],
      [0, 25],
    ];
    const [few] = advise({ counts });
    expect(few).toMatchObject({ kind: 'few-judged', imageCount: 49 });
    if (few?.kind === 'few-judged') expect(few.interval.lower).toBeCloseTo(0.927, 2);
  });

  test('is at most three things, and none of them speaks against another', () => {
    const small = fc.integer({ min: 0, max: 60 });
    const fraction = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.tuple(small, small, small),
        fc.boolean(),
        fraction,
        fc.option(fraction),
        fc.tuple(fc.tuple(small, small, small), fc.tuple(small, small, small), fc.tuple(small, small, small)),
        fc.double({ min: 0.4, max: 0.99, noNaN: true }),
        (trainingCounts, weighted, trainingAccuracy, validationAccuracy, counts, confidence) => {
          fc.pre(counts.flat().some((count) => count > 0));
          const figures = {
            trainingCounts,
            weighted,
            trainingAccuracy,
            validationAccuracy,
            counts,
            confidence,
          };
          const advice = advise(figures);
          const kinds = advice.map(({ kind }) => kind);
          expect(kinds.length).toBeGreaterThan(0);
          expect(kinds.length).toBeLessThanOrEqual(3);
          expect(new Set(kinds).size).toBe(kinds.length);
          // "A larger L2 penalty" and "a smaller L2 penalty".
          expect(kinds).not.toEqual(expect.arrayContaining(['overfitting', 'underfitting']));
          if (kinds.includes('try-it')) expect(kinds).toHaveLength(1);
          for (const each of advice) {
            if (each.kind === 'imbalance') {
              expect(weighted).toBe(false);
              expect(trainingCounts[each.smallestIndex]).toBe(Math.min(...trainingCounts));
              expect(trainingCounts[each.largestIndex]).toBe(Math.max(...trainingCounts));
            }
            if (each.kind === 'confused') {
              expect(each.trueClassIndex).not.toBe(each.predictedClassIndex);
              expect(counts[each.trueClassIndex]?.[each.predictedClassIndex]).toBe(each.count);
            }
            // Not named as weak among the rest while it is no weaker.
            if (each.kind === 'weak-class') expect(each.recall).toBeLessThan(each.accuracy);
          }
        },
      ),
      { seed: 4, numRuns: 500 },
    );
  });
});
