import { describe, expect, test } from 'vitest';
import type { Head } from '../../src/core/training/head.ts';
import { figuresOf } from '../../src/studio/evaluate-model.ts';
import { selectModelFit } from '../../src/studio/select-model-fit.ts';
import type { StudioPorts } from '../../src/studio/studio-ports.ts';
import { createGate, createTestStudio, textFile, texts, zipFile } from './support/create-test-studio.ts';
import { builtInBase, createPlainEngine } from './support/plain-engine.ts';

/** A studio whose engine runs, with the images of a ZIP. */
async function startStudio(
  classes: Readonly<Record<string, readonly string[]>> = { red: texts('red', 10), blue: texts('blue', 10) },
  change: Partial<StudioPorts> = {},
) {
  const engine = createPlainEngine();
  const test = createTestStudio(engine, change);
  await test.studio.startEngine();
  await test.studio.importFiles([zipFile('set.zip', classes)], null);
  test.studio.changeSettings({ epochs: 5 });
  return { engine, ...test };
}

describe('training', () => {
  test('gives a model that is evaluated on images it did not see', async () => {
    const { studio, state, said } = await startStudio();
    await studio.train();
    const { model } = state();
    expect(state().training).toEqual({ phase: 'idle' });
    expect(model).toMatchObject({
      classNamesAtTraining: ['blue', 'red'],
      baseModel: builtInBase,
      backend: 'wasm',
      bestEpoch: 5,
      refitDone: true,
      ending: 'finished',
    });
    expect(model?.history.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5]);
    expect(figuresOf(model?.evaluation.validation ?? null)?.evaluation).toMatchObject({
      sampleCount: 4,
      accuracy: 1,
    });
    expect(figuresOf(model?.evaluation.validation ?? null)?.sampleIds).toEqual(model?.split.validation);
    expect(model?.evaluation.test).toBeNull();
    const all = [...(model?.split.training ?? []), ...(model?.split.validation ?? [])];
    expect(all.toSorted()).toEqual(
      state()
        .samples.map(({ id }) => id)
        .toSorted(),
    );
    expect(said).toContain('Training for 5 epochs on 16 images, checked on 4 others.');
    expect(said).toContain('Training once more on all images, for the best number of epochs.');
    expect(state().announcement).toBe(
      'Training finished. 5 epochs done, 100% right on the validation images.',
    );
    expect(state().model?.durationMs).toBe(5);
  });

  test('shows each epoch as it comes', async () => {
    const { studio, state, engine } = await startStudio();
    const seen: number[] = [];
    engine.hooks.onEpoch = async () => {
      const { training } = state();
      if (training.phase === 'running') seen.push(training.history.length);
      return null;
    };
    await studio.train();
    expect(seen).toEqual([0, 1, 2, 3, 4]);
  });

  test('judges the validation set by the head from before the refit, the test set by the one in use', async () => {
    const { studio, state, engine } = await startStudio();
    await studio.importFiles([zipFile('more.zip', { 'test/red': texts('red', 5), 'train/red': [] })], null);
    const judges: Head[] = [];
    engine.hooks.onJudge = async (head) => void judges.push(head);
    await studio.train();
    const { model } = state();
    expect(model?.refitDone).toBe(true);
    expect(judges).toEqual([model?.validationHead, model?.head]);
    expect(judges[0]).not.toEqual(judges[1]);
  });

  test('that cannot be judged is kept, and says so rather than that there was nothing to judge', async () => {
    const { studio, state, engine } = await startStudio();
    engine.hooks.onJudge = async () => {
      throw new Error('device lost');
    };
    await studio.train();
    expect(state().model?.evaluation.validation).toEqual({ kind: 'engine-crashed', detail: 'device lost' });
    expect(state().announcement).toContain('the validation images were not judged');
    expect(state().announcement).toContain('device lost');
  });

  test('is judged once more when the engine failed the first time', async () => {
    const { studio, state, engine } = await startStudio();
    let triedCount = 0;
    engine.hooks.onJudge = async () => {
      if (++triedCount === 1) throw new Error('device lost');
    };
    await studio.train();
    expect(figuresOf(state().model?.evaluation.validation ?? null)?.evaluation.accuracy).toBe(1);
  });

  test('evaluates the test set that the import brought, and never trains on it', async () => {
    const { studio, state } = await startStudio({
      'train/red': texts('red', 6),
      'train/blue': texts('blue', 6),
      'test/red': texts('red test', 3),
      'test/blue': texts('blue test', 2),
    });
    await studio.train();
    const { model, samples } = state();
    const testIds = samples.filter(({ file }) => file.startsWith('test/')).map(({ id }) => id);
    expect(model?.split.test.toSorted()).toEqual(testIds.toSorted());
    expect(figuresOf(model?.evaluation.test ?? null)?.evaluation).toMatchObject({
      sampleCount: 5,
      accuracy: 1,
    });
    expect(model?.setCounts).toEqual([
      { training: 5, validation: 1, test: 2 },
      { training: 5, validation: 1, test: 3 },
    ]);
    expect(state().announcement).toContain('100% on the test images');
  });

  test('of two classes with one image each works, without validation, and says so', async () => {
    const { studio, state } = await startStudio({ red: ['red 1'], blue: ['blue 1'] });
    await studio.train();
    expect(state().model?.evaluation.validation).toBeNull();
    expect(state().model?.splitNotes).toEqual([{ kind: 'validation-empty' }]);
    expect(state().announcement).toContain('no image was left to validate on');
  });

  test('leaves classes without images out', async () => {
    const { studio, state } = await startStudio();
    studio.addClass();
    await studio.train();
    expect(state().model?.classNamesAtTraining).toEqual(['blue', 'red']);
    expect(selectModelFit(state())).toBe('current');
  });

  test('happens once for a double click', async () => {
    const { studio, state, engine } = await startStudio();
    let epochCount = 0;
    engine.hooks.onEpoch = async () => {
      epochCount++;
      return null;
    };
    await Promise.all([studio.train(), studio.train()]);
    expect(epochCount).toBe(5);
    expect(state().model).not.toBeNull();
  });

  test('is the same again for the same seed', async () => {
    const { studio, state } = await startStudio();
    await studio.train();
    const first = state().model;
    await studio.train();
    expect(state().model?.head).toEqual(first?.head);
    expect(state().model?.split).toEqual(first?.split);
    studio.changeSettings({ seed: 2 });
    await studio.train();
    expect(state().model?.split).not.toEqual(first?.split);
  });
});

