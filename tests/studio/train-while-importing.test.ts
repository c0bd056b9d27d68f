import { describe, expect, test } from 'vitest';
import { selectModelFit } from '../../src/studio/select-model-fit.ts';
import { createGate, createTestStudio, textFile, texts, zipFile } from './support/create-test-studio.ts';
import { createPlainEngine } from './support/plain-engine.ts';
import { startStudioWithImages } from './support/start-studio-with-images.ts';

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
    const { studio, state, engine } = await startStudioWithImages({});
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
    const { studio, state, engine } = await startStudioWithImages();
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
    const { studio, state, engine } = await startStudioWithImages();
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
    const { studio, state } = await startStudioWithImages();
    const added = studio.addImages(state().classes[0]?.id ?? '', [textFile('bad.png', 'broken')]);
    await Promise.all([studio.train(), added]);
    expect(state().model).not.toBeNull();
    expect(state().problems).toHaveLength(1);
  });

  test('is not disturbed by what comes in, or goes, later', async () => {
    const { studio, state, engine } = await startStudioWithImages();
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
    // First what came in later, then the class.
    studio.undo();
    studio.undo();
    expect(selectModelFit(state())).toBe('current');
    studio.moveSamples([state().model?.split.training[0] ?? ''], blue ?? '');
    expect(selectModelFit(state())).toBe('images-changed');
  });
});
