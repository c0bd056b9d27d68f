import { describe, expect, test } from 'vitest';
import { figuresOf } from '../../src/studio/evaluate-model.ts';
import { selectModelFit } from '../../src/studio/select-model-fit.ts';
import { createGate } from './support/create-test-studio.ts';
import { builtInBase } from './support/plain-engine.ts';
import { startStudioWithImages } from './support/start-studio-with-images.ts';

describe('training that ends early', () => {
  test('by a stop keeps the best head so far', async () => {
    const { studio, state, engine } = await startStudioWithImages();
    engine.hooks.onEpoch = async (epoch) => {
      if (epoch === 2) {
        studio.stopTraining();
        studio.stopTraining();
        expect(state().training).toMatchObject({ stopping: true });
      }
      return null;
    };
    await studio.train();
    expect(state().model).toMatchObject({ ending: 'stopped', bestEpoch: 2, refitDone: false });
    expect(state().announcement).toContain('Training stopped; the best model so far is kept. 2 epochs done');
  });

  test('by a loss without limit keeps the best head so far and says what to do', async () => {
    const { studio, state, engine } = await startStudioWithImages();
    engine.hooks.onEpoch = async (epoch) => (epoch === 3 ? 'loss-not-finite' : null);
    await studio.train();
    expect(state().model).toMatchObject({ ending: 'loss-not-finite', bestEpoch: 2 });
    expect(state().announcement).toContain('A smaller learning rate may help');
  });

  test('by a loss without limit in the first epoch keeps the model from before', async () => {
    const { studio, state, engine } = await startStudioWithImages();
    await studio.train();
    const before = state().model;
    engine.hooks.onEpoch = async () => 'loss-not-finite';
    await studio.train();
    expect(state().training).toEqual({ phase: 'failed', failure: { kind: 'loss-not-finite', epoch: 1 } });
    expect(state().model).toBe(before);
  });

  test('by a crash keeps the model from before, and the next run embeds nothing again', async () => {
    const { studio, state, engine } = await startStudioWithImages();
    await studio.train();
    const before = state().model;
    engine.hooks.onEpoch = async (epoch) => {
      if (epoch === 3) engine.crash('device lost');
      return null;
    };
    await studio.train();
    expect(state().training).toEqual({
      phase: 'failed',
      failure: { kind: 'engine-crashed', detail: 'device lost' },
    });
    expect(state().model).toBe(before);
    engine.hooks.onEpoch = async () => null;
    await studio.train();
    expect(state().training).toEqual({ phase: 'idle' });
    expect(state().model).not.toBe(before);
    expect(engine.embedded).toHaveLength(20);
  });

  test('by a change of the backend keeps the best head so far', async () => {
    const { studio, state, engine } = await startStudioWithImages();
    const gate = createGate();
    engine.hooks.onEpoch = gate.pass;
    const trained = studio.train();
    await gate.reached;
    const chosen = studio.chooseBackend('cpu');
    gate.open();
    await Promise.all([trained, chosen]);
    expect(state().model).toMatchObject({ ending: 'stopped', backend: 'wasm', bestEpoch: 1 });
    expect(figuresOf(state().model?.evaluation.validation ?? null)?.evaluation.accuracy).toBe(1);
    expect(state().engine).toMatchObject({ phase: 'ready', backend: 'cpu' });
  });
});

test('a run that ended is judged and kept, although the engine is busy with a base model that never comes', async () => {
  const { studio, state, engine } = await startStudioWithImages();
  const gate = createGate();
  engine.hooks.onEpoch = gate.pass;
  const trained = studio.train();
  await gate.reached;
  const hanging = createGate();
  engine.hooks.onStart = hanging.pass;
  const source = { kind: 'layers-url', url: 'https://a.example/model.json', inputRange: [0, 1] } as const;
  const chosen = studio.chooseBaseModel(source);
  gate.open();
  await Promise.all([trained, hanging.reached]);
  expect(state().training).toEqual({ phase: 'idle' });
  expect(figuresOf(state().model?.evaluation.validation ?? null)?.evaluation.accuracy).toBe(1);
  expect(state().engine.phase).toBe('starting');
  hanging.open();
  await chosen;
});

describe('the fit of the model', () => {
  test('stays with new names and follows changes of images and classes', async () => {
    const { studio, state } = await startStudioWithImages();
    expect(selectModelFit(state())).toBeNull();
    await studio.train();
    const [blue] = state().classes.map(({ id }) => id);
    studio.renameClass(blue ?? '', 'azure');
    expect(selectModelFit(state())).toBe('current');
    studio.removeSamples([state().samples[0]?.id ?? '']);
    expect(selectModelFit(state())).toBe('images-changed');
    studio.undo();
    expect(selectModelFit(state())).toBe('current');
    studio.deleteClass(blue ?? '');
    expect(selectModelFit(state())).toBe('classes-changed');
  });

  test('ends with another base model, and comes back with it', async () => {
    const { studio, state, engine } = await startStudioWithImages();
    await studio.train();
    engine.hooks.onStart = async ({ baseModel }) =>
      baseModel.kind === 'built-in'
        ? null
        : { backend: 'wasm', reports: [], baseModel: { ...builtInBase, sha256: 'b'.repeat(64) }, cuts: [] };
    await studio.chooseBaseModel({ kind: 'graph-url', url: 'https://a.example', inputRange: [0, 1] });
    expect(selectModelFit(state())).toBe('base-changed');
    await studio.chooseBaseModel({ kind: 'built-in' });
    expect(selectModelFit(state())).toBe('current');
  });
});
