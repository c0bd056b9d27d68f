import { setImmediate, setTimeout } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { isFailure } from '../../src/core/shared/failure.ts';
import { createProjectStore } from '../../src/platform/create-project-store.ts';
import type { Finding } from '../../src/studio/finding.ts';
import { selectFindings } from '../../src/studio/select-findings.ts';
import type { StudioPorts } from '../../src/studio/studio-ports.ts';
import { createBrowser } from './support/create-browser.ts';
import { countImages, createGate, textFile, texts, zipFile } from './support/create-test-studio.ts';

const stripes = () => zipFile('set.zip', { red: texts('red', 10), blue: texts('blue', 10) });

describe('a tab that is opened again', () => {
  test('has everything that the one before it had, and embeds nothing again', async () => {
    const browser = createBrowser();
    const first = await browser.openTab();
    await first.studio.importFiles([stripes()], null);
    const [blue, red] = first.state().classes;
    first.studio.renameClass(red?.id ?? '', 'crimson');
    first.studio.recolourClass(red?.id ?? '', 7);
    first.studio.pinSamples([first.state().samples[0]?.id ?? ''], 'test');
    first.studio.disableSamples([first.state().samples[1]?.id ?? ''], true);
    first.studio.moveSamples([first.state().samples[2]?.id ?? ''], blue?.id ?? '');
    first.studio.removeSamples([first.state().samples[3]?.id ?? '']);
    first.studio.changeSettings({ epochs: 7, seed: 5 });
    first.studio.renameProject('Colours');
    first.studio.changeCardFields({ maker: 'Class 5b' });
    first.studio.changeCardFields({ imageOrigin: 'Our own\nphotos' });
    await first.studio.train();
    await setTimeout(50);
    const before = first.state();
    first.kill();

    const second = await browser.openTab();
    const after = second.state();
    const comparable = ({ classes, samples, settings, model, project, cardFields }: typeof after) => ({
      classes,
      samples: samples.map(({ image, thumbnail, ...rest }) => ({
        ...rest,
        size: image.size,
        small: thumbnail?.size,
      })),
      settings,
      model,
      name: project.name,
      cardFields,
    });
    expect(comparable(after)).toEqual(comparable(before));
    expect(after.cardFields).toMatchObject({ maker: 'Class 5b', imageOrigin: 'Our own\nphotos' });
    expect(countImages(after)).toEqual({ blue: [11, 0], crimson: [8, 0] });
    expect(second.engine.embedded).toEqual([]);
    await second.studio.predictFile(textFile('new.png', 'red 99'));
    expect(after.model?.history).toHaveLength(7);
    expect(second.state().prediction).toMatchObject({ phase: 'done' });
    await second.studio.train();
    expect(second.engine.embedded).toEqual([]);
    expect(second.state().model?.validationHead).toEqual(before.model?.validationHead);
  });

  test('tells again of what stands out among the images, but not of what was dismissed', async () => {
    const browser = createBrowser();
    const first = await browser.openTab();
    const images = { red: [...texts('red', 12), 'red 20 blurred', 'red 21 dark'], blue: texts('blue', 12) };
    await first.studio.importFiles([zipFile('set.zip', images)], null);
    await first.studio.checkImages();
    const kindsIn = ({ state }: typeof first) => selectFindings(state()).map(({ kind }) => kind);
    expect(kindsIn(first)).toEqual(['dark', 'blurred']);
    first.studio.dismissFinding(selectFindings(first.state())[0] as Finding);
    await setTimeout(50);
    first.kill();

    const second = await browser.openTab();
    await second.studio.checkImages();
    expect(kindsIn(second)).toEqual(['blurred']);
    expect(second.engine.embedded).toEqual([]);
  });

  test('has the copies that were embedded, too, and those of another setting from before', async () => {
    const browser = createBrowser();
    const first = await browser.openTab();
    const near = [...texts('red', 9), 'red 1 again'];
    await first.studio.importFiles([zipFile('set.zip', { red: near, blue: texts('blue', 10) })], null);
    first.studio.changeSettings({ copiesPerImage: 2 });
    await first.studio.train();
    first.studio.changeSettings({ rotationDegrees: 20 });
    await first.studio.train();
    expect(first.engine.copied).toHaveLength(64);
    const before = first.state().model;
    first.kill();

    const second = await browser.openTab();
    expect(second.studio.estimateCopies()).toMatchObject({ copiesPerImage: 2, newCount: 0 });
    await second.studio.train();
    expect(second.state().model?.validationHead).toEqual(before?.validationHead);
    second.studio.changeSettings({ rotationDegrees: 10 });
    await second.studio.train();
    expect([second.engine.embedded, second.engine.copied]).toEqual([[], []]);
  });

  test('keeps the copies of two settings at most, and those of no image that is gone', async () => {
    const browser = createBrowser();
    const { studio, state } = await browser.openTab();
    await studio.importFiles([stripes()], null);
    for (const rotationDegrees of [1, 2, 3, 4]) {
      studio.changeSettings({ copiesPerImage: 4, rotationDegrees });
      await studio.train();
    }
    const countKept = async () => {
      await browser.projects.sweep(state().project.id);
      const stored = await browser.projects.read(state().project.id);
      return stored === null || isFailure(stored) ? null : stored.embeddings.length;
    };
    await expect.poll(countKept).toBe(20 + 2 * 4 * 16);
    studio.removeSamples(state().samples.map(({ id }) => id));
    await expect.poll(countKept).toBe(0);
  });

  test('has the settings that it was kept with, and defaults for those that are newer', async () => {
    const browser = createBrowser();
    const first = await browser.openTab();
    await first.studio.importFiles([stripes()], null);
    first.studio.changeSettings({ epochs: 7, seed: 5 });
    await first.studio.train();
    await setTimeout(50);
    const { id } = first.state().project;
    first.kill();
    const stored = await browser.projects.read(id);
    if (stored === null || isFailure(stored)) throw new Error('not kept');
    const { copiesPerImage, flip, ...older } = stored.record.settings;
    const model = { ...(stored.training.model as object), settings: older };
    await browser.projects.write(id, {
      record: { ...stored.record, settings: older as typeof stored.record.settings },
      training: { model },
    });
    const second = await browser.openTab();
    expect(second.state().settings).toEqual({ ...stored.record.settings, copiesPerImage: 0, flip: true });
    expect(second.state().model?.settings).toEqual(second.state().settings);
  });

  test('has every image that was shown, and each embedding that was counted, wherever the one before it was killed', async () => {
    const browser = createBrowser();
    const first = await browser.openTab();
    const gate = createGate();
    let groups = 0;
    first.engine.hooks.onGroup = async () => (++groups === 4 ? gate.pass() : null);
    void first.studio.importFiles([stripes()], null);
    await gate.reached;
    const shown = countImages(first.state());
    first.kill();
    const second = await browser.openTab();
    await second.studio.continueImport();
    expect(countImages(second.state())).toEqual({ blue: [10, 0], red: [10, 0] });
    const readyBefore = (shown.blue?.[0] ?? 0) + (shown.red?.[0] ?? 0);
    expect(readyBefore).toBeGreaterThanOrEqual(4);
    expect(second.engine.embedded).toHaveLength(20 - readyBefore);
  });

  test('has the head of the last finished epoch of a run that was cut off', async () => {
    const browser = createBrowser();
    const first = await browser.openTab();
    await first.studio.importFiles([stripes()], null);
    const gate = createGate();
    first.engine.hooks.onEpoch = async (epoch) => (epoch === 6 ? gate.pass() : null);
    void first.studio.train();
    await gate.reached;
    await expect.poll(() => shownEpochs(first.state())).toBe(5);
    first.kill();
    const second = await browser.openTab();
    const { model, cutOffModel } = second.state();
    expect(cutOffModel).toBeNull();
    expect(model).toMatchObject({ ending: 'cut-off', bestEpoch: 5, refitDone: false });
    expect(model?.history).toHaveLength(5);
    expect(isFailure(model?.evaluation.validation)).toBe(false);
    expect(model?.evaluation.validation).not.toBeNull();
    await second.studio.predictFile(textFile('new.png', 'red 99'));
    expect(second.state().prediction).toMatchObject({ phase: 'done' });
  });

  test('offers the head of a run that was cut off beside the model from before it', async () => {
    const browser = createBrowser();
    const first = await browser.openTab();
    await first.studio.importFiles([stripes()], null);
    await first.studio.train();
    const gate = createGate();
    first.engine.hooks.onEpoch = async (epoch) => (epoch === 3 ? gate.pass() : null);
    void first.studio.train();
    await gate.reached;
    await expect.poll(() => shownEpochs(first.state())).toBe(2);
    first.kill();
    const second = await browser.openTab();
    expect(second.state().model?.ending).toBe('finished');
    expect(second.state().cutOffModel?.history).toHaveLength(2);
    second.studio.settleCutOff('take');
    expect(second.state().model?.ending).toBe('cut-off');
    await setTimeout(50);
    second.kill();
    const third = await browser.openTab();
    expect(third.state().model?.ending).toBe('cut-off');
    expect(third.state().cutOffModel).toBeNull();
  });
});

