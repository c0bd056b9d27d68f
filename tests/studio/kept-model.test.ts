import { describe, expect, test } from 'vitest';
import type { StudioPorts } from '../../src/studio/studio-ports.ts';
import { textFile } from './support/create-test-studio.ts';
import { createPlainKeptModel } from './support/plain-kept-model.ts';
import { modelZip, startWithModels } from './support/start-with-models.ts';

/** What a browser remembers from one visit to the next. */
function createBrowser(largestBytes?: number) {
  const { kept, port } = createPlainKeptModel(largestBytes);
  const values = new Map<string, string>();
  const preferences: StudioPorts['preferences'] = {
    read: (key) => values.get(key) ?? null,
    write: (key, value) => void values.set(key, value),
    forget: () => values.clear(),
  };
  const visit = (change: Partial<StudioPorts> = {}) =>
    startWithModels({ keptModel: port, preferences, ...change });
  return { kept, visit };
}

describe('an opened model', () => {
  test('is there again when the page is loaded again, until it is closed', async () => {
    const { kept, visit } = createBrowser();
    const first = await visit();
    await first.studio.openModel([modelZip('m.zip')]);
    expect(first.state().opened.lasting).toBe('kept');

    const second = await visit();
    await second.studio.openKeptModel();
    expect(second.state()).toMatchObject({
      usesOpened: true,
      opened: { model: { name: 'm.zip', labels: ['red', 'Blue'] }, lasting: 'kept' },
    });
    second.studio.closeModel();
    expect(kept.files).toBeNull();

    const third = await visit();
    await third.studio.openKeptModel();
    expect(third.state().opened).toMatchObject({ model: null, problem: null });
  });

  test('stands back again behind the trained one where that was chosen', async () => {
    const { visit } = createBrowser();
    const first = await visit();
    await first.studio.openModel([modelZip('m.zip')]);
    first.studio.chooseClassifier('trained');
    const second = await visit();
    await second.studio.openKeptModel();
    expect(second.state()).toMatchObject({ usesOpened: false, opened: { model: { name: 'm.zip' } } });
  });

  test('that is too large to be kept is open for this visit, which is said, and one from before is not kept in its place', async () => {
    const { kept, visit } = createBrowser(400);
    const { studio, state } = await visit();
    await studio.openModel([modelZip('small.zip')]);
    expect(kept.files).not.toBeNull();
    await studio.openModel([modelZip('large.zip', { labels: ['a'.repeat(190), 'b'], padding: noise(900) })]);
    expect(state().opened).toMatchObject({ model: { name: 'large.zip' }, lasting: 'visit' });
    expect(kept.files).toBeNull();
  });

  test('that does not open any more says so once, and is not kept any longer', async () => {
    const { kept, visit } = createBrowser();
    kept.files = [textFile('gone.h5', 'x')];
    const { studio, state } = await visit();
    await studio.openKeptModel();
    expect(state().opened.problem).toMatchObject({ name: 'gone.h5' });
    expect(kept.files).toBeNull();
  });

  test('is not kept in a visit of which nothing is to be kept', async () => {
    const { kept, visit } = createBrowser();
    kept.files = [modelZip('before.zip')];
    const { studio, state } = await visit({ keepsNothing: true });
    await studio.openKeptModel();
    expect(state().opened.model).toBeNull();
    await studio.openModel([modelZip('m.zip')]);
    expect(state().opened).toMatchObject({ model: { name: 'm.zip' }, lasting: 'visit' });
    expect(kept.files).toBeNull();
  });
});

describe('the model that the address of the page names', () => {
  test('is fetched, opened and used', async () => {
    const asked: string[] = [];
    const { studio, state } = await startWithModels({
      fetchLinkedModel: async (address) => {
        asked.push(address);
        return modelZip('birds.zip');
      },
    });
    await studio.openLinkedModel('models/birds.zip');
    expect(asked).toEqual(['models/birds.zip']);
    expect(state()).toMatchObject({
      usesOpened: true,
      opened: { model: { name: 'birds.zip' }, lasting: 'linked', opening: null },
    });
  });

  test('and does not come is a sentence', async () => {
    const { studio, state, said } = await startWithModels();
    await studio.openLinkedModel('models/birds.zip');
    expect(state().opened).toMatchObject({
      model: null,
      opening: null,
      problem: { name: 'models/birds.zip', failure: { kind: 'model-link-unreachable' } },
    });
    expect(said.at(-1)).toContain('could not be fetched (404)');
  });
});

/** Letters that no ZIP makes smaller. */
function noise(length: number): string {
  let [text, value] = ['', 1];
  while (text.length < length) {
    value = (value * 48271) % 2147483647;
    text += value.toString(36);
  }
  return text;
}
