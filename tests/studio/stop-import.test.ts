import { describe, expect, test } from 'vitest';
import type { StudioPorts } from '../../src/studio/studio-ports.ts';
import {
  countImages,
  createGate,
  createTestStudio,
  textFile,
  texts,
  zipFile,
} from './support/create-test-studio.ts';
import { createPlainEngine } from './support/plain-engine.ts';
import { startStudio } from './support/start-studio.ts';

/** Reads no ZIP before the gate is open. */
function gatedZips(
  gate: ReturnType<typeof createGate>,
  readZip: StudioPorts['readZip'],
): StudioPorts['readZip'] {
  return async (zip, onEntry) => {
    await gate.pass();
    return readZip(zip, onEntry);
  };
}

const set = zipFile('set.zip', { red: texts('red', 3), blue: texts('blue', 2) });

describe('stop', () => {
  test('while images are embedded keeps them all, and "Continue" does the rest', async () => {
    const { studio, state, engine } = await startStudio();
    const gate = createGate();
    engine.hooks.onGroup = gate.pass;
    const imported = studio.importFiles([set], null);
    await gate.reached;
    studio.stopImport();
    studio.stopImport();
    expect(state().importing).toMatchObject({ stopping: true });
    gate.open();
    await imported;
    expect(countImages(state())).toEqual({ blue: [0, 2], red: [2, 1] });
    expect(state().announcement).toBe(
      'Stopped. 2 images ready, 3 images wait in their classes until you continue or train.',
    );
    expect(state().importing).toBeNull();
    studio.stopImport();
    await studio.continueImport();
    expect(countImages(state())).toEqual({ blue: [2, 0], red: [3, 0] });
    expect(engine.embedded).toHaveLength(5);
    expect(state().announcement).toBe('3 images ready in 2 classes.');
  });

  test('while a ZIP is read keeps what came out, and says what was left', async () => {
    const gate = createGate();
    const readZip: StudioPorts['readZip'] = async (_, onEntry) => {
      for (const [index, text] of texts('red', 9).entries()) {
        if (index === 2) await gate.pass();
        if ((await onEntry(textFile(`red/${index}.png`, text))) === 'stop') return null;
      }
      return null;
    };
    const { studio, state } = await startStudio({ readZip });
    const stopped = studio.importFiles([set], null);
    const queued = studio.importFiles([textFile('blue/1.png', 'blue 1')], 'blue');
    await gate.reached;
    studio.stopImport();
    gate.open();
    await Promise.all([stopped, queued]);
    expect(countImages(state())).toEqual({ red: [0, 2] });
    expect(state().problems).toMatchObject([
      { file: 'set.zip', failure: { kind: 'import-stopped', readCount: 2 } },
      { file: 'blue', failure: { kind: 'import-stopped', readCount: 0 } },
    ]);
    expect(state().announcement).toBe(
      'Stopped. 0 images ready, 2 images wait in their classes until you continue or train, 2 files left out.',
    );
  });

  test('while the engine starts ends at once', async () => {
    const { studio, state } = createTestStudio(createPlainEngine());
    const imported = studio.importFiles([set], null);
    await expect.poll(() => state().importing?.phase).toBe('embedding');
    studio.stopImport();
    await imported;
    expect(countImages(state())).toEqual({ blue: [0, 2], red: [0, 3] });
    await studio.startEngine();
    expect(state().importing).toBeNull();
    expect(countImages(state())).toEqual({ blue: [0, 2], red: [0, 3] });
  });

  test('does not hold up what comes in later', async () => {
    const { studio, state, engine } = await startStudio();
    const gate = createGate();
    engine.hooks.onGroup = gate.pass;
    const imported = studio.importFiles([set], null);
    await gate.reached;
    studio.stopImport();
    const added = studio.addImages(state().classes[0]?.id ?? '', [textFile('late.png', 'blue 9')]);
    gate.open();
    await Promise.all([imported, added]);
    expect(countImages(state())).toEqual({ blue: [3, 0], red: [3, 0] });
  });
});

describe('edits while images are embedded', () => {
  test('a deleted class is not embedded in vain, and comes back whole', async () => {
    const { studio, state, engine } = await startStudio();
    const gate = createGate();
    engine.hooks.onGroup = gate.pass;
    const imported = studio.importFiles(
      [zipFile('set.zip', { red: texts('red', 8), blue: texts('blue', 2) })],
      null,
    );
    await gate.reached;
    studio.deleteClass(state().classes.find(({ name }) => name === 'red')?.id ?? '');
    gate.open();
    await imported;
    expect(countImages(state())).toEqual({ blue: [2, 0] });
    expect(engine.embedded).toEqual(['red 1', 'red 2', 'blue 1', 'blue 2']);
    studio.undo();
    await studio.continueImport();
    expect(countImages(state())).toEqual({ blue: [2, 0], red: [8, 0] });
    expect(engine.embedded).toHaveLength(10);
  });

  test('a failure of the engine leaves the images waiting, with a word', async () => {
    const { studio, state, engine } = await startStudio();
    engine.hooks.onGroup = async (group) =>
      group.includes('red 3') ? { kind: 'out-of-memory', detail: '' } : null;
    await studio.importFiles([set], null);
    expect(countImages(state())).toEqual({ blue: [0, 2], red: [2, 1] });
    expect(state().announcement).toContain('The memory of this device is full.');
    expect(state().announcement).toContain('3 images wait in their classes.');
    engine.hooks.onGroup = async () => null;
    await studio.continueImport();
    expect(countImages(state())).toEqual({ blue: [2, 0], red: [3, 0] });
  });

  test('a ZIP still being read does not keep others from joining classes', async () => {
    const gate = createGate();
    const { readZip } = await import('../../src/platform/read-zip.ts');
    const { studio, state } = await startStudio({ readZip: gatedZips(gate, readZip) });
    const imported = studio.importFiles([set], null);
    await gate.reached;
    studio.renameClass(studio.addClass(), 'red');
    await studio.addImages(state().classes[0]?.id ?? '', [textFile('r.png', 'red 9')]);
    gate.open();
    await imported;
    expect(countImages(state())).toEqual({ red: [4, 0], blue: [2, 0] });
  });
});
