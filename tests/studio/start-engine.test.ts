import { describe, expect, test } from 'vitest';
import { waitUntil } from '../../src/studio/wait-until.ts';
import { countImages, createGate, createTestStudio, texts, zipFile } from './support/create-test-studio.ts';
import { createTwoBaseEngine, otherSource } from './support/create-two-base-engine.ts';
import { builtInBase, createPlainEngine } from './support/plain-engine.ts';

const imports = zipFile('set.zip', { red: texts('red', 3), blue: texts('blue', 3) });

describe('the start', () => {
  test('shows its steps and says what runs', async () => {
    const engine = createPlainEngine();
    const gate = createGate();
    engine.hooks.onStart = gate.pass;
    const { studio, state } = createTestStudio(engine);
    expect(state().engine).toEqual({ phase: 'starting', step: null });
    const started = studio.startEngine();
    await gate.reached;
    expect(state().engine).toEqual({
      phase: 'starting',
      step: { step: 'loading-base-model', loadedBytes: 1, totalBytes: 2 },
    });
    gate.open();
    await started;
    expect(state().engine).toMatchObject({ phase: 'ready', backend: 'wasm', baseModel: builtInBase });
    expect(state().announcement).toBe('Ready: Plain base runs on WebAssembly.');
  });

  test('happens once, however often it is asked for', async () => {
    const engine = createPlainEngine();
    const { studio } = createTestStudio(engine);
    await Promise.all([studio.startEngine(), studio.startEngine()]);
    await studio.startEngine();
    expect(engine.starts).toHaveLength(1);
  });

  test('can be stopped while it hangs, keeps what was brought in, and can be tried again', async () => {
    const engine = createPlainEngine();
    const gate = createGate();
    engine.hooks.onStart = gate.pass;
    const { studio, state } = createTestStudio(engine);
    const started = studio.startEngine();
    await gate.reached;
    const classId = studio.addClass();
    studio.stopStart();
    await started;
    expect(state().engine).toEqual({ phase: 'failed', failure: { kind: 'start-stopped' } });
    expect(state().announcement).toContain('was stopped');
    expect(state().classes.map(({ id }) => id)).toEqual([classId]);
    gate.open();
    engine.hooks.onStart = async () => null;
    await studio.startEngine();
    expect(state().engine.phase).toBe('ready');
    studio.stopStart();
    expect(state().engine.phase).toBe('ready');
  });

  test('again after a crash can be stopped while it hangs', async () => {
    const engine = createPlainEngine();
    const { studio, state } = createTestStudio(engine);
    await studio.startEngine();
    await studio.importFiles([imports], null);
    const gate = createGate();
    engine.hooks.onStart = gate.pass;
    engine.crash('device lost');
    await gate.reached;
    expect(state().engine).toMatchObject({
      phase: 'restarting',
      step: { step: 'loading-base-model', loadedBytes: 1, totalBytes: 2 },
    });
    studio.stopStart();
    await new Promise((resolve) => setTimeout(resolve));
    expect(state().engine).toEqual({ phase: 'failed', failure: { kind: 'start-stopped' } });
    expect(countImages(state())).toEqual({ red: [3, 0], blue: [3, 0] });
    gate.open();
    engine.hooks.onStart = async () => null;
    await studio.startEngine();
    expect(state().engine.phase).toBe('ready');
  });

  test('with another base model can be stopped; what ran before runs again', async () => {
    const engine = createTwoBaseEngine();
    const { studio, state } = createTestStudio(engine);
    await studio.startEngine();
    const gate = createGate();
    const onStart = engine.hooks.onStart;
    engine.hooks.onStart = gate.pass;
    const chosen = studio.chooseBaseModel(otherSource);
    await gate.reached;
    engine.hooks.onStart = onStart;
    studio.stopStart();
    await chosen;
    expect(state().engine).toMatchObject({ phase: 'ready', baseModel: builtInBase });
    expect(state().wantedBaseModel).toEqual({ kind: 'built-in' });
    expect(state().choiceFailure).toEqual({ kind: 'start-stopped' });
  });

  test('can be stopped while it waits for work that hangs', async () => {
    const engine = createTwoBaseEngine();
    const { studio, state } = createTestStudio(engine);
    await studio.startEngine();
    const gate = createGate();
    engine.hooks.onGroup = gate.pass;
    const imported = studio.importFiles([imports], null);
    await gate.reached;
    const chosen = studio.chooseBaseModel(otherSource);
    engine.hooks.onGroup = async () => null;
    await waitUntil(studio.store, (each) => each.engine.phase === 'starting');
    studio.stopStart();
    await Promise.all([chosen, imported]);
    expect(state().engine).toMatchObject({ phase: 'ready', baseModel: builtInBase });
    expect(engine.starts.map(({ baseModel }) => baseModel.kind)).toEqual(['built-in', 'built-in']);
  });

  test('that fails says why and can be tried again', async () => {
    const engine = createPlainEngine();
    const unreachable = { kind: 'base-model-unreachable', url: 'models/', detail: '404' } as const;
    engine.hooks.onStart = async () => unreachable;
    const { studio, state } = createTestStudio(engine);
    await studio.startEngine();
    expect(state().engine).toEqual({ phase: 'failed', failure: unreachable });
    expect(state().announcement).toContain('could not be fetched');
    engine.hooks.onStart = async () => null;
    await studio.startEngine();
    expect(state().engine.phase).toBe('ready');
  });
});

test('a mistake in one start does not keep the next one from being made', async () => {
  let mistakesLeft = 0;
  const preferences = {
    read(key: string) {
      if (key === 'backend-reports' && mistakesLeft-- > 0) throw new Error('a mistake');
      return null;
    },
    write() {},
    forget() {},
  };
  const { studio, state } = createTestStudio(createPlainEngine(), { askedBackend: 'wasm', preferences });
  mistakesLeft = 1;
  await expect(studio.chooseBackend('auto')).rejects.toThrow('a mistake');
  await studio.startEngine();
  expect(state().engine.phase).toBe('ready');
});
