import { describe, expect, test } from 'vitest';
import { en } from '../../src/messages/en.ts';
import { noOpenedModel } from '../../src/studio/opened-model.ts';
import { createGate, textFile, zipFile } from './support/create-test-studio.ts';
import { modelZip, startWithModels } from './support/start-with-models.ts';

describe('what is no model', () => {
  const cases: readonly (readonly [string, readonly { path: string; blob: Blob }[], object])[] = [
    ['a ZIP of photos', [zipFile('photos.zip', { red: ['red 1'] })], { kind: 'model-is-images' }],
    ['a photo', [textFile('a.jpg', 'x')], { kind: 'model-is-images' }],
    ['a Keras file', [textFile('a.h5', 'x')], { kind: 'model-of-other-program', format: 'keras' }],
    ['source code in C', [textFile('a.cpp', 'x')], { kind: 'model-of-other-program', format: 'c-header' }],
    [
      'a program in C',
      [textFile('a.h', 'x'), textFile('b.h', 'x')],
      { kind: 'model-of-other-program', format: 'c-header' },
    ],
    ['a text', [textFile('a.txt', 'x')], { kind: 'model-missing' }],
    ['a project', [textFile('my.graft', 'x')], { kind: 'model-of-other-program', format: 'project' }],
    ['a file that only calls itself a ZIP', [textFile('a.zip', 'x')], { kind: 'zip-unreadable' }],
    [
      'two ONNX files',
      [textFile('a.onnx', '{}'), textFile('b.onnx', '{}')],
      { kind: 'model-ambiguous', modelCount: 2 },
    ],
    [
      'two models',
      [textFile('a/model.json', '{}'), textFile('b/model.json', '{}')],
      { kind: 'model-ambiguous', modelCount: 2 },
    ],
  ];
  test.each(cases)('is refused, and the model from before stays: %s', async (_, files, failure) => {
    const { studio, state, said } = await startWithModels();
    await studio.openModel([modelZip('m.zip')]);
    await studio.openModel(files);
    expect(state().opened).toMatchObject({ model: { name: 'm.zip' }, opening: null, problem: { failure } });
    expect(said.at(-1)).toMatch(/nothing changed|could not be unpacked/);
    await studio.predictFile(textFile('a.png', 'Blue 1'));
    expect(state().prediction).toMatchObject({ phase: 'done' });
  });

  test('and what takes too long can be stopped', async () => {
    const gate = createGate();
    const { studio, state, models } = await startWithModels();
    models.hooks.onOpen = gate.pass;
    const opening = studio.openModel([modelZip('m.zip')]);
    await gate.reached;
    expect(state().opened.opening).toBe('m.zip');
    studio.stopOpeningModel();
    expect(state().opened).toEqual(noOpenedModel);
    gate.open();
    await opening;
    expect(state().opened).toEqual(noOpenedModel);
  });

  test('and one that was given up says nothing of what it lacks', async () => {
    let fail: (error: Error) => void = () => {};
    const unreachable = new Promise<never>((_, reject) => {
      fail = reject;
    });
    const { studio, state } = await startWithModels({ messages: { ...en, loadLate: () => unreachable } });
    const first = studio.openModel([modelZip('a.zip')]);
    studio.stopOpeningModel();
    const second = studio.openModel([modelZip('b.zip')]);
    studio.stopOpeningModel();
    fail(new Error('offline'));
    await Promise.all([first, second]);
    expect(state().opened).toEqual(noOpenedModel);
  });

  test('of two that are opened at once the last one counts', async () => {
    const { studio, state } = await startWithModels();
    await Promise.all([studio.openModel([modelZip('a.zip')]), studio.openModel([modelZip('b.zip')])]);
    expect(state().opened).toMatchObject({ model: { name: 'b.zip' }, opening: null });
  });
});

test('a model that comes in as images is named as one, in one sentence', async () => {
  const { studio, state } = await startWithModels();
  const files = ['model.json', 'weights.bin', 'metadata.json'].map((name) =>
    textFile(`my_model/${name}`, '{}'),
  );
  await studio.importFiles(files, 'my_model');
  await studio.importFiles([modelZip('m.zip')], null);
  expect(state().problems.map(({ file, failure }) => [file, failure.kind])).toEqual([
    ['m.zip', 'import-is-model'],
    ['my_model', 'import-is-model'],
  ]);
  expect(state().classes).toEqual([]);
});
