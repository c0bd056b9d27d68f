import { describe, expect, test } from 'vitest';
import { builtInBaseId } from '../../src/core/embedding/input-sizes.ts';
import { readZip } from '../../src/platform/read-zip.ts';
import { createGate, textFile, texts, zipFile } from './support/create-test-studio.ts';
import { hangAfter, modelZip, startWithModels } from './support/start-with-models.ts';

/** A camera's frame. */
const frame = { close() {} } as ImageBitmap;

describe('a model from a file', () => {
  test('answers without any images or head, and its answer is said', async () => {
    const { studio, state, readEntries } = await startWithModels();
    await studio.openModel([modelZip('pets.zip', undefined, 'my_model/')]);
    expect(state().opened).toMatchObject({
      model: { name: 'pets.zip', labels: ['red', 'Blue'] },
      opening: null,
    });
    expect(state().announcement).toBe('pets.zip is open: 2 classes. Choose an image to classify.');
    await studio.predictFile(textFile('a.png', 'Blue 1'));
    expect(readEntries()[0]).toMatchObject({ classId: 'column 1' });
    expect(state().announcement).toBe('a.png: Blue, 80%.');
  });

  const json = (path: string) => textFile(path, '{}');
  const component = ['index.html', 'README.md', 'graft-classifier.js', 'wasm.wasm', 'model/weights.bin'];
  test.each([
    ['onnx', [json('graft-model.onnx')]],
    ['onnx', [textFile('labels.txt', 'a'), json('folder/m.ONNX')]],
    ['tflite', [json('graft-model-int8.tflite')]],
    ['web-component', [...component, 'model/classifier.json'].map(json)],
    ['offline-page', [json('graft-page.html')]],
    ['scratch-extension', [json('graft-scratch.js')]],
    ['tfjs', [json('my-model.json'), json('my-model.weights.bin'), json('metadata.json'), json('a.png')]],
    ['tfjs', [json('a/model.json'), json('a/weights.bin'), json('a/example.html')]],
  ] as const)('is found by the names of its files: %s, %#', async (format, files) => {
    const { studio, state, models } = await startWithModels();
    await studio.openModel(files);
    expect(models.formats).toEqual([format]);
    expect(state().opened).toMatchObject({ model: { facts: {} }, problem: null });
  });

  test('says how much has come of the program that it needs, until it is there', async () => {
    const { studio, state, models } = await startWithModels();
    const gate = createGate();
    models.hooks.onOpen = async (_, onFetching) => {
      onFetching?.({ program: 'litert', loadedBytes: 9 });
      await gate.pass();
      onFetching?.(null);
      return null;
    };
    const opening = studio.openModel([json('m.tflite')]);
    await gate.reached;
    expect(state().opened).toMatchObject({
      opening: 'm.tflite',
      fetching: { program: 'litert', loadedBytes: 9 },
    });
    gate.open();
    await opening;
    expect(state().opened).toMatchObject({ opening: null, fetching: null, model: { name: 'm.tflite' } });
  });

  test('stands beside the trained head: what is shown follows the choice', async () => {
    const { studio, state, train, readEntries } = await startWithModels();
    await train();
    await studio.predictFile(textFile('a.png', 'green 91'));
    const byHead = readEntries()[0]?.classId;
    await studio.openModel([modelZip('m.zip')]);
    expect(readEntries()[0]?.classId).toBe('column 0');
    studio.chooseClassifier('trained');
    await expect.poll(() => readEntries()[0]?.classId).toBe(byHead);
    studio.chooseClassifier('opened');
    await expect.poll(() => readEntries()[0]?.classId).toBe('column 0');
    studio.closeModel();
    await expect.poll(() => readEntries()[0]?.classId).toBe(byHead);
    expect(state().opened.model).toBeNull();
  });

  test('without names has numbered classes, and takes the range that the person says', async () => {
    const { studio, state, models } = await startWithModels();
    await studio.openModel([modelZip('m.zip', { classCount: 3 })]);
    expect(state().opened.model?.labels).toEqual(['Class 1', 'Class 2', 'Class 3']);
    await studio.predictFile(textFile('a.png', 'red 1'));
    studio.changeInputRange([0, 255]);
    await expect
      .poll(() => models.ranges)
      .toEqual([
        [-1, 1],
        [0, 255],
      ]);
  });

  test('makes the table of many images', async () => {
    const { studio, state } = await startWithModels();
    await studio.openModel([modelZip('m.zip')]);
    await studio.predictMany([zipFile('new.zip', { red: ['red 1', 'Blue 2'], BLUE: ['Blue 3'] })]);
    expect(state().batch).toMatchObject({
      phase: 'done',
      classNames: ['red', 'Blue'],
      confusions: [
        [1, 1],
        [0, 1],
      ],
    });
  });

  test('stays in use in a project without a head, also where the head of another one was chosen', async () => {
    const { studio, train, readEntries } = await startWithModels();
    await train();
    await studio.openModel([modelZip('m.zip')]);
    studio.chooseClassifier('trained');
    await studio.createProject();
    await studio.predictFile(textFile('a.png', 'Blue 1'));
    expect(readEntries()[0]?.classId).toBe('column 1');
  });

  test('leaves no answer to a frame of the camera behind when the other one is chosen', async () => {
    const { studio, state, models, train } = await startWithModels();
    await train();
    await studio.openModel([modelZip('m.zip')]);
    const gate = createGate();
    models.hooks.onClassify = gate.pass;
    const answer = studio.predictFrame(frame);
    await gate.reached;
    studio.chooseClassifier('trained');
    gate.open();
    await answer;
    expect(state().prediction).toBeNull();
  });

  test('leaves no answer behind in a project that was begun meanwhile', async () => {
    const { studio, state, models } = await startWithModels();
    await studio.openModel([modelZip('m.zip')]);
    const { hangs, onClassify } = hangAfter(0);
    models.hooks.onClassify = onClassify;
    const answer = studio.predictFile(textFile('a.png', 'red 1'));
    await hangs;
    await studio.createProject();
    await answer;
    expect(state().prediction).toBeNull();
  });

  test.each([
    ['the camera is stopped', 'clearPrediction'],
    ['the other one is chosen', 'chooseClassifier'],
  ] as const)('that hangs on a frame of the camera is ended when %s', async (_, act) => {
    const { studio, state, models, clock } = await startWithModels();
    await studio.openModel([modelZip('m.zip')]);
    const { hangs, onClassify } = hangAfter(1);
    models.hooks.onClassify = onClassify;
    await studio.predictFrame(frame);
    const answer = studio.predictFrame(frame);
    await hangs;
    clock.nowMs += 1000;
    studio[act]('trained');
    await answer;
    expect(state().prediction).toBeNull();
  });

  test('that hangs can be stopped in the middle of many images: the answers so far are kept', async () => {
    const { studio, state, models } = await startWithModels();
    await studio.openModel([modelZip('m.zip')]);
    const { hangs, onClassify } = hangAfter(2);
    models.hooks.onClassify = onClassify;
    const batch = studio.predictMany(texts('red', 6).map((text) => textFile(`${text}.png`, text)));
    await hangs;
    studio.stopPredictMany();
    await batch;
    expect(state().batch).toMatchObject({ phase: 'done', imageCount: 2, ended: 'stopped' });
    const none = hangAfter(0);
    models.hooks.onClassify = none.onClassify;
    const second = studio.predictMany([textFile('a.png', 'red 1')]);
    await none.hangs;
    studio.stopPredictMany();
    await second;
    expect(state().batch).toEqual({ phase: 'idle' });
  });

  test('gives no row to the table of another one', async () => {
    let between = async () => {};
    const { studio, state } = await startWithModels({
      readZip: (zip, onEntry, limits) =>
        readZip(
          zip,
          async (entry) => {
            const answer = await onEntry(entry);
            await between();
            return answer;
          },
          limits,
        ),
    });
    await studio.openModel([modelZip('two.zip')]);
    between = async () => {
      between = async () => {};
      await studio.openModel([modelZip('three.zip', { classCount: 3 })]);
    };
    await studio.predictMany([zipFile('new.zip', { red: texts('red', 3) })]);
    expect(state().batch).toMatchObject({
      phase: 'done',
      imageCount: 1,
      classNames: ['red', 'Blue'],
      ended: { kind: 'model-stopped' },
    });
  });

  test('that is a head alone is run by the engine on the base model in use, and on no other', async () => {
    const { studio, state, train } = await startWithModels();
    await train();
    const { model } = state();
    if (model === null) throw new Error('nothing was trained');
    const headOf = (sha256: string) => ({
      labels: ['g', 'r'],
      foundLabelCount: 2,
      inputSize: model.baseModel.inputSize,
      inputRange: model.baseModel.inputRange,
      head: {
        head: {
          ...model.head,
          layers: model.head.layers.map((layer) => ({
            ...layer,
            kernel: [...layer.kernel],
            bias: [...layer.bias],
          })),
        },
        baseModel: { id: builtInBaseId, sha256 },
      },
    });
    await studio.openModel([modelZip('other.zip', headOf('another'))]);
    expect(state().opened).toMatchObject({
      model: null,
      problem: { name: 'other.zip', failure: { kind: 'model-needs-base', baseModel: builtInBaseId } },
    });
    await studio.openModel([modelZip('own.zip', headOf(model.baseModel.sha256))]);
    await studio.predictFile(textFile('a.png', 'green 91'));
    expect(state().announcement).toMatch(/^a\.png: g, /);
  });
});
