import { describe, expect, test } from 'vitest';
import { createTestStudio, textFile, texts, zipFile } from './support/create-test-studio.ts';
import { createPlainEngine } from './support/plain-engine.ts';

/** A studio with a trained model for red, green and blue. */
async function startTrained() {
  const engine = createPlainEngine();
  const test = createTestStudio(engine);
  await test.studio.startEngine();
  const classes = { red: texts('red', 8), green: texts('green', 8), blue: texts('blue', 8) };
  await test.studio.importFiles([zipFile('set.zip', classes)], null);
  test.studio.changeSettings({ epochs: 3 });
  await test.studio.train();
  test.studio.changeNoneThreshold(null);
  const readDone = () => {
    const { batch } = test.state();
    if (batch.phase !== 'done') throw new Error(JSON.stringify(batch));
    return batch;
  };
  return { engine, ...test, readDone };
}

describe('many images at once', () => {
  test('of class folders in a ZIP make a table and a confusion matrix, and stay out of the classes', async () => {
    const { studio, state, readDone } = await startTrained();
    const before = state().samples.length;
    const zip = zipFile('new.zip', {
      RED: ['red 91', 'red 92', 'blue 93'],
      blue: ['blue 94'],
      other: ['green 95'],
    });
    await studio.predictMany([zip]);
    const done = readDone();
    expect(done).toMatchObject({ imageCount: 5, problems: [], ended: null });
    expect(done.classNames).toEqual(['blue', 'green', 'red']);
    expect(done.classCounts).toEqual([2, 1, 2]);
    expect(done.confusions).toEqual([
      [1, 0, 0],
      [0, 0, 0],
      [1, 0, 2],
    ]);
    const rows = (await done.table.text()).trimEnd().split('\r\n');
    expect(rows).toHaveLength(6);
    expect(rows.find((row) => row.startsWith('RED/'))).toMatch(/^RED\/[^,]+,red,red,/);
    expect(rows.find((row) => row.startsWith('other/'))).toMatch(/^other\/[^,]+,,green,/);
    expect(state().samples).toHaveLength(before);
    expect(state().announcement).toBe('5 images classified.');
  });

  test('that are none of the classes count as not that class, in the matrix as in the counts', async () => {
    const { studio, readDone } = await startTrained();
    studio.changeNoneThreshold(1);
    await studio.predictMany([zipFile('new.zip', { red: ['red 91', 'red 92'], blue: ['blue 94'] })]);
    const done = readDone();
    expect(done).toMatchObject({ noneCount: 3, classCounts: [0, 0, 0] });
    expect(done.confusions).toEqual([
      [0, 0, 0, 1],
      [0, 0, 0, 0],
      [0, 0, 0, 2],
    ]);
  });

  test('of loose files have no matrix; a bad one is listed with its sentence, in the table too', async () => {
    const { studio, engine, readDone } = await startTrained();
    engine.hooks.onClassify = async (text) =>
      text === 'broken' ? { kind: 'file-damaged', format: 'png' } : null;
    await studio.predictMany([textFile('a.png', 'red 91'), textFile('bad.png', 'broken')]);
    const done = readDone();
    expect(done).toMatchObject({ imageCount: 1, confusions: null });
    expect(done.problems).toMatchObject([{ file: 'bad.png', failure: { kind: 'file-damaged' } }]);
    expect(await done.table.text()).toMatch(/\r\nbad\.png,(?:,)*"?[A-Z][^,]+/);
  });

  test('that are stopped keep the answers so far', async () => {
    const { studio, engine, readDone } = await startTrained();
    let count = 0;
    engine.hooks.onClassify = async () => {
      if (++count === 2) studio.stopPredictMany();
      return null;
    };
    await studio.predictMany(texts('red', 6).map((text) => textFile(`${text}.png`, text)));
    expect(readDone()).toMatchObject({ imageCount: 2, ended: 'stopped' });
  });

  test('end with what happened where the engine dies, and keep the answers so far', async () => {
    const { studio, engine, readDone } = await startTrained();
    let count = 0;
    engine.hooks.onClassify = async () => (++count === 3 ? { kind: 'out-of-memory', detail: '' } : null);
    await studio.predictMany(texts('red', 6).map((text) => textFile(`${text}.png`, text)));
    expect(readDone()).toMatchObject({ imageCount: 2, ended: { kind: 'out-of-memory' } });
  });

  test('need a model and at least one file', async () => {
    const { studio, state } = await startTrained();
    await studio.predictMany([]);
    expect(state().batch).toEqual({ phase: 'failed', failure: { kind: 'import-empty' } });
    const untrained = createTestStudio(createPlainEngine());
    await untrained.studio.predictMany([textFile('a.png', 'red 1')]);
    expect(untrained.state().batch).toEqual({ phase: 'failed', failure: { kind: 'nothing-trained' } });
  });
});
