import { expect, test } from 'vitest';
import { estimateTuning } from '../../src/studio/estimate-tuning.ts';
import type { StudioState } from '../../src/studio/studio-state.ts';
import { plainCuts } from './support/plain-engine.ts';
import { startStudioWithImages } from './support/start-studio-with-images.ts';

/** The state with cuts at which an image keeps so many bytes, one block first. */
function withCuts(state: StudioState, ...activationBytes: number[]): StudioState {
  if (state.engine.phase !== 'ready') throw new Error('not ready');
  const cuts = activationBytes.map((bytes, index) => ({
    blockCount: index + 1,
    parameterCount: 10 * (index + 1),
    activationBytes: bytes,
    workFraction: 0.1 * (index + 1),
  }));
  return { ...state, engine: { ...state.engine, cuts } };
}

test('nothing is estimated for the head alone, nor where the base model cannot be cut', async () => {
  const { studio, state } = await startStudioWithImages();
  expect(estimateTuning(state())).toBeNull();
  studio.changeSettings({ tunedBlockCount: 2 });
  expect(estimateTuning(withCuts(state()))).toBeNull();
  expect(estimateTuning(state())).toMatchObject({
    cut: plainCuts[1],
    imageCount: 20,
    activationBytes: 40_000,
  });
});

test('what does not fit names the most blocks that do, and the limit is one that fits', async () => {
  const { studio, state } = await startStudioWithImages();
  studio.changeSettings({ tunedBlockCount: 3 });
  const findFit = (...bytes: number[]) => estimateTuning(withCuts(state(), ...bytes))?.largestFit;
  expect(findFit(1e6, 1e6, 25e6)).toBe(3);
  expect(findFit(1e6, 25e6, 25e6 + 1)).toBe(2);
  expect(findFit(25e6, 25e6 + 1, 30e6)).toBe(1);
  expect(findFit(26e6, 26e6, 26e6)).toBe(0);
});

test('the time counts images to the cut, epochs of three passes each through the blocks, and grows with both', async () => {
  const { studio, state } = await startStudioWithImages();
  studio.changeSettings({ tunedBlockCount: 1, tuningEpochs: 10, validationFraction: 0.2, refit: false });
  const timings = { imagesEmbedded: 10, decodeMs: 20, embedMs: 100, totalMs: 200 };
  const measured = { ...withCuts(state(), 1000, 1000), timings };
  // 20 images: 2 ms to decode and 9 of 10 ms to the cut; 16 of them three times forth and back, 4 once, ten times; all once more.
  expect(estimateTuning(measured)?.durationMs).toBeCloseTo(20 * (2 + 9) + (10 * (3 * 16 + 4) + 20) * 1, 6);
  const refit = { ...measured, settings: { ...measured.settings, refit: true } };
  // Ten epochs with all 20, and all once more.
  expect(estimateTuning(refit)?.durationMs).toBeCloseTo(
    20 * (2 + 9) + (10 * (3 * 16 + 4) + 20 + 10 * 3 * 20 + 20) * 1,
    6,
  );
  const deeper = { ...measured, settings: { ...measured.settings, tunedBlockCount: 2 } };
  expect(estimateTuning(deeper)?.durationMs).toBeGreaterThan(
    1.5 * (estimateTuning(measured)?.durationMs ?? 0),
  );
  const unmeasured = { ...withCuts(state(), 1000), timings: { ...timings, imagesEmbedded: 0 } };
  // By the trial of the backend at the start: 5 ms.
  expect(estimateTuning(unmeasured)?.durationMs).toBeCloseTo(20 * 4.5 + 540 * 0.5, 6);
});
