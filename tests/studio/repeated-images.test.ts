import { describe, expect, test } from 'vitest';
import {
  countImages,
  createGate,
  makeFinal,
  textFile,
  texts,
  zipFile,
} from './support/create-test-studio.ts';
import { builtInBase } from './support/plain-engine.ts';
import { startStudio } from './support/start-studio.ts';

const set = zipFile('set.zip', { red: texts('red', 3), blue: texts('blue', 2) });

describe('the same image', () => {
  test('in two classes is embedded once', async () => {
    const { studio, state, engine } = await startStudio();
    const image = textFile('a.png', 'red 1');
    const ids = [studio.addClass(), studio.addClass()];
    await Promise.all(ids.map((id) => studio.addImages(id, [image, textFile('b.png', 'red 2')])));
    expect(countImages(state())).toEqual({ 'Class 1': [2, 0], 'Class 2': [2, 0] });
    expect(engine.embedded.filter((text) => text === 'red 1')).toHaveLength(1);
  });

  test('in files of the same bytes is embedded once, and all of them can be trained on', async () => {
    const { studio, state, engine, said } = await startStudio();
    await studio.importFiles([set], null);
    await studio.importFiles([zipFile('copy.zip', { red: texts('red', 3), blue: texts('blue', 2) })], null);
    expect(countImages(state())).toEqual({ blue: [4, 0], red: [6, 0] });
    expect(engine.embedded).toHaveLength(5);
    expect(state().timings.imagesEmbedded).toBe(5);
    expect(state().announcement).toBe('5 images ready in 2 classes, 5 of them copies of others.');
    const [first, again] = state().samples.filter(({ file }) => file === 'red/0.png');
    expect(again?.imageHash).toBe(first?.imageHash);
    expect(again?.thumbnail, 'the picture is shared').toBe(first?.thumbnail);

    await studio.train();
    expect(state().model?.setCounts.map(({ training, validation }) => training + validation)).toEqual([4, 6]);
    expect(said.join(' ')).not.toContain('wait');
  });

  test('as the sample images, twice', async () => {
    const { studio, state, engine } = await startStudio();
    await Promise.all([studio.importSampleImages(), studio.importSampleImages()]);
    expect(countImages(state())).toEqual({ blue: [2, 0], red: [2, 0] });
    expect([...engine.embedded].sort()).toEqual(['blue 1', 'red 1']);
    expect(state().announcement).toBe('4 images ready in 2 classes, 2 of them copies of others.');
  });

  test('that is broken is left out with its reason each time', async () => {
    const { studio, state } = await startStudio();
    await studio.importFiles([zipFile('set.zip', { red: ['broken', 'red 1', 'broken', 'red 1'] })], null);
    expect(countImages(state())).toEqual({ red: [2, 0] });
    expect(state().problems.map(({ file, failure }) => [file, failure.kind])).toEqual([
      ['red/0.png', 'file-damaged'],
      ['red/2.png', 'file-damaged'],
    ]);
    expect(state().announcement).toBe(
      '2 images ready in 1 class, 1 of them a copy of another, 2 files left out.',
    );
  });

  test('whose equal is deleted for good meanwhile is embedded itself', async () => {
    const { studio, state, engine } = await startStudio();
    const [first, second] = [studio.addClass(), studio.addClass()];
    await studio.addImages(first, [textFile('a.png', 'red 1')]);
    const gate = createGate();
    engine.hooks.onGroup = gate.pass;
    const added = studio.addImages(second, [textFile('copy.png', 'red 1')]);
    await gate.reached;
    studio.deleteClass(first);
    makeFinal(studio);
    gate.open();
    await added;
    expect(countImages(state())).toEqual({ 'Class 2': [1, 0] });
    expect(engine.embedded).toEqual(['red 1', 'red 1']);
    expect(state().announcement).toBe('1 image ready in 1 class.');
  });

  test('is embedded once by each base model, and a change of it is not called a repetition', async () => {
    const { studio, state, engine } = await startStudio();
    await studio.importFiles([zipFile('set.zip', { red: ['red 1', 'red 1'], blue: ['blue 1'] })], null);
    const otherBase = { ...builtInBase, sha256: 'b'.repeat(64) };
    engine.hooks.onStart = async ({ baseModel }) =>
      baseModel.kind === 'built-in' ? null : { backend: 'wasm', reports: [], baseModel: otherBase, cuts: [] };
    const other = { kind: 'layers-url', url: 'https://a.example/model.json', inputRange: [0, 1] } as const;
    await studio.chooseBaseModel(other);
    await studio.continueImport();
    expect(countImages(state())).toEqual({ blue: [1, 0], red: [2, 0] });
    expect(state().announcement).toBe('3 images ready in 2 classes.');
    expect(state().timings.imagesEmbedded).toBe(2);
    expect(engine.embedded).toHaveLength(4);
    await studio.chooseBaseModel({ kind: 'built-in' });
    await studio.importFiles([zipFile('more.zip', { red: ['red 1'] })], null);
    expect(countImages(state())).toEqual({ blue: [1, 0], red: [3, 0] });
    expect(engine.embedded).toHaveLength(4);
  });

  test('back after a deletion is not embedded again', async () => {
    const { studio, state, engine } = await startStudio();
    await studio.importFiles([set], null);
    studio.deleteClass(state().classes[0]?.id ?? '');
    studio.undo();
    expect(countImages(state())).toEqual({ blue: [2, 0], red: [3, 0] });
    const [sample] = state().samples;
    studio.removeSamples([sample?.id ?? '']);
    await studio.addImages(state().classes[0]?.id ?? '', [
      { path: 'again.png', blob: sample?.image ?? new Blob() },
    ]);
    expect(countImages(state())).toEqual({ blue: [3, 0], red: [2, 0] });
    expect(engine.embedded).toHaveLength(5);
  });
});
