import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  frameLimits,
  nameFrame,
  planFrames,
  spreadFrames,
  suggestFrames,
} from '../../../src/core/dataset/plan-frames.ts';

const durations = fc.double({ min: 0.01, max: 20_000, noNaN: true });
const counts = fc.integer({ min: frameLimits.count.minimum, max: frameLimits.count.maximum });

test('frames lie in the middle of their stretches, until the video is over', () => {
  expect(planFrames(10, { count: 3, everySeconds: 1 })).toEqual([0.5, 1.5, 2.5]);
  expect(planFrames(2.2, { count: 30, everySeconds: 1 })).toEqual([0.5, 1.5]);
  expect(planFrames(3, { count: 5, everySeconds: 60 })).toEqual([1.5]);
});

test('whatever the plan, there is a frame, none outside of the video, and as far apart as asked', () => {
  const gaps = fc.double({ min: 0.04, max: 3600, noNaN: true });
  fc.assert(
    fc.property(durations, counts, gaps, (durationSeconds, count, everySeconds) => {
      const times = planFrames(durationSeconds, { count, everySeconds });
      expect(times.length).toBeGreaterThanOrEqual(1);
      expect(times.length).toBeLessThanOrEqual(count);
      times.forEach((seconds, index) => {
        expect(seconds).toBeGreaterThan(0);
        expect(seconds).toBeLessThan(durationSeconds);
        if (index > 0) expect(seconds - (times[index - 1] as number)).toBeCloseTo(everySeconds, 6);
      });
    }),
    { seed: 11 },
  );
});

test('frames that are spread reach to the last part of the video, all of them where there is room', () => {
  fc.assert(
    fc.property(durations, counts, (durationSeconds, count) => {
      const plan = spreadFrames(durationSeconds, count);
      const times = planFrames(durationSeconds, plan);
      if (durationSeconds / count < 0.05) return;
      expect(times).toHaveLength(count);
      // The rest that rounding leaves is a hundredth of a second for each frame.
      expect(durationSeconds - (times.at(-1) as number)).toBeLessThan(
        plan.everySeconds + 0.01 * count + 0.01,
      );
    }),
    { seed: 12 },
  );
});

test('what is offered first lies within the limits', () => {
  fc.assert(
    fc.property(durations, (durationSeconds) => {
      const { count, everySeconds } = suggestFrames(durationSeconds);
      expect(count).toBeGreaterThanOrEqual(1);
      expect(count).toBeLessThanOrEqual(30);
      expect(everySeconds).toBeGreaterThanOrEqual(frameLimits.everySeconds.minimum);
      expect(everySeconds).toBeLessThanOrEqual(frameLimits.everySeconds.maximum);
    }),
    { seed: 13 },
  );
});

test.each([
  ['clip.mp4', 12.5, 'clip 00:12.50.jpg'],
  ['pets/my cat.v2.webm', 0, 'my cat.v2 00:00.00.jpg'],
  ['C:\\films\\long', 4503.999, 'long 75:04.00.jpg'],
  ['a.mov', 59.996, 'a 01:00.00.jpg'],
])('a frame of %s at %d s is %s', (video, seconds, name) => {
  expect(nameFrame(video, seconds)).toBe(name);
});
