import { expect, test, vi } from 'vitest';
import type { BackendReport, StartRequest, StartResult } from '../../src/engine/engine-api.ts';
import { createGate, createTestStudio } from './support/create-test-studio.ts';
import { builtInBase, createPlainEngine } from './support/plain-engine.ts';

const reports: readonly BackendReport[] = [
  { backend: 'webgpu', state: 'unavailable', detail: 'no adapter' },
  { backend: 'webgl', state: 'emulated' },
  { backend: 'wasm', state: 'ready', msPerImage: 5 },
  { backend: 'cpu', state: 'untried' },
];

/** A studio whose probe has these backends, and takes a second for each group of images. */
async function startWithProbe() {
  const probe = createPlainEngine();
  probe.hooks.onStart = async ({ backend }: StartRequest): Promise<StartResult> => ({
    backend: backend === 'auto' ? 'wasm' : backend,
    reports: backend === 'cpu' ? [{ backend, state: 'ready', msPerImage: 900 }] : reports,
    baseModel: builtInBase,
    cuts: [],
  });
  const engine = createPlainEngine();
  const test = createTestStudio(engine, { createProbe: () => probe });
  probe.hooks.onGroup = async () => {
    test.clock.nowMs += 1000;
    return null;
  };
  await test.studio.startEngine();
  return { ...test, engine, probe };
}

test('each backend that is there is measured beside the engine in use, which stays as it is', async () => {
  const { studio, state, engine, probe } = await startWithProbe();
  const before = state().engine;
  await studio.measureSpeed();
  expect(state().speed).toMatchObject({
    phase: 'done',
    inputSize: 224,
    backends: [
      { state: 'measured', backend: 'wasm', passMs: 5, imageMs: 500 },
      { state: 'absent', backend: 'webgpu' },
      { state: 'emulated', backend: 'webgl' },
      { state: 'measured', backend: 'cpu', passMs: 900, imageMs: 500 },
    ],
  });
  expect(probe.starts.map(({ backend }) => backend)).toEqual(['auto', 'wasm', 'cpu']);
  expect(engine.starts).toHaveLength(1);
  expect(state().engine).toBe(before);
  expect(state().samples).toEqual([]);
  expect(state().announcement).toBe('The speed of this machine was measured.');
});

test('a minute is enough: what is not through by then is left out', async () => {
  const { studio, state, probe, clock } = await startWithProbe();
  probe.hooks.onTrain = async () => {
    clock.nowMs += 70_000;
  };
  await studio.measureSpeed();
  expect(state().speed).toMatchObject({
    phase: 'done',
    backends: [
      { state: 'measured', backend: 'wasm' },
      { state: 'left-out', backend: 'webgpu' },
      { state: 'left-out', backend: 'webgl' },
      { state: 'left-out', backend: 'cpu' },
    ],
  });
});

test('what goes wrong on one backend is said of it, and is no matter of time', async () => {
  const { studio, state, probe } = await startWithProbe();
  const outOfMemory = { kind: 'out-of-memory', detail: 'x' } as const;
  probe.hooks.onGroup = async () => outOfMemory;
  await studio.measureSpeed();
  const failed = (backend: string, failure: object) => ({ state: 'failed', backend, failure });
  const others = [{ state: 'absent' }, { state: 'emulated' }];
  expect(state().speed).toMatchObject({
    backends: [failed('wasm', outOfMemory), ...others, failed('cpu', outOfMemory)],
  });
  const start = probe.hooks.onStart;
  const crashed = { kind: 'engine-crashed', detail: 'x' } as const;
  probe.hooks.onStart = async (request) => (request.backend === 'cpu' ? crashed : start(request));
  await studio.measureSpeed();
  expect(state().speed).toMatchObject({ backends: [{}, {}, {}, failed('cpu', crashed)] });
});

test('a photo that cannot be embedded is not counted as one that was', async () => {
  const probe = createPlainEngine();
  const { studio, state } = createTestStudio(createPlainEngine(), {
    createProbe: () => probe,
    drawPhotos: async () => [new Blob(['red 1']), new Blob(['broken'])],
  });
  await studio.startEngine();
  await studio.measureSpeed();
  const failure = { kind: 'file-damaged', format: 'PNG' };
  expect(state().speed).toMatchObject({ backends: [{ state: 'failed', failure }, {}, {}, {}] });
});

test('where the first start takes all the time, that is said, and not that somebody stopped it', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const { studio, state, probe } = await startWithProbe();
    const gate = createGate();
    probe.hooks.onStart = gate.pass;
    const measured = studio.measureSpeed();
    await gate.reached;
    vi.advanceTimersByTime(60_000);
    await measured;
    expect(state().speed).toEqual({ phase: 'failed', failure: { kind: 'speed-not-measured' } });
    expect(state().announcement).toContain('within a minute');
  } finally {
    vi.useRealTimers();
  }
});

test('it can be stopped at once, whatever hangs, and begun again', async () => {
  const { studio, state, probe } = await startWithProbe();
  const gate = createGate();
  const goOn = probe.hooks.onGroup;
  probe.hooks.onGroup = async () => {
    await gate.pass();
    return null;
  };
  const measured = studio.measureSpeed();
  await gate.reached;
  expect(state().speed).toMatchObject({ phase: 'running', backend: 'wasm' });
  studio.stopSpeed();
  await measured;
  expect(state().speed).toEqual({ phase: 'idle' });
  gate.open();
  probe.hooks.onGroup = goOn;
  await studio.measureSpeed();
  expect(state().speed).toMatchObject({ phase: 'done' });
});

test('stopped before an engine has begun, it begins none', async () => {
  const gate = createGate();
  const probe = createPlainEngine();
  const drawPhotos = async () => {
    await gate.pass();
    return [];
  };
  const { studio, state } = createTestStudio(createPlainEngine(), { createProbe: () => probe, drawPhotos });
  const measured = studio.measureSpeed();
  await gate.reached;
  studio.stopSpeed();
  gate.open();
  await measured;
  expect(state().speed).toEqual({ phase: 'idle' });
  expect(probe.starts).toEqual([]);
});

test('where nothing runs, it says why', async () => {
  const { studio, state, probe } = await startWithProbe();
  probe.hooks.onStart = async () => ({ kind: 'no-backend', tried: ['wasm'] });
  await studio.measureSpeed();
  expect(state().speed).toMatchObject({ phase: 'failed', failure: { kind: 'no-backend' } });
});