describe('training does not start', () => {
  test.each([
    [{}, 0],
    [{ red: ['red 1'] }, 1],
  ])('with fewer than two classes that have images: %j', async (classes, classCount) => {
    const { studio, state } = await startStudio(classes);
    studio.addClass();
    await studio.train();
    expect(state().training).toEqual({ phase: 'failed', failure: { kind: 'too-few-classes', classCount } });
    expect(state().announcement).toContain('Training needs at least two classes with images');
  });

  test('with a setting out of its range', async () => {
    const { studio, state } = await startStudio();
    studio.changeSettings({ learningRate: Number.NaN });
    await studio.train();
    expect(state().training).toMatchObject({
      phase: 'failed',
      failure: { kind: 'setting-out-of-range', setting: 'learningRate' },
    });
    studio.resetSettings();
    await studio.train();
    expect(state().training).toEqual({ phase: 'idle' });
  });

  test('with a class whose images are all for the test', async () => {
    const { studio, state } = await startStudio({
      'train/red': ['red 1'],
      'train/blue': ['blue 1'],
      'test/green': ['green 1'],
    });
    await studio.train();
    expect(state().training).toEqual({
      phase: 'failed',
      failure: { kind: 'class-without-training-samples', classNames: ['green'] },
    });
  });
});

describe('training while images come in', () => {
  test('waits for imports that are being read, and for their images', async () => {
    const gate = createGate();
    const { readZip } = await import('../../src/platform/read-zip.ts');
    const engine = createPlainEngine();
    const { studio, state, said } = createTestStudio(engine, {
      readZip: async (zip, onEntry) => {
        await gate.pass();
        return readZip(zip, onEntry);
      },
    });
    await studio.startEngine();
    const imported = studio.importFiles(
      [zipFile('set.zip', { red: texts('red', 4), blue: texts('blue', 4) })],
      null,
    );
    await gate.reached;
    const trained = studio.train();
    expect(state().training).toMatchObject({ phase: 'running', stage: 'preparing' });
    gate.open();
    await Promise.all([imported, trained]);
    expect(state().model?.split.training).toHaveLength(6);
    expect(said.indexOf('8 images ready in 2 classes.')).toBeLessThan(
      said.findIndex((sentence) => sentence.startsWith('Training for')),
    );
  });

  test('embeds what a stop left waiting', async () => {
    const { studio, state, engine } = await startStudio({});
    const gate = createGate();
    engine.hooks.onGroup = gate.pass;
    const imported = studio.importFiles(
      [zipFile('set.zip', { red: texts('red', 4), blue: texts('blue', 4) })],
      null,
    );
    await gate.reached;
    studio.stopImport();
    gate.open();
    await imported;
    expect(state().samples.filter(({ state }) => state === 'waiting')).toHaveLength(6);
    await studio.train();
    expect(state().model?.split.training).toHaveLength(6);
  });

  test('is called off by a stop of the import, with a word', async () => {
    const { studio, state, engine } = await startStudio();
    const gate = createGate();
    engine.hooks.onGroup = gate.pass;
    const added = studio.addImages(
      state().classes[0]?.id ?? '',
      texts('red new', 5).map((text) => textFile(text, text)),
    );
    const trained = studio.train();
    await gate.reached;
    studio.stopImport();
    gate.open();
    await Promise.all([added, trained]);
    expect(state().training).toEqual({ phase: 'idle' });
    expect(state().model).toBeNull();
    expect(state().announcement).toContain('Training was called off: 3 images still wait.');
  });

  test('can be called off before it begins', async () => {
    const { studio, state, engine } = await startStudio();
    const gate = createGate();
    engine.hooks.onGroup = gate.pass;
    const added = studio.addImages(state().classes[0]?.id ?? '', [textFile('late', 'red late')]);
    const trained = studio.train();
    await gate.reached;
    studio.stopTraining();
    await trained;
    expect(state().training).toEqual({ phase: 'idle' });
    expect(state().announcement).toContain('called off before it began');
    gate.open();
    await added;
    expect(state().samples.every(({ state }) => state === 'ready')).toBe(true);
  });

  test('goes on when the last waiting image turns out to be broken', async () => {
    const { studio, state } = await startStudio();
    const added = studio.addImages(state().classes[0]?.id ?? '', [textFile('bad.png', 'broken')]);
    await Promise.all([studio.train(), added]);
    expect(state().model).not.toBeNull();
    expect(state().problems).toHaveLength(1);
  });

  test('is not disturbed by what comes in, or goes, later', async () => {
    const { studio, state, engine } = await startStudio();
    const gate = createGate();
    engine.hooks.onEpoch = gate.pass;
    const trained = studio.train();
    await gate.reached;
    const [blue, red] = state().classes.map(({ id }) => id);
    studio.deleteClass(blue ?? '');
    const added = studio.addImages(red ?? '', [textFile('late', 'red late')]);
    gate.open();
    await Promise.all([trained, added]);
    expect(state().model?.classIds).toEqual([blue, red]);
    expect(state().model?.split.training).toHaveLength(16);
    expect(selectModelFit(state())).toBe('classes-changed');
    studio.undoDelete();
    expect(selectModelFit(state())).toBe('images-changed');
  });
});

