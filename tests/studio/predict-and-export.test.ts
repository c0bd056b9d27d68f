import { describe, expect, test } from 'vitest';
import type { GraftReport } from '../../src/core/export/create-report.ts';
import type { StudioPorts } from '../../src/studio/studio-ports.ts';
import { createGate, createTestStudio, textFile, texts, zipFile } from './support/create-test-studio.ts';
import { builtInBase, createPlainEngine } from './support/plain-engine.ts';

/** A studio with a trained model for red, green and blue. */
async function startTrained(change: Partial<StudioPorts> = {}) {
  const engine = createPlainEngine();
  const test = createTestStudio(engine, change);
  await test.studio.startEngine();
  const classes = { red: texts('red', 8), green: texts('green', 8), blue: texts('blue', 8) };
  await test.studio.importFiles([zipFile('set.zip', classes)], null);
  test.studio.changeSettings({ epochs: 3 });
  await test.studio.train();
  return { engine, ...test };
}

/** A camera frame that knows whether it was closed. */
function createFrame(text: string) {
  return {
    text,
    closed: false,
    close() {
      this.closed = true;
    },
  };
}

const secondBase = { ...builtInBase, name: 'Second base', sha256: 'b'.repeat(64) };

describe('a prediction', () => {
  test('of a file lists the classes by confidence', async () => {
    const { studio, state } = await startTrained();
    const image = textFile('new.png', 'green 99');
    await studio.predictFile(image);
    const { prediction, classes } = state();
    if (prediction?.phase !== 'done') throw new Error('not done');
    expect(prediction.source).toEqual({ kind: 'file', name: 'new.png', image: image.blob });
    const confidences = prediction.entries.map(({ confidence }) => confidence);
    expect(confidences).toEqual(confidences.toSorted((a, b) => b - a));
    expect(confidences.reduce((sum, confidence) => sum + confidence, 0)).toBeCloseTo(1);
    expect(classes.find(({ id }) => id === prediction.entries[0]?.classId)?.name).toBe('green');
    expect(state().announcement).toMatch(/^new\.png: green, \d+(\.\d)?%\.$/);
  });

  test('of the first of several files says that the others were passed over', async () => {
    const { studio, state } = await startTrained();
    await studio.predictFile(textFile('new.png', 'green 99'), 2);
    expect(state().announcement).toMatch(/^new\.png: green, .*; 2 other files were passed over\.$/);
  });

  test('speaks of classes by their names of now', async () => {
    const { studio, state } = await startTrained();
    const green = state().classes.find(({ name }) => name === 'green');
    studio.renameClass(green?.id ?? '', 'leaf');
    await studio.predictFile(textFile('new.png', 'green 99'));
    expect(state().announcement).toContain('new.png: leaf');
    studio.deleteClass(green?.id ?? '');
    await studio.predictFile(textFile('new.png', 'green 99'));
    expect(state().announcement).toContain('new.png: green');
  });

  test('without a model says what to do', async () => {
    const { studio, state } = createTestStudio(createPlainEngine());
    await studio.predictFile(textFile('a.png', 'red 1'));
    expect(state().prediction).toMatchObject({ phase: 'failed', failure: { kind: 'nothing-trained' } });
    expect(state().announcement).toBe('There is no trained model yet. Press “Train” first.');
  });

  test('of a broken file says so and leaves the next one in peace', async () => {
    const { studio, state, engine } = await startTrained();
    engine.hooks.onClassify = async (text) =>
      text === 'broken' ? { kind: 'file-damaged', format: 'JPEG' } : null;
    await studio.predictFile(textFile('a.jpg', 'broken'));
    expect(state().prediction).toMatchObject({ phase: 'failed', failure: { kind: 'file-damaged' } });
    await studio.predictFile(textFile('b.jpg', 'red 5'));
    expect(state().prediction).toMatchObject({ phase: 'done', source: { name: 'b.jpg' } });
  });

  test('that comes late does not replace a newer one', async () => {
    const { studio, state, engine } = await startTrained();
    const gate = createGate();
    engine.hooks.onClassify = (text) => (text === 'red 1' ? gate.pass() : Promise.resolve(null));
    const slow = studio.predictFile(textFile('slow.png', 'red 1'));
    await gate.reached;
    await studio.predictFile(textFile('fast.png', 'blue 1'));
    const shown = state().prediction;
    expect(shown).toMatchObject({ phase: 'done', source: { name: 'fast.png' } });
    gate.open();
    await slow;
    expect(state().prediction).toBe(shown);
    expect(state().announcement).toContain('fast.png');
  });

  test('that comes after it was cleared stays away', async () => {
    const { studio, state, engine } = await startTrained();
    const gate = createGate();
    engine.hooks.onClassify = gate.pass;
    const predicted = studio.predictFile(textFile('a.png', 'red 1'));
    await gate.reached;
    studio.clearPrediction();
    gate.open();
    await predicted;
    expect(state().prediction).toBeNull();
  });

  test('of camera frames keeps the last answer until the next, and closes every frame', async () => {
    const { studio, state, engine } = await startTrained();
    const frames = texts('red', 3).map(createFrame);
    const phases = new Set<string | undefined>();
    studio.store.subscribe(({ prediction }) => phases.add(prediction?.phase));
    await studio.predictFrame(frames[0] as unknown as ImageBitmap);
    phases.clear();
    await studio.predictFrame(frames[1] as unknown as ImageBitmap);
    expect([...phases]).toEqual(['done']);
    engine.hooks.onClassify = async () => {
      engine.crash();
      return null;
    };
    await studio.predictFrame(frames[2] as unknown as ImageBitmap);
    expect(state().prediction).toMatchObject({ phase: 'failed', source: { kind: 'camera' } });
    expect(frames.map(({ closed }) => closed)).toEqual([true, true, true]);
  });

  test('is made anew by a new model', async () => {
    const { studio, state } = await startTrained();
    await studio.predictFile(textFile('a.png', 'green 50'));
    const green = state().classes.find(({ name }) => name === 'green')?.id;
    studio.deleteClass(green ?? '');
    await studio.train();
    await expect
      .poll(() => {
        const { prediction } = state();
        return prediction?.phase === 'done' ? prediction.entries.map(({ classId }) => classId) : [];
      })
      .toHaveLength(2);
  });

  test('by a model of another base is refused with a word', async () => {
    const { studio, state, engine } = await startTrained();
    engine.hooks.onStart = async () => ({ backend: 'wasm', reports: [], baseModel: secondBase, cuts: [] });
    await studio.chooseBaseModel({ kind: 'layers-url', url: 'https://a.example', inputRange: [0, 1] });
    await studio.predictFile(textFile('a.png', 'red 1'));
    expect(state().prediction).toMatchObject({
      phase: 'failed',
      failure: { kind: 'model-of-other-base', baseModel: 'Plain base' },
    });
  });
});

