import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { isFailure } from '../../src/core/shared/failure.ts';
import { createProjectStore } from '../../src/platform/create-project-store.ts';
import type { StudioPorts } from '../../src/studio/studio-ports.ts';
import { createBrowser } from './support/create-browser.ts';
import { countImages, createGate, textFile, texts, zipFile } from './support/create-test-studio.ts';

const many = (count: number) => zipFile('many.zip', { red: texts('red', count), blue: texts('blue', count) });

/** What a tab that is opened next finds. */
async function readNext(browser: ReturnType<typeof createBrowser>) {
  const next = await browser.openTab({ lockProject: async () => () => {} });
  await next.studio.continueImport();
  return next;
}

/** A store in which an import waits at its second group of images. */
function holdSecondWrite(browser: ReturnType<typeof createBrowser>) {
  const gate = createGate();
  let writes = 0;
  const projects: StudioPorts['projects'] = {
    ...browser.projects,
    async write(projectId, change) {
      if (change.newSamples !== undefined && change.newSamples.length > 0 && ++writes === 2)
        await gate.pass();
      return browser.projects.write(projectId, change);
    },
  };
  return { projects, gate };
}

describe('"Forget everything"', () => {
  test('in the middle of an import leaves no image behind', async () => {
    const browser = createBrowser();
    const { studio, state } = await browser.openTab();
    const importing = studio.importFiles([many(300)], null);
    await expect.poll(() => state().samples.length, { timeout: 20_000 }).toBeGreaterThan(0);
    expect(await studio.forgetEverything()).toBeNull();
    await importing;
    await setTimeout(50);
    const store = createProjectStore(browser.databaseName);
    expect(await store.list()).toEqual([]);
    const [project] = [state().project.id];
    expect(await store.read(project)).toBeNull();
    expect(browser.preferences.size).toBe(0);
  });
});

describe('keeping', () => {
  test('nothing and then all again, pressed in one breath, keeps all', async () => {
    const browser = createBrowser();
    const { studio, state } = await browser.openTab();
    await studio.importFiles([many(20)], null);
    await Promise.all([studio.keepNothing(), studio.keepProject()]);
    expect(state().project.keeping).toEqual({ phase: 'kept' });
    expect((await readNext(browser)).state().samples).toHaveLength(40);
  });

  test('again keeps the images that undo brings back, too', async () => {
    const browser = createBrowser();
    const { studio, state } = await browser.openTab();
    await studio.importFiles([many(5)], null);
    studio.removeSamples([state().samples[3]?.id ?? '']);
    await studio.keepNothing();
    await studio.keepProject();
    studio.undo();
    await setTimeout(30);
    expect((await readNext(browser)).state().samples).toHaveLength(10);
  });

  test('after a full disk does not bring back what was deleted meanwhile', async () => {
    const browser = createBrowser();
    let full = false;
    const projects: StudioPorts['projects'] = {
      ...browser.projects,
      write: async (...call) => (full ? { kind: 'storage-full' } : browser.projects.write(...call)),
    };
    const { studio, state } = await browser.openTab({ projects });
    await studio.importFiles([many(5)], null);
    full = true;
    studio.removeSamples(
      state()
        .samples.slice(0, 4)
        .map(({ id }) => id),
    );
    await expect.poll(() => state().project.keeping.phase).toBe('failed');
    full = false;
    await studio.keepProject();
    expect(state().project.keeping.phase).toBe('kept');
    expect((await readNext(browser)).state().samples).toHaveLength(6);
  });

  test('nothing goes on in a project that is opened', async () => {
    const browser = createBrowser();
    const first = await browser.openTab();
    await first.studio.importFiles([many(2)], null);
    const kept = first.state().project.id;
    first.kill();
    const second = await browser.openTab({ keepsNothing: true });
    expect(await second.studio.openProject(kept)).toBeNull();
    expect(second.state().project.keeping).toEqual({ phase: 'off', reason: 'wanted' });
    await second.studio.addImages(second.state().classes[0]?.id ?? '', [textFile('new.png', 'red 99')]);
    expect(second.state().samples).toHaveLength(5);
    const stored = await browser.projects.read(kept);
    expect(isFailure(stored) ? stored : stored?.samples.length).toBe(4);
  });
});