describe('training that ends early', () => {
  test('by a stop keeps the best head so far', async () => {
    const { studio, state, engine } = await startStudio();
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
    const { studio, state, engine } = await startStudio();
    engine.hooks.onEpoch = async (epoch) => (epoch === 3 ? 'loss-not-finite' : null);
    await studio.train();
    expect(state().model).toMatchObject({ ending: 'loss-not-finite', bestEpoch: 2 });
    expect(state().announcement).toContain('A smaller learning rate may help');
  });

  test('by a loss without limit in the first epoch keeps the model from before', async () => {
    const { studio, state, engine } = await startStudio();
    await studio.train();
    const before = state().model;
    engine.hooks.onEpoch = async () => 'loss-not-finite';
    await studio.train();
    expect(state().training).toEqual({ phase: 'failed', failure: { kind: 'loss-not-finite', epoch: 1 } });
    expect(state().model).toBe(before);
  });

  test('by a crash keeps the model from before, and the next run embeds nothing again', async () => {
    const { studio, state, engine } = await startStudio();
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
    const { studio, state, engine } = await startStudio();
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
  const { studio, state, engine } = await startStudio();
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
    const { studio, state } = await startStudio();
    expect(selectModelFit(state())).toBeNull();
    await studio.train();
    const [blue] = state().classes.map(({ id }) => id);
    studio.renameClass(blue ?? '', 'azure');
    expect(selectModelFit(state())).toBe('current');
    studio.removeSamples([state().samples[0]?.id ?? '']);
    expect(selectModelFit(state())).toBe('images-changed');
    studio.undoDelete();
    expect(selectModelFit(state())).toBe('current');
    studio.deleteClass(blue ?? '');
    expect(selectModelFit(state())).toBe('classes-changed');
  });

  test('ends with another base model, and comes back with it', async () => {
    const { studio, state, engine } = await startStudio();
    await studio.train();
    engine.hooks.onStart = async ({ baseModel }) =>
      baseModel.kind === 'built-in'
        ? null
        : { backend: 'wasm', reports: [], baseModel: { ...builtInBase, sha256: 'b'.repeat(64) } };
    await studio.chooseBaseModel({ kind: 'graph-url', url: 'https://a.example', inputRange: [0, 1] });
    expect(selectModelFit(state())).toBe('base-changed');
    await studio.chooseBaseModel({ kind: 'built-in' });
    expect(selectModelFit(state())).toBe('current');
  });
});
