import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { BaseModel } from '../../src/core/embedding/base-model.ts';
import { createEmbeddingLanes } from '../../src/engine/embedding-lanes.ts';
import type { Lane, LanePort } from '../../src/engine/engine-ports.ts';

const parityEmbedding = [1, 2, 3];
// All that lanes read of a network.
const network = { manifest: { inputSize: 8, parityEmbedding }, layers: [] } as unknown as BaseModel;
const times = { limitMs: 60_000, idleMs: 20_000 };
const clock = {
  now: () => Date.now(),
  wait: (durationMs: number) => new Promise<void>((resolve) => setTimeout(resolve, durationMs)),
};

/** The square of a pass, which a lane answers with its own number. */
const square = new Uint8Array(3);
const isParityImage = (images: readonly Uint8Array[]) => images[0]?.length === 8 * 8 * 3;

/** A port of lanes that behave as `behaviours` say, in the order in which they are opened. */
function createPort(behaviours: readonly ((pass: number) => Promise<Float32Array>)[]) {
  const closed: number[] = [];
  let openedCount = 0;
  const port: LanePort = {
    laneCount: behaviours.length,
    async open(): Promise<Lane> {
      const number = openedCount++ % behaviours.length;
      let passCount = 0;
      return {
        embed: (images) =>
          isParityImage(images)
            ? Promise.resolve(Float32Array.from(parityEmbedding))
            : (behaviours[number]?.(passCount++) ?? Promise.reject(new Error('no such lane'))),
        close: () => closed.push(number),
      };
    },
  };
  return { port, closed };
}

const answering = (value: number) => async () => Float32Array.of(value);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

async function openLanes(port: LanePort) {
  const lanes = createEmbeddingLanes(network, port, clock, times);
  lanes.open();
  await vi.advanceTimersByTimeAsync(0);
  return lanes;
}

test('runs passes side by side, and each lane one at a time', async () => {
  let running = 0;
  let most = 0;
  const slow = async () => {
    most = Math.max(most, ++running);
    await clock.wait(100);
    running--;
    return Float32Array.of(0);
  };
  const lanes = await openLanes(createPort([slow, slow]).port);
  const passes = Promise.all(Array.from({ length: 6 }, () => lanes.embed([square])));
  await vi.advanceTimersByTimeAsync(300);
  expect(await passes).toHaveLength(6);
  expect(most).toBe(2);
});

test('leaves passes to the caller before lanes are up, on a single processor, and once they are closed', async () => {
  const { port, closed } = createPort([answering(1), answering(2)]);
  const lanes = createEmbeddingLanes(network, port, clock, times);
  lanes.open();
  expect(lanes.passesAtOnce()).toBe(1);
  expect(await lanes.embed([square])).toBeNull();
  await vi.advanceTimersByTimeAsync(0);
  expect(lanes.passesAtOnce()).toBe(3);
  expect(await lanes.embed([square])).not.toBeNull();
  lanes.close();
  expect(closed.toSorted()).toEqual([0, 1]);
  expect(await lanes.embed([square])).toBeNull();

  const single = await openLanes(createPort([answering(1)]).port);
  expect(await single.embed([square])).toBeNull();
});

test('gives the pass of a lane that fails to another, and to the caller when none is left', async () => {
  const failing = () => Promise.reject(new Error('out of memory'));
  const { port, closed } = createPort([answering(7), failing]);
  const lanes = await openLanes(port);
  const answers = await Promise.all([lanes.embed([square]), lanes.embed([square])]);
  expect(answers).toEqual([Float32Array.of(7), Float32Array.of(7)]);
  expect(closed).toEqual([1]);

  const hopeless = await openLanes(createPort([failing, failing]).port);
  expect(
    await Promise.all([hopeless.embed([square]), hopeless.embed([square]), hopeless.embed([square])]),
  ).toEqual([null, null, null]);
  expect(hopeless.passesAtOnce()).toBe(1);
});

test('takes a lane that never answers for dead', async () => {
  const { port, closed } = createPort([answering(7), () => new Promise(() => {})]);
  const lanes = await openLanes(port);
  const answers = Promise.all([lanes.embed([square]), lanes.embed([square])]);
  await vi.advanceTimersByTimeAsync(times.limitMs);
  expect(await answers).toEqual([Float32Array.of(7), Float32Array.of(7)]);
  expect(closed).toContain(1);
});

test('lets in no lane that computes wrongly', async () => {
  const { port, closed } = createPort([answering(1), answering(2)]);
  const wrong: LanePort = {
    ...port,
    async open(model) {
      const lane = await port.open(model);
      return { ...lane, embed: async () => Float32Array.of(3, -2, 1) };
    },
  };
  const lanes = await openLanes(wrong);
  expect(lanes.passesAtOnce()).toBe(1);
  expect(await lanes.embed([square])).toBeNull();
  expect(closed.toSorted()).toEqual([0, 1]);
});

test('ends lanes that nobody uses, and opens them again', async () => {
  const { port, closed } = createPort([answering(1), answering(2)]);
  const lanes = await openLanes(port);
  await vi.advanceTimersByTimeAsync(times.idleMs - 1000);
  await lanes.embed([square]);
  await vi.advanceTimersByTimeAsync(times.idleMs - 1000);
  expect(closed).toEqual([]);
  await vi.advanceTimersByTimeAsync(2 * times.idleMs);
  expect(closed.toSorted()).toEqual([0, 1]);
  lanes.open();
  await vi.advanceTimersByTimeAsync(0);
  expect(await lanes.embed([square])).not.toBeNull();
});
