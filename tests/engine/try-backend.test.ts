import { expect, test } from 'vitest';
import type { Embedder } from '../../src/core/embedding/embedder.ts';
import type { EngineClock, LoadedBaseModel } from '../../src/engine/engine-ports.ts';
import { type TrialScope, tryBackend } from '../../src/engine/try-backend.ts';
import { createMadeBase } from './support/made-ports.ts';

/** A clock that moves only when somebody works. */
function createWorkClock() {
  let nowMs = 0;
  const clock: EngineClock = { now: () => nowMs, wait: () => new Promise(() => {}) };
  return {
    clock,
    work: (durationMs: number) => {
      nowMs += durationMs;
    },
  };
}

/** Tries WebGL on a base model whose passes take as long as `passMs` says: by images in it, and how often before. */
async function tryWith(
  passMs: (imageCount: number, passedBefore: number) => number,
  options: { readonly timed?: boolean; readonly answer?: readonly number[] } = {},
) {
  const { clock, work } = createWorkClock();
  const passes: number[] = [];
  let disposedCount = 0;
  const embedder: Embedder = {
    inputSize: 8,
    embeddingSize: 2,
    batchSize: 8,
    async embed({ length }) {
      work(passMs(length, passes.filter((other) => other === length).length));
      passes.push(length);
      return Float32Array.from({ length: 2 * length }, () => 1);
    },
    embedWithMap: async () => ({ embedding: new Float32Array(2), map: null }),
    dispose() {
      disposedCount++;
    },
  };
  const base: LoadedBaseModel = {
    ...createMadeBase('base'),
    createEmbedder: async () => embedder,
    parityEmbedding: options.answer ?? [1, 1],
  };
  const scope: TrialScope = { emulatedToo: false, timed: options.timed ?? true, patienceMs: 1000 };
  const backends = {
    probe: async () => ({ state: 'present' }) as const,
    activate: async () => true,
    release: () => {},
  };
  const trial = await tryBackend('webgl', base, scope, { backends, clock, onLost: () => {} });
  return { trial, passes, disposedCount };
}

test('times full passes once the programs for their size are compiled, and takes the best', async () => {
  const { trial } = await tryWith((imageCount, passedBefore) => {
    if (passedBefore === 0) return 5000;
    if (imageCount === 1) return 30;
    // One of the full passes is not disturbed by anything.
    return passedBefore === 3 ? 40 : 80;
  });
  expect(trial).toMatchObject({ outcome: 'works', msPerImage: 5 });
});

test('does not repeat what takes long', async () => {
  const { trial, passes } = await tryWith(() => 700);
  expect(trial).toMatchObject({ outcome: 'works', msPerImage: 700 });
  // One for its answer, one for the time.
  expect(passes).toEqual([1, 1]);
});

test('runs once, for the answer alone, when the time is known', async () => {
  const { trial, passes } = await tryWith(() => 30, { timed: false });
  expect(trial).toMatchObject({ outcome: 'works', msPerImage: null });
  expect(passes).toEqual([1]);
});

test('gives up a backend whose answer is another than the stored one, untimed and with nothing left on it', async () => {
  const { trial, passes, disposedCount } = await tryWith(() => 30, { answer: [1, -1] });
  expect(trial).toEqual({ outcome: 'wrong-results' });
  expect(passes).toEqual([1]);
  expect(disposedCount).toBe(1);
});
