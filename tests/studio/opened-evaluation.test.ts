import { describe, expect, test } from 'vitest';
import { findOpenedFit } from '../../src/studio/find-opened-fit.ts';
import { matchClasses } from '../../src/studio/match-classes.ts';
import type { OpenedModel } from '../../src/studio/opened-model.ts';
import type { StudioSample } from '../../src/studio/studio-state.ts';
import { texts, zipFile } from './support/create-test-studio.ts';
import { hangAfter, modelZip, startWithModels } from './support/start-with-models.ts';

describe('a model from a file is judged', () => {
  test('on the images of the classes that it knows, whatever their case', async () => {
    const { studio, state, train } = await startWithModels();
    await train();
    const classes = { blue: ['Blue 1', 'red 7'] };
    await studio.importFiles([zipFile('more.zip', classes)], null);
    await studio.openModel([modelZip('m.zip')]);
    await studio.evaluateOpened('all');
    const done = state().openedEvaluation;
    if (done.phase !== 'done') throw new Error(JSON.stringify(done));
    const { confusionMatrix, sampleCount, accuracy } = done.setEvaluation.evaluation;
    // Eight red ones, and of the two blue ones one that is taken for red; the green ones it does not know.
    expect(confusionMatrix.counts).toEqual([
      [8, 0],
      [1, 1],
    ]);
    expect([sampleCount, accuracy]).toEqual([10, 0.9]);
    const nameOf = (id: string) => state().classes.find((each) => each.id === id)?.name;
    expect(done.classIds.map(nameOf)).toEqual(['red', 'blue']);
  });

  test('with two classes of one name as one that it knows', async () => {
    const { studio, state } = await startWithModels();
    await studio.importFiles([zipFile('a.zip', { red: ['red 1'], other: ['red 2'] })], null);
    const other = state().classes.find(({ name }) => name === 'other');
    studio.renameClass(other?.id ?? '', 'red');
    await studio.openModel([modelZip('m.zip')]);
    const { model } = state().opened;
    if (model === null) throw new Error('it is not open');
    expect(matchClasses(state(), model)).toMatchObject({ unknownClasses: [], unmatchedLabels: ['Blue'] });
    await studio.evaluateOpened('all');
    expect(state().openedEvaluation).toMatchObject({
      phase: 'done',
      setEvaluation: { evaluation: { sampleCount: 2, accuracy: 1 } },
    });
  });

  test('on the validation images of the trained model alone, where that is asked', async () => {
    const { studio, state, train } = await startWithModels();
    await train();
    await studio.openModel([modelZip('m.zip')]);
    await studio.evaluateOpened('validation');
    const done = state().openedEvaluation;
    const validation = new Set(state().model?.split.validation);
    const red = state().samples.filter(({ id, file }) => validation.has(id) && file.startsWith('red'));
    expect(done).toMatchObject({
      phase: 'done',
      setEvaluation: { sampleIds: expect.toSatisfy(isListOf(red)) },
    });
  });

  test('in such an order that the images so far are of all classes', async () => {
    const { studio, state, models } = await startWithModels();
    const classes = { red: texts('red', 20), Blue: texts('Blue', 20) };
    await studio.importFiles([zipFile('set.zip', classes)], null);
    await studio.openModel([modelZip('m.zip')]);
    const { hangs, onClassify } = hangAfter(12);
    models.hooks.onClassify = onClassify;
    const judged = studio.evaluateOpened('all');
    await hangs;
    studio.stopEvaluatingOpened();
    await judged;
    const done = state().openedEvaluation;
    if (done.phase !== 'done') throw new Error(JSON.stringify(done));
    const supports = done.setEvaluation.evaluation.perClass.map(({ support }) => support);
    expect(supports[0]).toBeGreaterThanOrEqual(3);
    expect(supports[1]).toBeGreaterThanOrEqual(3);
  });

  test('and its figures are those of now until an image, its class or the way of its pixels is another', async () => {
    const { studio, state, train } = await startWithModels();
    await train();
    await studio.openModel([modelZip('m.zip')]);
    await studio.evaluateOpened('all');
    const done = state().openedEvaluation;
    if (done.phase !== 'done') throw new Error(JSON.stringify(done));
    const compare = () => findOpenedFit(done, state().opened.model as OpenedModel, state());
    expect(compare()).toBe('current');

    const [red] = state().samples.filter(({ file }) => file.startsWith('red'));
    studio.disableSamples([red?.id ?? ''], true);
    expect(compare()).toBe('images-changed');
    studio.undo();
    expect(compare()).toBe('current');
    studio.renameClass(red?.classId ?? '', 'none of its names');
    expect(compare()).toBe('images-changed');
    studio.undo();
    await studio.importFiles([zipFile('more.zip', { red: ['red 99'] })], null);
    expect(compare()).toBe('images-changed');
    // As many as were judged, but not the same ones.
    studio.removeSamples([red?.id ?? '']);
    expect(compare()).toBe('images-changed');
    studio.undo();
    studio.undo();
    expect(compare()).toBe('current');
    studio.changeInputRange([0, 255]);
    expect(compare()).toBe('pixels-changed');
  });

  /** Judging is under way, and hangs after two images. */
  async function judge() {
    const test = await startWithModels();
    await test.train();
    await test.studio.openModel([modelZip('m.zip')]);
    const { hangs, onClassify } = hangAfter(2);
    test.models.hooks.onClassify = onClassify;
    const judged = test.studio.evaluateOpened('all');
    await hangs;
    return { ...test, judged };
  }

  test('until it is stopped, also where it hangs: then the figures are those of the images so far', async () => {
    const { studio, state, judged } = await judge();
    studio.stopEvaluatingOpened();
    await judged;
    expect(state().openedEvaluation).toMatchObject({
      phase: 'done',
      ended: 'stopped',
      setEvaluation: { evaluation: { sampleCount: 2 } },
    });
  });

  test('until its project is left', async () => {
    const { studio, state, judged } = await judge();
    await studio.createProject();
    await judged;
    expect(state().openedEvaluation).toEqual({ phase: 'idle' });
  });

  test('until another one takes its place: then nothing is said of it there', async () => {
    const { studio, state, judged } = await judge();
    await studio.openModel([modelZip('other.zip')]);
    await judged;
    expect(state().openedEvaluation).toEqual({ phase: 'idle' });
  });

  test('until it is closed', async () => {
    const { studio, state, judged } = await judge();
    studio.closeModel();
    await judged;
    expect(state().openedEvaluation).toEqual({ phase: 'idle' });
  });

  test('and says so where it stops by itself, or no image is left', async () => {
    const { studio, state, models, train } = await startWithModels();
    await train();
    await studio.openModel([modelZip('m.zip')]);
    let seen = 0;
    models.hooks.onClassify = async () =>
      ++seen > 3 ? { kind: 'model-stopped', detail: 'out of memory' } : null;
    await studio.evaluateOpened('all');
    expect(state().openedEvaluation).toMatchObject({
      phase: 'done',
      ended: { kind: 'model-stopped', detail: 'out of memory' },
      setEvaluation: { evaluation: { sampleCount: 3 } },
    });
    models.hooks.onClassify = async () => ({ kind: 'model-stopped', detail: 'out of memory' });
    await studio.evaluateOpened('all');
    expect(state().openedEvaluation).toMatchObject({ phase: 'failed', failure: { kind: 'model-stopped' } });
    models.hooks.onClassify = async () => ({ kind: 'file-empty' });
    await studio.evaluateOpened('all');
    expect(state().openedEvaluation).toMatchObject({
      phase: 'failed',
      failure: { kind: 'nothing-to-judge' },
    });
  });
});

/** The same samples, in any order. */
function isListOf(samples: readonly StudioSample[]) {
  return (ids: readonly string[]) =>
    JSON.stringify([...ids].sort()) === JSON.stringify(samples.map(({ id }) => id).sort());
}
