import { describe, expect, test } from 'vitest';
import { countImages, createGate, createTestStudio, texts, zipFile } from './support/create-test-studio.ts';
import { createPlainEngine } from './support/plain-engine.ts';

const imports = zipFile('set.zip', { red: texts('red', 3), blue: texts('blue', 3) });

describe('a crash', () => {
  test('while images are embedded costs only those that were under way', async () => {
    const engine = createPlainEngine();
    const { studio, state, said } = createTestStudio(engine);
    await studio.startEngine();
    let groupCount = 0;
    engine.hooks.onGroup = async () => {
      groupCount++;
      if (groupCount === 3) engine.crash('device lost');
      return null;
    };
    await studio.importFiles([imports], null);
    expect(countImages(state())).toEqual({ red: [3, 0], blue: [3, 0] });
    expect(engine.embedded.toSorted()).toEqual([...texts('blue', 3), ...texts('red', 3)]);
    expect(engine.starts).toHaveLength(2);
    expect(said.some((sentence) => sentence.includes('stopped (device lost)'))).toBe(true);
    expect(state().announcement).toBe('6 images ready in 2 classes.');
    expect(state().timings.imagesEmbedded).toBe(6);
  });

  test('is shown while the engine starts again', async () => {
    const engine = createPlainEngine();
    const { studio, state } = createTestStudio(engine);
    await studio.startEngine();
    const gate = createGate();
    engine.hooks.onStart = gate.pass;
    engine.crash();
    expect(state().engine).toEqual({
      phase: 'restarting',
      failure: { kind: 'engine-crashed', detail: 'test' },
      step: null,
    });
    const imported = studio.importFiles([imports], null);
    gate.open();
    await imported;
    expect(state().engine.phase).toBe('ready');
    expect(countImages(state())).toEqual({ red: [3, 0], blue: [3, 0] });
  });

  test('that comes back again and again ends in a word and "Try again"', async () => {
    const engine = createPlainEngine();
    const { studio, state } = createTestStudio(engine);
    await studio.startEngine();
    engine.hooks.onGroup = async () => {
      engine.crash('bad image');
      return null;
    };
    await studio.importFiles([imports], null);
    expect(state().engine).toEqual({
      phase: 'failed',
      failure: { kind: 'engine-crashed', detail: 'bad image' },
    });
    expect(engine.starts).toHaveLength(4);
    expect(state().importing).toBeNull();
    expect(state().announcement).toContain('6 images wait in their classes');

    engine.hooks.onGroup = async () => null;
    await studio.startEngine();
    await studio.continueImport();
    expect(countImages(state())).toEqual({ red: [3, 0], blue: [3, 0] });
  });

  test('now and then is no reason to give up', async () => {
    const engine = createPlainEngine();
    const { studio, state, clock } = createTestStudio(engine);
    await studio.startEngine();
    for (let crash = 0; crash < 20; crash++) {
      engine.crash();
      await studio.startEngine();
      expect(state().engine.phase).toBe('ready');
      clock.nowMs += 30_000;
    }
  });

  test('while it starts is tried again, and given up in the end', async () => {
    const engine = createPlainEngine();
    let crashesLeft = 2;
    engine.hooks.onStart = async () => {
      if (crashesLeft-- > 0) engine.crash();
      return null;
    };
    const { studio, state } = createTestStudio(engine);
    await studio.startEngine();
    expect(state().engine.phase).toBe('ready');

    crashesLeft = Number.POSITIVE_INFINITY;
    engine.crash();
    await studio.startEngine();
    expect(state().engine.phase).toBe('failed');
  });

  test('by a chosen backend brings the old one back', async () => {
    const engine = createPlainEngine();
    engine.hooks.onStart = async ({ backend }) => {
      if (backend === 'webgl') engine.crash('context lost');
      return null;
    };
    const { studio, state } = createTestStudio(engine);
    await studio.startEngine();
    await studio.chooseBackend('webgl');
    expect(state()).toMatchObject({
      engine: { phase: 'ready', backend: 'wasm' },
      wantedBackend: 'auto',
      choiceFailure: { kind: 'engine-crashed', detail: 'context lost' },
    });
  });
});