describe('projects', () => {
  test('are several, each with its own images, and can be deleted', async () => {
    const browser = createBrowser();
    const { studio, state, engine } = await browser.openTab();
    await studio.importFiles([stripes()], null);
    studio.renameProject('One');
    const one = state().project.id;
    expect(await studio.createProject()).toBeNull();
    expect(state()).toMatchObject({ classes: [], samples: [], model: null, undoable: null });
    await studio.importFiles([zipFile('two.zip', { green: ['green 1', 'red 1'] })], null);
    studio.renameProject('Two');
    const listed = await studio.listProjects();
    if (isFailure(listed)) throw new Error('not listed');
    expect(listed.map(({ record, imageCount }) => [record.name, imageCount]).sort()).toEqual([
      ['One', 20],
      ['Two', 2],
    ]);
    expect(listed.every(({ sizeBytes }) => sizeBytes > 0)).toBe(true);
    const embeddedBefore = engine.embedded.length;
    expect(await studio.openProject(one)).toBeNull();
    expect(countImages(state())).toEqual({ blue: [10, 0], red: [10, 0] });
    expect(engine.embedded).toHaveLength(embeddedBefore);
    expect(await studio.deleteProject(one)).toBeNull();
    expect(state().samples).toEqual([]);
    const left = await studio.listProjects();
    expect(isFailure(left) ? left : left.map(({ record }) => record.name)).toEqual(['Two']);
    expect(await studio.openProject(one)).toEqual({ kind: 'project-gone' });
  });

  test('are not switched while images come in', async () => {
    const { studio, state, engine } = await createBrowser().openTab();
    const gate = createGate();
    engine.hooks.onGroup = gate.pass;
    const importing = studio.importFiles([stripes()], null);
    await gate.reached;
    expect(await studio.createProject()).toEqual({ kind: 'project-busy' });
    gate.open();
    await importing;
    expect(state().samples).toHaveLength(20);
  });

  test('that cannot be read are said to be there still, and can be tried again', async () => {
    const browser = createBrowser();
    const first = await browser.openTab();
    await first.studio.importFiles([stripes()], null);
    await setTimeout(20);
    first.kill();
    let failing = true;
    const read: StudioPorts['projects']['read'] = async (projectId) =>
      failing ? { kind: 'storage-failed', detail: 'UnknownError' } : browser.projects.read(projectId);
    const second = await browser.openTab({ projects: { ...browser.projects, read } });
    expect(second.state().samples).toEqual([]);
    expect(second.state().announcement).toBe(
      'The browser could not read this project (UnknownError). Nothing of it was deleted. Try again; if that does not help, close the browser and open Graft anew.',
    );
    failing = false;
    await second.studio.openLastProject();
    expect(second.state().samples).toHaveLength(20);
  });

  test('belong to one tab at a time: another one begins a new project, and says why', async () => {
    const browser = createBrowser();
    const first = await browser.openTab();
    await first.studio.importFiles([stripes()], null);
    first.studio.renameProject('Colours');
    await setTimeout(20);
    const second = await browser.openTab();
    expect(second.state().samples).toEqual([]);
    expect(second.said).toContain(
      '“Colours” is open in another tab of this browser, where nothing is lost. Go on there, or close that tab and open the project here.',
    );
    const failure = await second.studio.openProject(first.state().project.id);
    expect(failure).toMatchObject({ kind: 'project-open-elsewhere', name: 'Colours' });
    expect(await second.studio.deleteProject(first.state().project.id)).toMatchObject({
      kind: 'project-open-elsewhere',
    });
    // The page goes on saying so, until the project is here.
    expect(second.state().unopened).toMatchObject({ kind: 'project-open-elsewhere', name: 'Colours' });
    first.kill();
    await second.studio.openLastProject();
    expect(second.state().samples).toHaveLength(20);
    expect(second.state().unopened).toBeNull();
  });
});

