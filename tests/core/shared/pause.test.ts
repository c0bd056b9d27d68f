import { expect, test } from 'vitest';
import { createPauses } from '../../../src/core/shared/pause.ts';

test('work in small steps lets others have their turn now and then, and not at every step', async () => {
  let nowMs = 0;
  let pauseCount = 0;
  let isAsked = true;
  // Somebody who comes in whenever the work pauses.
  const visit = () => {
    pauseCount++;
    if (isAsked) setImmediate(visit);
  };
  setImmediate(visit);
  const pauseNowAndThen = createPauses(() => nowMs);
  for (let step = 0; step < 100; step++) {
    nowMs += 3;
    await pauseNowAndThen();
  }
  isAsked = false;
  expect(pauseCount).toBeGreaterThanOrEqual(10);
  expect(pauseCount).toBeLessThan(60);
});
