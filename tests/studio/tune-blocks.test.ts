import { describe, expect, test } from 'vitest';
import type { TrainingRun } from '../../src/studio/trained-model.ts';
import { createBrowser } from './support/create-browser.ts';
import { createGate, createTestStudio, texts, zipFile } from './support/create-test-studio.ts';
import { createPlainEngine } from './support/plain-engine.ts';
import { startStudioWithImages } from './support/start-studio-with-images.ts';

const tuned = { tunedBlockCount: 2, tuningEpochs: 3 };

async function startTuned() {
  const test = await startStudioWithImages();
  test.studio.changeSettings(tuned);
  await test.studio.train();
  return test;
}

/** The plain engine's tuned base reads embeddings backwards, so that a head on any other base is wrong. */
describe('training the last blocks', () => {
  test('goes through its phases, and is judged on what the tuned base model makes of the images', async () => {
    const { studio, state, engine } = await startStudioWithImages();
    studio.changeSettings(tuned);
    const stages: string[] = [];
    studio.store.subscribe(({ training }) => {
      if (training.phase === 'running' && stages.at(-1) !== training.stage) stages.push(training.stage);
    });
    const readings: number[] = [];
    const { tuneBase } = engine;
    engine.tuneBase = (request, onStep) => {
      expect(request).toMatchObject({ settings: { tunedBlockCount: 2, tuningEpochs: 3 } });
      expect(request.images).toHaveLength(20);
      return tuneBase(request, async (step) => {
        const answer = await onStep(step);
        const { training } = state();
        if (step.phase === 'reading' && training.phase === 'running')
          readings.push(training.reading?.doneCount ?? 0);
        return answer;
      });
    };
    await studio.train();
    expect(stages).toEqual(['preparing', 'reading', 'fit', 'tune']);
    expect(readings).toEqual([1, 20]);
    const { model, training } = state();
    expect(training).toEqual({ phase: 'idle' });
    expect(model).toMatchObject({ headEpochCount: 5, bestEpoch: 8, refitDone: false });
    expect(model?.history).toHaveLength(8);
    expect(model?.tunedLayers).toHaveLength(2);
    expect(model?.evaluation.validation).toMatchObject({ evaluation: { accuracy: 1 } });
  });

  test('predicts through the tuned base model, and has no place for the image on the map', async () => {
    const { studio, state } = await startTuned();
    for (const name of ['red', 'blue']) {
      await studio.predictFile({ path: 'photo', blob: new Blob([`${name} 99`]) });
      const { prediction, classes } = state();
      if (prediction?.phase !== 'done') throw new Error('no prediction');
      expect(classes.find(({ id }) => id === prediction.entries[0]?.classId)?.name).toBe(name);
      expect(prediction.embedding).toBeNull();
    }
    await studio.drawEmbeddingMap('principal-components');
    expect(await studio.placePrediction()).toBeNull();
  });

  test('is exported whole, and never as a head alone', async () => {
    const { studio, state, engine } = await startTuned();
    const { exportModel } = engine;
    let layers: unknown;
    engine.exportModel = (request, onChecked) => {
      layers = request.tunedLayers;
      return exportModel(request, onChecked);
    };
    await studio.exportModel({ format: 'full-model', precision: 'float32' });
    expect(layers).toBe(state().model?.tunedLayers);
    await studio.exportModel({ format: 'head', precision: 'float32' });
    expect(state().exporting).toMatchObject({ phase: 'failed', failure: { kind: 'head-of-tuned-base' } });
  });

  test('trains the head alone where the base model cannot be cut, and says so in the settings of the run', async () => {
    const engine = createPlainEngine();
    const { start } = engine;
    engine.start = async (...args) => ({ ...(await start(...args)), cuts: [] }) as never;
    const { studio, state } = createTestStudio(engine);
    await studio.startEngine();
    await studio.importFiles([zipFile('set.zip', { red: texts('red', 6), blue: texts('blue', 6) })], null);
    studio.changeSettings({ ...tuned, epochs: 5 });
    await studio.train();
    expect(state().model).toMatchObject({ tunedLayers: null, headEpochCount: null });
    expect(state().model?.settings.tunedBlockCount).toBe(0);
  });

  test('learns from no copies', async () => {
    const { studio, state, engine } = await startStudioWithImages();
    studio.changeSettings({ ...tuned, copiesPerImage: 2 });
    await studio.train();
    expect(engine.copied).toEqual([]);
    expect(state().model?.settings.copiesPerImage).toBe(0);
    expect(state().settings.copiesPerImage).toBe(2);
  });

  test.each([
    ['while images are read', 'reading', null],
    ['while the head is trained', 'fit', { tunedLayers: null, ending: 'stopped' }],
    ['in the middle of an epoch with blocks', 'tune', { ending: 'stopped', bestEpoch: 6 }],
  ] as const)('can be stopped %s', async (_, stage, model) => {
    const { studio, state } = await startStudioWithImages();
    studio.changeSettings(tuned);
    studio.store.subscribe(({ training }) => {
      if (training.phase === 'running' && training.stage === stage && !training.stopping) {
        const isThere =
          stage === 'reading'
            ? training.reading !== null
            : stage === 'fit' || (training.history.length === 6 && training.epochFraction === 0.5);
        if (isThere) studio.stopTraining();
      }
    });
    await studio.train();
    expect(state().training).toEqual({ phase: 'idle' });
    if (model === null) expect(state().model).toBeNull();
    else expect(state().model).toMatchObject(model);
    if (stage === 'tune') expect(state().model?.tunedLayers).not.toBeNull();
  });

  test('that ends with the worker leaves the head from before the blocks, on the base model as it was', async () => {
    const { studio, state, engine } = await startStudioWithImages();
    studio.changeSettings(tuned);
    engine.hooks.onEpoch = async (epoch) => {
      if (epoch === 7) engine.crash();
      return null;
    };
    await studio.train();
    expect(state().training).toMatchObject({ phase: 'failed', failure: { kind: 'engine-crashed' } });
    expect(state().model).toMatchObject({ ending: 'cut-off', tunedLayers: null, bestEpoch: 5 });
    expect(state().model?.evaluation.validation).toMatchObject({ evaluation: { accuracy: 1 } });
  });

  test('that is killed leaves the same to the next visit', async () => {
    const browser = createBrowser();
    const first = await browser.openTab();
    await first.studio.importFiles(
      [zipFile('set.zip', { red: texts('red', 6), blue: texts('blue', 6) })],
      null,
    );
    first.studio.changeSettings({ ...tuned, epochs: 5 });
    const gate = createGate();
    first.engine.hooks.onEpoch = async (epoch) => (epoch === 7 ? gate.pass() : null);
    void first.studio.train();
    await gate.reached;
    first.kill();
    const second = await browser.openTab();
    expect(second.state().model).toMatchObject({ ending: 'cut-off', tunedLayers: null });
    expect(second.state().model?.history).toHaveLength(5);
  });
});

