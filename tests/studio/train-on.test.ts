import { describe, expect, test } from 'vitest';
import { growHead } from '../../src/core/training/grow-head.ts';
import { scaleLogits } from '../../src/core/training/scale-logits.ts';
import type { TrainingRequest } from '../../src/core/training/training-types.ts';
import { figuresOf } from '../../src/studio/evaluate-model.ts';
import { findTrainOnObstacle } from '../../src/studio/find-train-on-obstacle.ts';
import { restoreModel } from '../../src/studio/kept-training.ts';
import { texts, zipFile } from './support/create-test-studio.ts';
import { startStudioWithImages } from './support/start-studio-with-images.ts';

async function startWithHead() {
  const started = await startStudioWithImages({ red: texts('red', 20), blue: texts('blue', 20) });
  const requests: TrainingRequest[] = [];
  started.engine.hooks.onTrain = async (request) => void requests.push(request);
  await started.studio.train();
  const model = started.state().model;
  if (model === null) throw new Error('no model');
  return { ...started, requests, before: model };
}

describe('training on from the trained head', () => {
  test('keeps what it knows of its classes, and what is held back', async () => {
    const { studio, state, requests, before } = await startWithHead();
    await studio.importFiles(
      [zipFile('more.zip', { green: texts('green', 10), red: texts('red', 40).slice(20) })],
      null,
    );
    await studio.train('on');
    const { model } = state();
    const columns = model?.classIds.map((id) => before.classIds.indexOf(id)) ?? [];
    expect(columns).toHaveLength(3);
    expect(requests[0]?.initialHead).toBeUndefined();
    expect(requests[1]?.initialHead).toEqual(
      growHead(
        scaleLogits(before.validationHead, 1 / before.temperature),
        columns.map((column) => (column === -1 ? null : column)),
      ),
    );
    for (const set of ['training', 'validation'] as const)
      expect(model?.split[set]).toEqual(expect.arrayContaining([...before.split[set]]));
    // Of the images that came later some are held back, too, in both classes.
    const isNew = (id: string) =>
      !before.split.training.includes(id) && !before.split.validation.includes(id);
    const classOf = new Map(state().samples.map(({ id, classId }) => [id, classId]));
    const newHeldBack = model?.split.validation.filter(isNew).map((id) => classOf.get(id)) ?? [];
    expect(new Set(newHeldBack).size).toBe(2);
    const [green = ''] = state()
      .classes.filter(({ name }) => name === 'green')
      .map(({ id }) => id);
    const known = model?.split.validation.filter((id) => classOf.get(id) !== green) ?? [];
    expect(model?.trainedOn).toEqual({
      set: 'validation',
      newClassCount: 1,
      imageCount: known.length,
      accuracyBefore: 1,
      accuracyAfter: 1,
    });
  });

  test('says how much of the classes that it knew is forgotten', async () => {
    const { studio, state, before } = await startWithHead();
    // Images that look like red, most of them called green: some of red are taken for green from now on.
    await studio.importFiles([zipFile('more.zip', { green: texts('red', 60).slice(20) })], null);
    await studio.train('on');
    const { trainedOn, evaluation, classIds = [] } = state().model ?? {};
    const { trueClassIndexes = [], probabilities = [] } = figuresOf(evaluation?.validation ?? null) ?? {};
    const rows = [...trueClassIndexes.keys()].filter((row) =>
      before.classIds.includes(classIds[trueClassIndexes[row] as number] as string),
    );
    const isRight = (row: number) => {
      const ofRow = [...probabilities.slice(3 * row, 3 * row + 3)];
      return ofRow.indexOf(Math.max(...ofRow)) === trueClassIndexes[row];
    };
    const accuracyAfter = rows.filter(isRight).length / rows.length;
    expect(accuracyAfter).toBeLessThan(1);
    const imageCount = before.split.validation.length;
    expect(rows).toHaveLength(imageCount);
    expect(trainedOn).toEqual({
      set: 'validation',
      newClassCount: 1,
      imageCount,
      accuracyBefore: 1,
      accuracyAfter,
    });
  });

  test('judges by the test set where it has images of known classes', async () => {
    const { studio, state, before } = await startWithHead();
    const [moved = ''] = before.split.validation;
    studio.pinSamples([moved], 'test');
    expect(findTrainOnObstacle(state())).toBeNull();
    await studio.train('on');
    expect(state().model?.trainedOn).toMatchObject({ set: 'test', imageCount: 1, newClassCount: 0 });
  });

  test('is not offered where images that it has learned from check it', async () => {
    const { studio, state, before } = await startWithHead();
    const [learned = ''] = before.split.training;
    studio.pinSamples([learned], 'validation');
    expect(findTrainOnObstacle(state())).toBe('learned-held-back');
    await studio.train('on');
    expect(state().training).toEqual({ phase: 'failed', failure: { kind: 'head-does-not-fit' } });
    expect(state().model).toBe(before);
  });

  test('is not offered with other layers, nor where it knows no class', async () => {
    const { studio, state, before } = await startWithHead();
    studio.changeSettings({ hiddenUnits: 16 });
    expect(findTrainOnObstacle(state())).toBe('other-layers');
    studio.changeSettings({ hiddenUnits: 0 });
    expect(findTrainOnObstacle(state())).toBeNull();
    for (const id of before.classIds) studio.deleteClass(id);
    expect(findTrainOnObstacle(state())).toBe('no-known-class');
  });

  test('begins anew without being asked', async () => {
    const { studio, state, requests } = await startWithHead();
    await studio.train();
    expect(requests[1]?.initialHead).toBeUndefined();
    expect(state().model?.trainedOn).toBeUndefined();
  });

  test('is still told of after the project was opened again', async () => {
    const { studio, state } = await startWithHead();
    await studio.train('on');
    const { model } = state();
    const training = { model: structuredClone(model) };
    expect(restoreModel({ training } as never)?.trainedOn).toEqual(model?.trainedOn);
  });
});
