import { describe, expect, test } from 'vitest';
import type { NamedBlob } from '../../src/platform/named-blob.ts';
import { countImages, texts, zipFile } from './support/create-test-studio.ts';
import { otherBase, otherSource } from './support/create-two-base-engine.ts';
import { describeProject, save, startTrained } from './support/saved-projects.ts';
import { startStudio } from './support/start-studio.ts';
import { startStudioWithImages } from './support/start-studio-with-images.ts';

describe('project files that come to other work', () => {
  test('wait for a word, and are left when that is the word', async () => {
    const file = await save(await startTrained());
    const second = await startStudioWithImages({ red: texts('red', 2) });
    await second.studio.importFiles([file], null);
    expect(second.state().offeredProjects).toEqual({ files: [file], failure: null });
    expect(second.said.at(-1)).toContain('“My colours.graft” is a project');
    await second.studio.settleOffer('leave');
    expect(second.state().offeredProjects).toBeNull();
    expect(countImages(second.state())).toEqual({ red: [2, 0] });
  });

  test('are added: classes are joined by name, each image comes once, settings and model stay', async () => {
    const first = await startTrained();
    const file = await save(first);
    const second = await startStudioWithImages({
      RED: ['red 1', 'red 77', 'red 2'],
      other: ['blue 5', 'blue 6'],
    });
    await second.studio.train();
    const { settings, model, project } = second.state();
    const before = { classes: second.state().classes, samples: second.state().samples };
    await second.studio.importFiles([file], null);
    await second.studio.settleOffer('add');
    expect(countImages(second.state())).toEqual({ RED: [9, 0], other: [2, 0], Blau: [8, 0], '<b>': [1, 0] });
    expect(second.said.at(-1)).toContain('2 images were in their classes already and were not added again');
    expect(second.state()).toMatchObject({ settings, model, project });
    expect(second.state().classes.find(({ name }) => name === '<b>')?.disabled).toBe(true);
    expect(second.engine.embedded.filter((text) => text === 'red 3')).toEqual([]);
    second.studio.undo();
    expect({ classes: second.state().classes, samples: second.state().samples }).toEqual(before);
  });

  test('of several students and a ZIP become one, taken back as one', async () => {
    const students = [
      { cat: ['red 1', 'red 2'], dog: ['blue 1'] },
      { Cat: ['red 2', 'red 3'], bird: ['green 1'] },
    ];
    const files: NamedBlob[] = [];
    for (const [index, classes] of students.entries()) {
      const studio = await startStudioWithImages(classes);
      files.push({ ...(await save(studio)), path: `student ${index}.graft` });
    }
    const teacher = await startStudioWithImages({ cat: ['red 9'] });
    await teacher.studio.importFiles([...files, zipFile('third.zip', { dog: ['blue 2'] })], null);
    await teacher.studio.settleOffer('add');
    expect(countImages(teacher.state())).toEqual({ cat: [4, 0], dog: [2, 0], bird: [1, 0] });
    teacher.studio.undo();
    expect(countImages(teacher.state())).toEqual({ cat: [1, 0], dog: [1, 0] });
    const empty = await startStudio();
    await empty.studio.importFiles(files, null);
    expect(countImages(empty.state())).toEqual({ cat: [3, 0], dog: [1, 0], bird: [1, 0] });
  });

  test('one after the other wait for one word', async () => {
    const files: NamedBlob[] = [];
    for (const [name, text] of Object.entries({ a: 'red 1', b: 'blue 1' })) {
      const studio = await startStudioWithImages({ [name]: [text] });
      files.push({ ...(await save(studio)), path: `${name}.graft` });
    }
    const second = await startStudioWithImages({ c: ['green 1'] });
    for (const file of files) await second.studio.importFiles([file], null);
    expect(second.state().offeredProjects).toEqual({ files, failure: null });
    await second.studio.settleOffer('add');
    expect(countImages(second.state())).toEqual({ a: [1, 0], b: [1, 0], c: [1, 0] });
  });

  test('are opened as a project of their own, and the other one is kept', async () => {
    const first = await startTrained();
    const file = await save(first);
    const second = await startStudio();
    await second.studio.openLastProject();
    await second.studio.importFiles([zipFile('set.zip', { red: texts('red', 2) })], null);
    const { id } = second.state().project;
    await second.studio.importFiles([file], null);
    await second.studio.settleOffer('open');
    expect(await describeProject(second.state())).toEqual(await describeProject(first.state()));
    expect(await second.studio.openProject(id)).toBeNull();
    expect(countImages(second.state())).toEqual({ red: [2, 0] });
  });

  test('are embedded anew where another base model runs', async () => {
    const file = await save(await startTrained());
    const second = await startStudio();
    second.engine.hooks.onStart = async () => ({
      backend: 'wasm',
      reports: [],
      baseModel: otherBase,
      cuts: [],
    });
    await second.studio.chooseBaseModel(otherSource);
    await second.studio.importFiles([file], null);
    expect(second.engine.embedded.length).toBe(17);
    expect(second.state().model).not.toBeNull();
    // What the file brought of its own base model is there on a return to it.
    second.engine.hooks.onStart = async () => null;
    await second.studio.chooseBaseModel({ kind: 'built-in' });
    await second.studio.continueImport();
    expect(second.state().samples.every(({ state }) => state === 'ready')).toBe(true);
    expect(second.engine.embedded.length).toBe(17);
  });
});