describe('keeping', () => {
  test('nothing leaves nothing behind, and can be taken back', async () => {
    const browser = createBrowser();
    const { studio, state } = await browser.openTab();
    await studio.importFiles([stripes()], null);
    await studio.keepNothing();
    expect(await browser.projects.list()).toEqual([]);
    studio.addClass();
    await setTimeout(20);
    expect(await browser.projects.list()).toEqual([]);
    expect(state().samples).toHaveLength(20);
    await studio.keepProject();
    const listed = await browser.projects.list();
    expect(isFailure(listed) ? listed : listed[0]?.imageCount).toBe(20);
    const other = await browser.openTab({ lockProject: async () => () => {} });
    expect(countImages(other.state())).toEqual({ blue: [10, 0], red: [10, 0], 'Class 1': [0, 0] });
    expect(other.engine.embedded).toEqual([]);
  });

  test('nothing can be asked for by the address of the page', async () => {
    const browser = createBrowser();
    const { studio, state } = await browser.openTab({ keepsNothing: true });
    await studio.importFiles([stripes()], null);
    await studio.train();
    expect(state().project.keeping).toEqual({ phase: 'off', reason: 'wanted' });
    expect(await browser.projects.list()).toEqual([]);
  });

  test('goes on in the tab when the disk is full, says so once, and is made up for later', async () => {
    const browser = createBrowser();
    let full = false;
    const projects: StudioPorts['projects'] = {
      ...browser.projects,
      write: async (...call) => (full ? { kind: 'storage-full' } : browser.projects.write(...call)),
    };
    const { studio, state, said } = await browser.openTab({ projects });
    await studio.importFiles([zipFile('a.zip', { red: ['red 1'] })], null);
    full = true;
    await studio.importFiles([zipFile('b.zip', { blue: ['blue 1', 'blue 2'] })], null);
    expect(countImages(state())).toEqual({ red: [1, 0], blue: [2, 0] });
    expect(state().project.keeping).toEqual({ phase: 'failed', failure: { kind: 'storage-full' } });
    expect(said.filter((sentence) => sentence.startsWith('There is no more room'))).toHaveLength(1);
    full = false;
    await studio.keepProject();
    expect(state().project.keeping).toEqual({ phase: 'kept' });
    const other = await browser.openTab({ lockProject: async () => () => {} });
    expect(countImages(other.state())).toEqual({ red: [1, 0], blue: [2, 0] });
  });

  test('everything can be forgotten', async () => {
    const browser = createBrowser();
    const { studio } = await browser.openTab();
    await studio.importFiles([stripes()], null);
    await studio.train();
    expect(await studio.forgetEverything()).toBeNull();
    expect(browser.preferences.size).toBe(0);
    expect(await createProjectStore(browser.databaseName).list()).toEqual([]);
  });

  test('a deleted image lets go of its bytes with the next visit, and undo brings it back before', async () => {
    const browser = createBrowser();
    const first = await browser.openTab();
    await first.studio.importFiles([zipFile('a.zip', { red: ['red 1', 'red 2'] })], null);
    first.studio.removeSamples([first.state().samples[0]?.id ?? '']);
    first.studio.undo();
    first.studio.removeSamples([first.state().samples[1]?.id ?? '']);
    await setTimeout(20);
    first.kill();
    const second = await browser.openTab();
    expect(await Promise.all(second.state().samples.map(({ image }) => image.text()))).toEqual(['red 1']);
    await setImmediate();
    const stored = await browser.projects.read(second.state().project.id);
    expect(stored).toMatchObject({ samples: [{}], imageFacts: [{}], embeddings: [{}] });
  });
});

function shownEpochs({ training }: { readonly training: { readonly phase: string } }): number {
  return 'history' in training ? (training.history as readonly unknown[]).length : 0;
}