describe('an export', () => {
  const readText = (bytes: Uint8Array | undefined) => JSON.parse(new TextDecoder().decode(bytes));

  test.each<['head' | 'full-model', string]>([
    ['head', 'head.zip'],
    ['full-model', 'model.zip'],
  ])('of the %s describes the model with the names of now', async (format, fileName) => {
    const { studio, state, downloads } = await startTrained();
    studio.renameClass(state().classes[0]?.id ?? '', 'azure');
    await studio.exportModel({ format, precision: 'float32' });
    expect(readText(downloads[0]?.bytes)).toEqual({
      labels: ['azure', 'green', 'red'],
      createdAt: '2026-01-02T03:04:05.000Z',
      graftVersion: '0.0.0',
      baseModel: {
        id: builtInBase.id,
        sha256: builtInBase.sha256,
        inputSize: 16,
        embeddingSize: 8,
        inputRange: [-1, 1],
        tunedBlockCount: 0,
      },
      calibration: { temperature: state().model?.temperature, noneThreshold: null },
      metrics: { validation: { sampleCount: 3, accuracy: 1, macroF1: 1 }, test: null },
    });
    expect(state().exporting).toMatchObject({ phase: 'done', format, fileName });
    expect(state().announcement).toContain(`${fileName} downloaded`);
  });

  test('of the report holds settings, history and every prediction', async () => {
    const { studio, downloads, state } = await startTrained();
    studio.deleteClass(state().classes[2]?.id ?? '');
    await studio.exportModel({ format: 'report' });
    expect(downloads[0]?.fileName).toBe('graft-report.json');
    const report: GraftReport = readText(downloads[0]?.bytes);
    expect(report).toMatchObject({
      format: 'graft-report',
      version: 1,
      backend: 'wasm',
      config: { epochs: 3, seed: 1 },
      timings: { imagesEmbedded: 24, trainMs: 3 },
    });
    expect(report.dataset.classes).toEqual(
      ['blue', 'green', 'red'].map((name) => ({ name, training: 7, validation: 1, test: 0 })),
    );
    expect(report.history).toHaveLength(3);
    expect(report.evaluation.validation?.predictions.map(({ trueClass }) => trueClass).toSorted()).toEqual([
      'blue',
      'green',
      'red',
    ]);
    expect(report.evaluation.validation?.predictions[0]?.file).toMatch(/^(red|green|blue)\/\d\.png$/);
  });

  test('of the report tells of the run that made the model, and of the base model that it is for', async () => {
    const { studio, engine, downloads } = await startTrained();
    await studio.train();
    engine.hooks.onStart = async () => ({ backend: 'wasm', reports: [], baseModel: secondBase, cuts: [] });
    const source = { kind: 'layers-url', url: 'model.json', inputRange: [0, 1] } as const;
    await studio.chooseBaseModel(source);
    await studio.continueImport();
    await studio.exportModel({ format: 'report' });
    const first: GraftReport = readText(downloads[0]?.bytes);
    expect(first).toMatchObject({
      baseModel: { sha256: builtInBase.sha256 },
      timings: { imagesEmbedded: 24, trainMs: 3 },
    });
    await studio.train();
    await studio.exportModel({ format: 'report' });
    const second: GraftReport = readText(downloads[1]?.bytes);
    expect(second).toMatchObject({
      baseModel: { sha256: secondBase.sha256 },
      timings: { imagesEmbedded: 24, trainMs: 3 },
    });
  });

  test('that was stopped downloads nothing, and the next one is on its own', async () => {
    const { studio, engine, state, downloads } = await startTrained();
    const gate = createGate();
    engine.hooks.onExport = gate.pass;
    const stopped = studio.exportModel({ format: 'head', precision: 'float32' });
    await gate.reached;
    studio.stopExport();
    expect(state().exporting).toEqual({ phase: 'idle' });
    expect(state().announcement).toContain('stopped');
    engine.hooks.onExport = async () => null;
    await studio.exportModel({ format: 'full-model', precision: 'float32' });
    gate.open();
    await stopped;
    expect(downloads.map(({ fileName }) => fileName)).toEqual(['model.zip']);
    expect(state().exporting).toMatchObject({ phase: 'done', format: 'full-model' });
  });

  test('is asked for to go on while it is checked: without the check where it is skipped or the engine changes, not at all once it is stopped', async () => {
    const { studio, engine, downloads } = await startTrained();
    const told: string[] = [];
    /** An export that is looked at again and again until it is not to go on. */
    const exportUntilTold = async (act: () => unknown) => {
      const begun = createGate();
      engine.hooks.onExporting = async (ask) => {
        begun.pass();
        let answer = await ask();
        while (answer === 'continue') {
          await new Promise((resolve) => setTimeout(resolve));
          answer = await ask();
        }
        told.push(answer);
        return answer;
      };
      const exported = studio.exportModel({ format: 'full-model', precision: 'float32' });
      await begun.reached;
      await act();
      await exported;
    };
    await exportUntilTold(studio.skipCheck);
    await exportUntilTold(() => studio.chooseBackend('cpu'));
    await exportUntilTold(studio.stopExport);
    expect(told).toEqual(['skip-check', 'skip-check', 'stop']);
    expect(downloads).toHaveLength(2);
  });

  test('of the head needs no running engine', async () => {
    const { studio, engine, state, downloads } = await startTrained();
    engine.hooks.onStart = async () => ({ kind: 'no-backend', tried: ['wasm'] });
    await studio.chooseBackend('cpu');
    expect(state().engine.phase).toBe('failed');
    await studio.exportModel({ format: 'head', precision: 'float32' });
    expect(downloads.map(({ fileName }) => fileName)).toEqual(['head.zip']);
  });

  test('happens once for a double click', async () => {
    const { studio, engine, downloads } = await startTrained();
    const gate = createGate();
    engine.hooks.onExport = gate.pass;
    const exported = [
      studio.exportModel({ format: 'head', precision: 'float32' }),
      studio.exportModel({ format: 'head', precision: 'float32' }),
    ];
    gate.open();
    await Promise.all(exported);
    expect(downloads).toHaveLength(1);
  });

  test('without a model says what to do', async () => {
    const { studio, state } = createTestStudio(createPlainEngine());
    await studio.exportModel({ format: 'report' });
    expect(state().exporting).toEqual({
      phase: 'failed',
      format: 'report',
      failure: { kind: 'nothing-trained' },
    });
  });

  test.each([
    [{ kind: 'base-not-exportable', baseModel: 'Plain base' } as const, 'download the head instead'],
    [{ kind: 'engine-crashed', detail: 'x' } as const, 'are kept'],
  ])('that cannot be written says why: %j', async (failure, words) => {
    const { studio, state, engine } = await startTrained();
    engine.hooks.onExport = async () => failure;
    await studio.exportModel({ format: 'full-model', precision: 'float32' });
    expect(state().exporting).toEqual({ phase: 'failed', format: 'full-model', failure });
    expect(state().announcement).toContain(words);
  });

  test('that cannot be saved keeps the model and can be tried again', async () => {
    let failure: { kind: 'download-failed'; detail: string } | null = {
      kind: 'download-failed',
      detail: 'disk full',
    };
    const { studio, state } = await startTrained({ downloadFile: async () => failure });
    await studio.exportModel({ format: 'head', precision: 'float32' });
    expect(state().exporting).toEqual({ phase: 'failed', format: 'head', failure });
    expect(state().announcement).toContain('could not be saved (disk full)');
    failure = null;
    await studio.exportModel({ format: 'head', precision: 'float32' });
    expect(state().exporting).toMatchObject({ phase: 'done' });
  });

  test('of the full model needs its base; the head does not', async () => {
    const { studio, state, engine, downloads } = await startTrained();
    engine.hooks.onStart = async () => ({ backend: 'wasm', reports: [], baseModel: secondBase, cuts: [] });
    await studio.chooseBaseModel({ kind: 'layers-url', url: 'https://a.example', inputRange: [0, 1] });
    await studio.exportModel({ format: 'full-model', precision: 'float32' });
    expect(state().exporting).toMatchObject({ failure: { kind: 'model-of-other-base' } });
    await studio.exportModel({ format: 'head', precision: 'float32' });
    expect(downloads.map(({ fileName }) => fileName)).toEqual(['head.zip']);
  });
});
