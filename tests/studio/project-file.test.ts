import { describe, expect, test } from 'vitest';
import { texts } from './support/create-test-studio.ts';
import {
  describeProject,
  predict,
  problemsOf,
  type Started,
  save,
  startTrained,
} from './support/saved-projects.ts';
import { startStudio } from './support/start-studio.ts';
import { startStudioWithImages } from './support/start-studio-with-images.ts';

describe('a project that is saved and opened in an empty studio', () => {
  test('is the same, predicts the same, and embeds nothing', async () => {
    const first = await startTrained();
    const file = await save(first);
    expect(file.path).toBe('My colours.graft');
    const second = await startStudio();
    await second.studio.importFiles([file], null);
    expect(problemsOf(second)).toEqual([]);
    expect(await describeProject(second.state())).toEqual(await describeProject(first.state()));
    expect(await predict(second)).toEqual(await predict(first));
    expect(second.engine.embedded).toEqual([]);
    expect(second.state().undoable).toBeNull();
    expect(second.said.some((sentence) => sentence.startsWith('17 images ready in 3 classes'))).toBe(true);
  });

  test('without embeddings is the same once it is embedded again', async () => {
    const first = await startTrained();
    const file = await save(first, false);
    expect(file.blob.size).toBeLessThan((await save(first, true)).blob.size);
    const second = await startStudio();
    await second.studio.importFiles([file], null);
    expect(await describeProject(second.state())).toEqual(await describeProject(first.state()));
    expect(await predict(second)).toEqual(await predict(first));
    expect(second.engine.embedded.length).toBe(17);
  });

  test('is there on the next visit, and embeds nothing then either', async () => {
    const file = await save(await startTrained());
    const second = await startStudio();
    await second.studio.openLastProject();
    await second.studio.importFiles([file], null);
    const opened = await describeProject(second.state());
    const { id } = second.state().project;
    await second.studio.createProject();
    expect(await second.studio.openProject(id)).toBeNull();
    expect(await describeProject(second.state())).toEqual(opened);
    expect(second.engine.embedded).toEqual([]);
  });

  test('is known under a name that a system gave it, by a drop as by the picker', async () => {
    const { blob } = await save(await startTrained());
    const second = await startStudio();
    await second.studio.receiveDrop(async () => [{ path: 'My colours.graft.zip', blob }], null);
    expect(second.state().project.name).toBe('My colours');
    expect(second.state().model).not.toBeNull();
  });

  test('can be stopped, and then nothing of it is there', async () => {
    const file = await save(await startTrained());
    const second = await startStudio({
      readZip: async (_, takeEntry) => {
        second.studio.stopImport();
        await takeEntry({ path: 'project.json', blob: new Blob(['{}']) });
        return null;
      },
    });
    await second.studio.importFiles([file], null);
    expect(second.state().samples).toEqual([]);
    expect(problemsOf(second)).toEqual([['My colours.graft', 'import-stopped']]);
  });
});

describe('a stop while the images of a project come in', () => {
  const many = { red: texts('red', 100) };

  /** Stops as soon as the first images are in. */
  function stopAtFirst({ studio, state }: Started): void {
    const before = state().samples.length;
    const unsubscribe = studio.store.subscribe(({ samples }) => {
      if (samples.length === before) return;
      unsubscribe();
      studio.stopImport();
    });
  }

  test('keeps those that are in, and says how many', async () => {
    const file = await save(await startStudioWithImages(many));
    const second = await startStudio();
    stopAtFirst(second);
    await second.studio.importFiles([file], null);
    expect(second.state().samples).toHaveLength(64);
    expect(second.state().problems).toMatchObject([
      { file: file.path, failure: { kind: 'import-stopped', readCount: 64 } },
    ]);
    await second.studio.importFiles([file], null);
    await second.studio.settleOffer('add');
    expect(second.state().samples).toHaveLength(100);
  });

  test('does the same where they are added to others', async () => {
    const file = await save(await startStudioWithImages(many));
    const second = await startStudioWithImages({ blue: ['blue 1'] });
    await second.studio.importFiles([file], null);
    stopAtFirst(second);
    await second.studio.settleOffer('add');
    expect(second.state().samples).toHaveLength(65);
    expect(second.state().problems).toMatchObject([
      { file: file.path, failure: { kind: 'import-stopped', readCount: 64 } },
    ]);
  });
});
