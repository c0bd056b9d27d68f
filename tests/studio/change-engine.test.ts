import { describe, expect, test } from 'vitest';
import { countImages, createGate, createTestStudio, texts, zipFile } from './support/create-test-studio.ts';
import { createTwoBaseEngine, otherSource } from './support/create-two-base-engine.ts';
import { builtInBase, createPlainEngine } from './support/plain-engine.ts';
import { embeddingSize } from './support/plain-images.ts';

const imports = zipFile('set.zip', { red: texts('red', 3), blue: texts('blue', 3) });

describe('the choice of a backend', () => {
  test('is followed and remembered', async () => {
    const preferences = new Map<string, string>();
    const first = createTestStudio(createPlainEngine(), {}, preferences);
    await first.studio.startEngine();
    await first.studio.chooseBackend('cpu');
    expect(first.state().engine).toMatchObject({ phase: 'ready', backend: 'cpu' });
    const engine = createPlainEngine();
    await createTestStudio(engine, {}, preferences).studio.startEngine();
    expect(engine.starts.map(({ backend }) => backend)).toEqual(['cpu']);
  });

  test('is gone back to from a new measurement that was stopped, without measuring again', async () => {
    const engine = createPlainEngine();
    const { studio, state } = createTestStudio(engine);
    await studio.startEngine();
    const gate = createGate();
    engine.hooks.onStart = gate.pass;
    const measured = studio.measureBackends();
    await gate.reached;
    engine.hooks.onStart = async () => null;
    studio.stopStart();
    await measured;
    expect(state().engine).toMatchObject({ phase: 'ready', backend: 'wasm' });
    expect(engine.starts.map(({ knownReports }) => knownReports?.length)).toEqual([undefined, undefined, 1]);
  });

  test('by the address of the page holds for one visit, whatever else is chosen in it', async () => {
    const preferences = new Map<string, string>();
    const engine = createTwoBaseEngine();
    const { studio } = createTestStudio(engine, { askedBackend: 'cpu' }, preferences);
    await studio.startEngine();
    await studio.chooseBaseModel(otherSource);
    const later = createTwoBaseEngine();
    await createTestStudio(later, { askedBackend: 'abacus' }, preferences).studio.startEngine();
    expect(engine.starts.map(({ backend }) => backend)).toEqual(['cpu', 'cpu']);
    expect(later.starts.map(({ backend }) => backend)).toEqual(['auto']);
  });

  test('that cannot be followed leaves what ran, and says why', async () => {
    const engine = createPlainEngine();
    const unavailable = { kind: 'backend-unavailable', backend: 'webgpu', detail: 'no adapter' } as const;
    engine.hooks.onStart = async ({ backend }) => (backend === 'webgpu' ? unavailable : null);
    const { studio, state } = createTestStudio(engine);
    await studio.startEngine();
    await studio.importFiles([imports], null);
    await studio.chooseBackend('webgpu');
    expect(state()).toMatchObject({
      engine: { phase: 'ready', backend: 'wasm' },
      wantedBackend: 'auto',
      choiceFailure: unavailable,
    });
    expect(state().announcement).toBe(
      'WebGPU does not work in this browser (no adapter). Nothing you had is lost. Choose another backend. Plain base on WebAssembly stays in use.',
    );
    expect(countImages(state())).toEqual({ red: [3, 0], blue: [3, 0] });
    await studio.chooseBackend('auto');
    expect(state().choiceFailure).toBeNull();
  });

  test('from an earlier visit gives way when it is gone', async () => {
    const engine = createPlainEngine();
    engine.hooks.onStart = async ({ backend }) =>
      backend === 'webgpu' ? { kind: 'backend-unavailable', backend, detail: '' } : null;
    const { studio, state } = createTestStudio(engine, {}, new Map([['backend', 'webgpu']]));
    await studio.startEngine();
    expect(state()).toMatchObject({
      engine: { phase: 'ready', backend: 'wasm' },
      wantedBackend: 'auto',
      choiceFailure: { kind: 'backend-unavailable' },
    });
  });

  test('waits for the group of images and the epoch that are under way', async () => {
    const engine = createPlainEngine();
    const { studio, state } = createTestStudio(engine);
    await studio.startEngine();
    const gate = createGate();
    engine.hooks.onGroup = gate.pass;
    const imported = studio.importFiles([imports], null);
    await gate.reached;
    const chosen = studio.chooseBackend('cpu');
    await Promise.resolve();
    expect(engine.starts).toHaveLength(1);
    gate.open();
    await Promise.all([imported, chosen]);
    expect(engine.starts).toHaveLength(2);
    expect(countImages(state())).toEqual({ red: [3, 0], blue: [3, 0] });
    expect(engine.embedded).toHaveLength(6);
  });
});

describe('another base model', () => {
  test('embeds all images anew, and going back costs nothing', async () => {
    const engine = createTwoBaseEngine();
    const { studio, state } = createTestStudio(engine);
    await studio.startEngine();
    await studio.importFiles([imports], null);
    expect(engine.embedded).toHaveLength(6);

    const gate = createGate();
    engine.hooks.onGroup = gate.pass;
    await studio.chooseBaseModel(otherSource);
    expect(state().engine).toMatchObject({ phase: 'ready', baseModel: { id: 'other' } });
    expect(countImages(state())).toEqual({ red: [0, 3], blue: [0, 3] });
    gate.open();
    await studio.continueImport();
    expect(countImages(state())).toEqual({ red: [3, 0], blue: [3, 0] });
    expect(engine.embedded).toHaveLength(12);

    await studio.chooseBaseModel({ kind: 'built-in' });
    await studio.continueImport();
    expect(countImages(state())).toEqual({ red: [3, 0], blue: [3, 0] });
    expect(engine.embedded).toHaveLength(12);
  });

  test('that does not fit leaves the one in use', async () => {
    const engine = createPlainEngine();
    const unfit = { kind: 'base-model-unfit', detail: 'its input has four channels' } as const;
    engine.hooks.onStart = async ({ baseModel }) => (baseModel.kind === 'built-in' ? null : unfit);
    const { studio, state } = createTestStudio(engine);
    await studio.startEngine();
    await studio.importFiles([imports], null);
    await studio.chooseBaseModel(otherSource);
    expect(state()).toMatchObject({
      engine: { phase: 'ready', baseModel: builtInBase },
      wantedBaseModel: { kind: 'built-in' },
      choiceFailure: unfit,
    });
    expect(engine.embedded).toHaveLength(6);
    await studio.train();
    expect(state().model?.head.embeddingSize).toBe(embeddingSize);
  });

  test('with the same weights and another input range is another base model', async () => {
    const engine = createPlainEngine();
    const rescaled = { ...builtInBase, inputRange: [0, 1] as const };
    engine.hooks.onStart = async ({ baseModel }) =>
      baseModel.kind === 'built-in' ? null : { backend: 'wasm', reports: [], baseModel: rescaled, cuts: [] };
    const { studio, state } = createTestStudio(engine);
    await studio.startEngine();
    await studio.importFiles([imports], null);
    await studio.chooseBaseModel(otherSource);
    await studio.continueImport();
    expect(countImages(state())).toEqual({ red: [3, 0], blue: [3, 0] });
    expect(engine.embedded).toHaveLength(12);
  });
});