describe('a head of a run that was cut off', () => {
  test('survives the next run that is cut off earlier', async () => {
    const browser = createBrowser();
    const first = await browser.openTab();
    await first.studio.importFiles([many(10)], null);
    const gate = createGate();
    first.engine.hooks.onEpoch = async (epoch) => (epoch === 30 ? gate.pass() : null);
    void first.studio.train();
    await gate.reached;
    await setTimeout(50);
    first.kill();
    const second = await browser.openTab();
    expect(second.state().model?.history).toHaveLength(29);
    const secondGate = createGate();
    second.engine.hooks.onEpoch = async (epoch) => (epoch === 3 ? secondGate.pass() : null);
    void second.studio.train();
    await secondGate.reached;
    await setTimeout(50);
    second.kill();
    const third = await browser.openTab();
    expect(third.state().model?.history).toHaveLength(29);
    expect(third.state().cutOffModel?.history).toHaveLength(2);
    third.kill();
    const fourth = await browser.openTab();
    expect(fourth.state().cutOffModel?.history).toHaveLength(2);
  });
});

describe('an import', () => {
  test('that is undone in its middle stops, and can be done again as far as it came', async () => {
    const browser = createBrowser();
    const { projects, gate } = holdSecondWrite(browser);
    const { studio, state } = await browser.openTab({ projects });
    studio.stopImport();
    const importing = studio.importFiles([many(100)], null);
    await gate.reached;
    expect(state().samples).toHaveLength(64);
    studio.undo();
    gate.open();
    await importing;
    expect(state().samples).toHaveLength(0);
    expect(state().problems.map(({ failure }) => failure.kind)).toEqual(['import-stopped']);
    studio.redo();
    expect(state().samples).toHaveLength(64);
    await setTimeout(50);
    expect((await readNext(browser)).state().samples).toHaveLength(64);
  });

  test('does not bring back a class that was deleted meanwhile', async () => {
    const browser = createBrowser();
    const { projects, gate } = holdSecondWrite(browser);
    const { studio, state } = await browser.openTab({ projects });
    const importing = studio.importFiles([many(100)], null);
    await gate.reached;
    studio.deleteClass(state().classes.find(({ name }) => name === 'red')?.id ?? '');
    gate.open();
    await importing;
    expect(Object.keys(countImages(state()))).toEqual(['blue']);
    await setTimeout(50);
    expect(Object.keys(countImages((await readNext(browser)).state()))).toEqual(['blue']);
  });

  test('loses one file that is gone, and none of those beside it', async () => {
    const browser = createBrowser();
    const isGone = (blob: Blob) => blob.type === 'image/gone';
    const projects: StudioPorts['projects'] = {
      ...browser.projects,
      write: async (projectId, change) =>
        change.newSamples?.some(({ image }) => isGone(image))
          ? { kind: 'storage-failed', detail: 'a file changed' }
          : browser.projects.write(projectId, change),
    };
    const { studio, state } = await browser.openTab({ projects });
    const id = studio.addClass();
    const gone = new Blob(['red 3'], { type: 'image/gone' });
    gone.slice = () => ({ arrayBuffer: () => Promise.reject(new Error('gone')) }) as unknown as Blob;
    await studio.addImages(id, [
      textFile('a', 'red 1'),
      { path: 'gone.png', blob: gone },
      textFile('b', 'red 2'),
    ]);
    expect(countImages(state())).toEqual({ 'Class 1': [2, 0] });
    expect(state().problems).toMatchObject([{ file: 'gone.png', failure: { kind: 'file-unreadable' } }]);
    expect(state().project.keeping).toEqual({ phase: 'kept' });
  });
});

describe('a second tab', () => {
  test('that finds the project taken does not make the next visit forget it', async () => {
    const browser = createBrowser();
    const first = await browser.openTab();
    await first.studio.importFiles([many(2)], null);
    const second = await browser.openTab();
    expect(second.state().samples).toEqual([]);
    second.kill();
    first.kill();
    expect((await browser.openTab()).state().samples).toHaveLength(4);
  });

  test('that wrote into the same project without locks leaves no image out of sight', async () => {
    const browser = createBrowser();
    const first = await browser.openTab({ lockProject: async () => () => {} });
    await first.studio.importFiles([many(2)], null);
    const second = await browser.openTab({ lockProject: async () => () => {} });
    await second.studio.addImages(second.studio.addClass(), [textFile('t.png', 'green 1')]);
    await first.studio.addImages(first.studio.addClass(), [textFile('u.png', 'green 2')]);
    await setTimeout(50);
    const { state } = await readNext(browser);
    expect(countImages(state())).toEqual({
      blue: [2, 0],
      red: [2, 0],
      'Class 1': [1, 0],
      'Images without a class': [1, 0],
    });
    const orders = state().samples.map(({ order }) => order);
    expect(new Set(orders).size).toBe(orders.length);
  });
});
