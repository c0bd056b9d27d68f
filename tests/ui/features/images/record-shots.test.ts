import fc from 'fast-check';
import { expect, test } from 'vitest';
import { recordShots } from '../../../../src/ui/features/images/record-shots.ts';

const shots = ['one', 'two', 'three'].map((text) => new Blob([text]));
const endless = { intervalMs: 200, lengthMs: null, shotMaximum: 1000 };

/** A clock that only waiting moves, and taking a picture where the test says so. */
function createClock() {
  let nowMs = 0;
  return {
    now: () => nowMs,
    async wait(durationMs: number) {
      nowMs += durationMs;
    },
  };
}

/** A camera that gives these one after the other; an error is a picture that cannot be taken. */
function cameraOf(pictures: readonly (Blob | Error | null)[]) {
  const left = [...pictures];
  return async (): Promise<Blob | null> => {
    const next = left.shift() ?? null;
    if (next instanceof Error) throw next;
    return next;
  };
}

test('records until there is no picture any more', async () => {
  const seen: Blob[] = [];
  const clock = createClock();
  const recording = await recordShots(
    cameraOf([...shots, null, ...shots]),
    (shot) => seen.push(shot),
    endless,
    clock,
  );
  expect(recording).toEqual({ shots, failed: false });
  expect(seen).toEqual(shots);
  expect(clock.now()).toBe(600);
});

test('a picture that cannot be taken ends the recording, and those before it are kept', async () => {
  const recording = await recordShots(
    cameraOf([...shots.slice(0, 2), new Error('the picture could not be encoded'), ...shots]),
    () => {},
    endless,
    createClock(),
  );
  expect(recording).toEqual({ shots: shots.slice(0, 2), failed: true });
});

test('five seconds at four pictures a second are twenty pictures', async () => {
  const clock = createClock();
  const plan = { intervalMs: 250, lengthMs: 5000, shotMaximum: 1000 };
  const { shots: taken } = await recordShots(
    async () => new Blob(),
    () => {},
    plan,
    clock,
  );
  expect(taken).toHaveLength(20);
});

test('a slow camera leaves pictures out and keeps the pace, the length and the limit', async () => {
  const plans = fc.record({
    intervalMs: fc.integer({ min: 50, max: 2000 }),
    lengthMs: fc.option(fc.integer({ min: 100, max: 60_000 })),
    shotMaximum: fc.integer({ min: 1, max: 50 }),
    slownessMs: fc.integer({ min: 0, max: 5000 }),
  });
  await fc.assert(
    fc.asyncProperty(plans, async ({ slownessMs, ...plan }) => {
      const clock = createClock();
      const times: number[] = [];
      const takeShot = async () => {
        times.push(clock.now());
        await clock.wait(slownessMs);
        return new Blob();
      };
      const { shots: taken } = await recordShots(takeShot, () => {}, plan, clock);
      expect(taken.length).toBeGreaterThan(0);
      expect(taken.length).toBeLessThanOrEqual(plan.shotMaximum);
      for (const timeMs of times) {
        expect(timeMs % plan.intervalMs).toBe(0);
        if (plan.lengthMs !== null && timeMs > 0) expect(timeMs).toBeLessThan(plan.lengthMs);
      }
    }),
    { seed: 3 },
  );
});