describe('a tuned model', () => {
  test('is there again on the next visit, predicts at once, and is taken from among the runs', async () => {
    const browser = createBrowser();
    const first = await browser.openTab();
    await first.studio.importFiles(
      [zipFile('set.zip', { red: texts('red', 6), blue: texts('blue', 6) })],
      null,
    );
    first.studio.changeSettings({ ...tuned, epochs: 5 });
    await first.studio.train();
    first.studio.changeSettings({ tunedBlockCount: 0 });
    await first.studio.train();
    first.kill();
    const { studio, state } = await browser.openTab();
    expect(state().model?.tunedLayers).toBeNull();
    const [run] = state().runs as [TrainingRun];
    await studio.takeRun(run.id);
    expect(state().settings.tunedBlockCount).toBe(2);
    expect(state().model?.tunedLayers?.[0]?.kernel).toEqual(new Float32Array(4).fill(0.1));
    await studio.predictFile({ path: 'photo', blob: new Blob(['blue 99']) });
    const { prediction, classes } = state();
    if (prediction?.phase !== 'done') throw new Error('no prediction');
    expect(classes.find(({ id }) => id === prediction.entries[0]?.classId)?.name).toBe('blue');
  });

  test('is measured with fewer bits, and under other conditions, with its layers', async () => {
    const { studio, state } = await startStudioWithImages();
    studio.changeSettings({ ...tuned, refit: false });
    await studio.train();
    await studio.measureCompression();
    const { compression } = state();
    if (compression.phase !== 'done') throw new Error(JSON.stringify(compression));
    expect(compression.entries.map(({ accuracy }) => accuracy)).toEqual([1, 1, 1]);
    expect(compression.entries.map(({ changedCount }) => changedCount)).toEqual([0, 0, 0]);
    await studio.measureShifts();
    const { shifts } = state();
    if (shifts.phase !== 'done') throw new Error(JSON.stringify(shifts));
    expect(shifts.rightCounts).toEqual(shifts.counts);
    for (const { rightCounts } of shifts.entries) expect(rightCounts).toEqual(shifts.counts);
  });

  test('whose blocks have learned from the images held back is not judged on these', async () => {
    const { studio, state, engine } = await startStudioWithImages();
    const { tuneBase } = engine;
    engine.tuneBase = async (request, onStep) => {
      const result = await tuneBase(request, onStep);
      return result === null || 'kind' in result ? result : { ...result, refitDone: true };
    };
    studio.changeSettings(tuned);
    await studio.train();
    await studio.measureShifts();
    expect(state().shifts).toEqual({ phase: 'failed', failure: { kind: 'tuned-on-all' } });
    const [first] = state().samples;
    studio.pinSamples([first?.id ?? ''], 'test');
    await studio.train();
    await studio.measureShifts();
    expect(state().shifts).toMatchObject({ phase: 'done', set: 'test' });
  });

  test('makes room among the runs for its layers', async () => {
    const { studio, state, engine } = await startStudioWithImages();
    const { tuneBase } = engine;
    engine.tuneBase = async (request, onStep) => {
      const result = await tuneBase(request, onStep);
      if (result === null || 'kind' in result) return result;
      return { ...result, tunedLayers: [{ kernel: new Float32Array(6e6), bias: new Float32Array(8) }] };
    };
    studio.changeSettings(tuned);
    for (const seed of [1, 2, 3]) {
      studio.changeSettings({ seed });
      await studio.train();
    }
    expect(state().runs.map(({ name }) => name)).toEqual(['Run 2', 'Run 3']);
  });
});
