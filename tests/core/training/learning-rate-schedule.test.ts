import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLearningRateSchedule, plateau } from '../../../src/core/training/learning-rate-schedule.ts';
import { schedules } from '../../../src/core/training/training-settings.ts';

const rate = (schedule: (typeof schedules)[number], epochsDone: number, epochs = 10) =>
  createLearningRateSchedule({ schedule, learningRate: 0.08, epochs }).rateAt(epochsDone);

describe('a schedule', () => {
  test('that is constant stays', () => {
    expect([0, 3.3, 10].map((at) => rate('constant', at))).toEqual([0.08, 0.08, 0.08]);
  });

  test('that is a cosine is half done in the middle, and ends at zero', () => {
    expect(rate('cosine', 0)).toBe(0.08);
    expect(rate('cosine', 2.5)).toBeCloseTo(0.04 * (1 + Math.SQRT1_2), 12);
    expect(rate('cosine', 5)).toBeCloseTo(0.04, 12);
    expect(rate('cosine', 10)).toBeCloseTo(0, 12);
  });

  test('that is one cycle rises for 30 % of the run and then falls below where it began', () => {
    expect(rate('one-cycle', 0)).toBeCloseTo(0.08 / 25, 12);
    expect(rate('one-cycle', 1.5)).toBeCloseTo((0.08 + 0.08 / 25) / 2, 12);
    expect(rate('one-cycle', 3)).toBeCloseTo(0.08, 12);
    expect(rate('one-cycle', 6.5)).toBeCloseTo((0.08 + 0.08 / 250_000) / 2, 12);
    expect(rate('one-cycle', 10)).toBeCloseTo(0.08 / 250_000, 12);
  });

  test('that waits for a plateau halves the rate after five epochs that bring nothing', () => {
    const schedule = createLearningRateSchedule({ schedule: 'plateau', learningRate: 0.08, epochs: 50 });
    const rates = [1, 0.9, 0.9, 0.95, 0.9, 0.9, 0.91, 0.8, 0.8].map((loss) => {
      schedule.observe(loss);
      return schedule.rateAt(0);
    });
    expect(rates).toEqual([0.08, 0.08, 0.08, 0.08, 0.08, 0.08, 0.04, 0.04, 0.04]);
  });

  test('stays between zero and the rate that was chosen, whatever the losses are', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...schedules),
        fc.double({ min: 1e-6, max: 10, noNaN: true }),
        fc.integer({ min: 1, max: 1000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.array(fc.oneof(fc.double({ noNaN: true }), fc.constant(Number.POSITIVE_INFINITY)), {
          maxLength: 80,
        }),
        (name, learningRate, epochs, done, losses) => {
          const schedule = createLearningRateSchedule({ schedule: name, learningRate, epochs });
          for (const loss of losses) schedule.observe(loss);
          const now = schedule.rateAt(done * epochs);
          expect(now).toBeGreaterThanOrEqual(name === 'plateau' ? learningRate * plateau.lowestFraction : 0);
          expect(now).toBeLessThanOrEqual(learningRate * (1 + 1e-12));
        },
      ),
      { seed: 1 },
    );
  });
});
