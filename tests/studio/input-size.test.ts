import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { StartRequest } from '../../src/engine/engine-api.ts';
import { createBrowser } from './support/create-browser.ts';
import { countImages, createTestStudio, textFile, texts, zipFile } from './support/create-test-studio.ts';
import { otherSource } from './support/create-two-base-engine.ts';
import { builtInBase, createPlainEngine, type PlainEngine } from './support/plain-engine.ts';
import { save } from './support/saved-projects.ts';

const stripes = () => zipFile('set.zip', { red: texts('red', 6), blue: texts('blue', 6) });

/** Lets the built-in base model be another one at each input size, as it is. */
function resizable<Engine extends PlainEngine>(engine: Engine): Engine {
  engine.hooks.onStart = async ({ baseModel }: StartRequest) =>
    baseModel.kind === 'built-in' && baseModel.inputSize !== undefined
      ? {
          backend: 'wasm',
          reports: [],
          baseModel: { ...builtInBase, inputSize: baseModel.inputSize },
          cuts: [],
        }
      : null;
  return engine;
}

const sizesOf = ({ starts }: PlainEngine) =>
  starts.map(({ baseModel }) => baseModel.kind === 'built-in' && baseModel.inputSize);

test('the usual input size is remembered only once there was another', async () => {
  const { studio, preferences } = createTestStudio(resizable(createPlainEngine()));
  await studio.startEngine();
  expect(preferences.has('input-size')).toBe(false);
  await studio.chooseInputSize(160);
  expect(preferences.get('input-size')).toBe('160');
  await studio.chooseInputSize(224);
  expect(preferences.get('input-size')).toBe('224');
});

describe('another input size', () => {
  test('embeds all images anew, going back costs nothing, and a head belongs to its size', async () => {
    const engine = resizable(createPlainEngine());
    const { studio, state } = createTestStudio(engine);
    await studio.startEngine();
    await studio.importFiles([stripes()], null);
    await studio.train();
    await studio.chooseInputSize(160);
    await studio.continueImport();
    expect(state().engine).toMatchObject({ phase: 'ready', baseModel: { inputSize: 160 } });
    expect(engine.embedded).toHaveLength(24);
    await studio.predictFile(textFile('new.png', 'red 99'));
    expect(state().prediction).toMatchObject({
      failure: { kind: 'model-of-other-base', baseModel: builtInBase.name, inputSize: 224 },
    });
    expect(state().announcement).toContain('224 × 224 pixels');

    await studio.train();
    await studio.predictFile(textFile('new.png', 'red 99'));
    expect(state().prediction).toMatchObject({ phase: 'done' });
    expect(state().model?.baseModel.inputSize).toBe(160);
    for (const size of [224, 128, 160] as const) {
      await studio.chooseInputSize(size);
      await studio.continueImport();
    }
    expect(countImages(state())).toEqual({ red: [6, 0], blue: [6, 0] });
    expect(engine.embedded).toHaveLength(36);
    expect(sizesOf(engine)).toEqual([224, 160, 224, 128, 160]);
  });

  test('comes with a run that was made at it', async () => {
    const engine = resizable(createPlainEngine());
    const { studio, state } = createTestStudio(engine);
    await studio.startEngine();
    await studio.importFiles([stripes()], null);
    await studio.train();
    await studio.predictFile(textFile('new.png', 'red 99'));
    await studio.chooseInputSize(128);
    await studio.train();
    const [first] = state().runs;
    await studio.takeRun(first?.id ?? '');
    expect(state()).toMatchObject({
      inputSize: 224,
      engine: { phase: 'ready', baseModel: { inputSize: 224 } },
    });
    expect(state().prediction).toMatchObject({ phase: 'done' });
  });

  test('comes with a run also while no engine is there', async () => {
    const engine = resizable(createPlainEngine());
    const { studio, state } = createTestStudio(engine);
    await studio.startEngine();
    await studio.importFiles([stripes()], null);
    await studio.train();
    await studio.chooseInputSize(128);
    await studio.train();
    const start = engine.hooks.onStart;
    engine.hooks.onStart = async () => ({ kind: 'no-backend', tried: ['wasm'] });
    await studio.chooseBackend('cpu');
    expect(state().engine.phase).toBe('failed');
    await studio.takeRun(state().runs[0]?.id ?? '');
    engine.hooks.onStart = start;
    await studio.startEngine();
    expect(state()).toMatchObject({ inputSize: 224, engine: { baseModel: { inputSize: 224 } } });
    await studio.predictFile(textFile('new.png', 'red 99'));
    expect(state().prediction).toMatchObject({ phase: 'done' });
  });

  test('that does not work is taken back', async () => {
    const engine = createPlainEngine();
    const unfit = { kind: 'base-model-unfit', detail: 'it is too small' } as const;
    engine.hooks.onStart = async ({ baseModel }) =>
      baseModel.kind === 'built-in' && baseModel.inputSize === 128 ? unfit : null;
    const { studio, state } = createTestStudio(engine);
    await studio.startEngine();
    await studio.chooseInputSize(128);
    expect(state()).toMatchObject({ inputSize: 224, choiceFailure: unfit, engine: { phase: 'ready' } });
  });

  test('does not concern a base model from elsewhere, and is there again with the built-in one', async () => {
    const engine = resizable(createPlainEngine());
    const { studio } = createTestStudio(engine);
    await studio.startEngine();
    await studio.chooseInputSize(192);
    await studio.chooseBaseModel(otherSource);
    await studio.chooseBaseModel({ kind: 'built-in' });
    expect(sizesOf(engine)).toEqual([224, 192, false, 192]);
  });
});

describe('the input size of a project', () => {
  test('is there in the next visit, whose engine starts at it, and not in a new project', async () => {
    const browser = createBrowser();
    const first = await browser.openTab({}, resizable(createPlainEngine()));
    await first.studio.importFiles([stripes()], null);
    await first.studio.chooseInputSize(160);
    await first.studio.train();
    await setTimeout(50);
    first.kill();

    const second = await browser.openTab({}, resizable(createPlainEngine()));
    expect(second.state()).toMatchObject({ inputSize: 160, model: { baseModel: { inputSize: 160 } } });
    expect(sizesOf(second.engine)).toEqual([160]);
    expect(second.engine.embedded).toEqual([]);

    await second.studio.createProject();
    await expect.poll(() => second.state().engine).toMatchObject({ baseModel: { inputSize: 224 } });
    expect(second.state().inputSize).toBe(224);
  });

  test('goes with its file, with its model', async () => {
    const engine = resizable(createPlainEngine());
    const saver = { ...createTestStudio(engine), engine };
    await saver.studio.startEngine();
    await saver.studio.importFiles([stripes()], null);
    await saver.studio.chooseInputSize(160);
    await saver.studio.train();
    const saved = await save(saver);
    const opener = createTestStudio(resizable(createPlainEngine()));
    await opener.studio.startEngine();
    await opener.studio.importFiles([saved], null);
    expect(opener.state()).toMatchObject({
      inputSize: 160,
      engine: { phase: 'ready', baseModel: { inputSize: 160 } },
      model: { baseModel: { inputSize: 160 } },
    });
    await opener.studio.predictFile(textFile('new.png', 'red 99'));
    expect(opener.state().prediction).toMatchObject({ phase: 'done' });
  });
});
