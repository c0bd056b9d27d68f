import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { listRuns, runLimit } from '../../src/studio/training-runs.ts';
import { createBrowser } from './support/create-browser.ts';
import { createTestStudio, texts, zipFile } from './support/create-test-studio.ts';
import { createPlainEngine } from './support/plain-engine.ts';
import { startStudioWithImages } from './support/start-studio-with-images.ts';

async function startWithRuns(count: number) {
  const test = await startStudioWithImages();
  for (let run = 1; run <= count; run++) {
    test.studio.changeSettings({ seed: run });
    await test.studio.train();
  }
  return test;
}

describe('runs', () => {
  test('are kept one by one with what they were made by, and the last is in use', async () => {
    const { state } = await startWithRuns(3);
    const { runs, model } = state();
    expect(runs.map(({ name }) => name)).toEqual(['Run 1', 'Run 2', 'Run 3']);
    expect(runs.map((run) => run.model.settings.seed)).toEqual([1, 2, 3]);
    expect(runs.map((run) => run.model.runId)).toEqual(runs.map(({ id }) => id));
    expect(model).toBe(runs[2]?.model);
  });

  test('can be used again, with their settings, and predictions follow', async () => {
    const { studio, state } = await startWithRuns(2);
    const first = state().runs[0];
    await studio.takeRun(first?.id ?? '');
    expect(state().model).toBe(first?.model);
    expect(state().settings.seed).toBe(1);
    expect(state().announcement).toBe('“Run 1” is in use, with its settings.');
    expect(state().runs).toHaveLength(2);
  });

  test('keep what was changed about their model while it was in use', async () => {
    const { studio, state } = await startWithRuns(2);
    studio.changeNoneThreshold(0.6);
    await studio.takeRun(state().runs[0]?.id ?? '');
    await studio.takeRun(state().runs[1]?.id ?? '');
    expect(state().model?.noneThreshold).toBe(0.6);
  });

  test('can be deleted and brought back in their place; the model in use stays', async () => {
    const { studio, state } = await startWithRuns(3);
    const [, second, third] = state().runs;
    studio.deleteRun(second?.id ?? '');
    expect(state().runs.map(({ name }) => name)).toEqual(['Run 1', 'Run 3']);
    studio.undoDeleteRun();
    expect(state().runs.map(({ name }) => name)).toEqual(['Run 1', 'Run 2', 'Run 3']);
    studio.undoDeleteRun();
    expect(state().runs).toHaveLength(3);
    studio.deleteRun(third?.id ?? '');
    expect(state().model).toBe(third?.model);
    await studio.train();
    // A number is never given twice, also not that of a run that may come back.
    expect(state().runs.at(-1)?.number).toBe(4);
  });

  test('can be renamed; a blank name is refused', async () => {
    const { studio, state } = await startWithRuns(1);
    const id = state().runs[0]?.id ?? '';
    studio.renameRun(id, '  With more epochs ');
    studio.renameRun(id, '   ');
    expect(state().runs[0]?.name).toBe('With more epochs');
  });

  test('are bounded: the oldest go', async () => {
    const { state } = await startWithRuns(runLimit + 2);
    expect(state().runs).toHaveLength(runLimit);
    expect(state().runs[0]?.number).toBe(3);
    expect(state().runs.at(-1)?.number).toBe(runLimit + 2);
  });

  test('are not taken into use while a head is trained', async () => {
    const { studio, state, engine } = await startWithRuns(2);
    engine.hooks.onTrain = async () => studio.takeRun(state().runs[0]?.id ?? '');
    await studio.train();
    expect(state().model?.runId).toBe(state().runs.at(-1)?.id);
  });
});

describe('runs are kept', () => {
  test('in the browser, with names, models and which of them is in use', async () => {
    const browser = createBrowser();
    const tab = await browser.openTab();
    const { studio, state } = tab;
    await studio.importFiles([zipFile('set.zip', { red: texts('red', 8), blue: texts('blue', 8) })], null);
    for (const seed of [1, 2, 3]) {
      studio.changeSettings({ seed, epochs: 3 });
      await studio.train();
    }
    const [first, second] = state().runs;
    studio.renameRun(first?.id ?? '', 'Mine');
    studio.deleteRun(second?.id ?? '');
    await studio.takeRun(first?.id ?? '');
    await setTimeout(50);
    tab.kill();
    const { state: again } = await browser.openTab();
    expect(again().runs.map(({ name, number }) => [name, number])).toEqual([
      ['Mine', 1],
      ['Run 3', 3],
    ]);
    expect(again().runs.map(({ model }) => model.head)).toEqual(state().runs.map(({ model }) => model.head));
    expect(again().model?.runId).toBe(again().runs[0]?.id);
    expect(listRuns(again())[0]?.model).toBe(again().model);
  });

  test('in a project file, and those of a damaged one are counted', async () => {
    const { studio, state, downloadedBlobs } = await startWithRuns(3);
    studio.renameRun(state().runs[0]?.id ?? '', 'Mine');
    await studio.takeRun(state().runs[1]?.id ?? '');
    await studio.saveProject({ withEmbeddings: false });
    const other = createTestStudio(createPlainEngine());
    await other.studio.startEngine();
    await other.studio.importFiles(
      [downloadedBlobs[0] ?? zipFile('none.zip', { red: texts('red', 1) })],
      null,
    );
    const opened = other.state();
    expect(opened.runs.map(({ name, number }) => [name, number])).toEqual([
      ['Mine', 1],
      ['Run 2', 2],
      ['Run 3', 3],
    ]);
    expect(opened.model?.runId).toBe(opened.runs[1]?.id);
    expect(opened.runs[1]?.model).toBe(opened.model);
    expect(opened.runs.map(({ model }) => model.settings.seed)).toEqual([1, 2, 3]);
    expect(opened.runs[0]?.model.head).toEqual(state().runs[0]?.model.head);
    expect(opened.problems).toEqual([]);
    // Samples and classes are those of this studio.
    const ids = new Set(opened.samples.map(({ id }) => id));
    for (const { model } of opened.runs)
      for (const id of model.split.training) expect(ids.has(id)).toBe(true);
  });
});
