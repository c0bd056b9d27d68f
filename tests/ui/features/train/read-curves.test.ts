import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EpochRecord } from '../../../../src/core/training/training-types.ts';
import { readCurves as readCurvesOf } from '../../../../src/ui/features/train/read-curves.ts';

/** Of ten classes: guessing has a loss of 2.3. */
const readCurves = (history: readonly EpochRecord[]) => readCurvesOf(history, 10);
const run = (losses: readonly (number | null)[]): readonly EpochRecord[] =>
  losses.map((validationLoss, index) => ({
    epoch: index + 1,
    loss: 1,
    accuracy: 1,
    validationLoss,
    validationAccuracy: null,
    durationMs: 1,
  }));
const epochs = (count: number, lossAt: (epoch: number) => number) =>
  run(Array.from({ length: count }, (_, index) => lossAt(index + 1)));

describe('the curves of a run', () => {
  test('that ended while the loss fell ask for more epochs', () => {
    expect(readCurves(epochs(20, (epoch) => 2 - epoch / 20))).toEqual({ kind: 'falling', epochCount: 20 });
  });

  test('that turned up again say from which epoch on', () => {
    expect(readCurves(epochs(20, (epoch) => 1 + (epoch - 7) ** 2 / 100))).toEqual({
      kind: 'rising',
      bestEpoch: 7,
    });
  });

  test('that lay still say since when, also where they creep up a little', () => {
    const reading = readCurves(epochs(50, (epoch) => 0.5 + Math.exp(-epoch / 3) + epoch / 10_000));
    expect(reading?.kind).toBe('flat');
    expect(reading).toMatchObject({
      sinceEpoch: expect.toSatisfy((epoch: number) => epoch > 5 && epoch < 20),
    });
  });

  test('that rise above the loss of guessing say that the steps are too large', () => {
    const losses = [9, 4, 12, 3, 2, 1, 0.5, 0.4];
    expect(readCurves(run(losses))).toEqual({ kind: 'overshooting' });
    // A new head begins at that loss, and so may its first epochs.
    expect(readCurves(run([2.3, 2.2, 2, 1.8, 1.6, 1.4]))?.kind).toBe('falling');
  });

  test('say nothing of a few epochs, without validation, and where the loss ran away', () => {
    expect(readCurves(epochs(4, (epoch) => 1 / epoch))).toBeNull();
    expect(readCurves(run([null, null, null, null, null, null]))).toBeNull();
    expect(readCurves(run([3, 2, 1, 1, 1, Number.NaN]))).toBeNull();
  });

  test('of any losses are read without a word about an epoch that was not there', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 3, noNaN: true }), { minLength: 5 }), (losses) => {
        const reading = readCurves(run(losses));
        const epoch =
          reading?.kind === 'flat'
            ? reading.sinceEpoch
            : reading?.kind === 'rising'
              ? reading.bestEpoch
              : reading?.kind === 'falling'
                ? reading.epochCount
                : Number.NaN;
        expect(epoch).toBeGreaterThanOrEqual(1);
        expect(epoch).toBeLessThanOrEqual(losses.length);
      }),
      { seed: 4 },
    );
  });
});
