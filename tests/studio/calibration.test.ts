import { describe, expect, test } from 'vitest';
import type { EmbeddingTable } from '../../src/core/embedding/embedding-table.ts';
import { evaluate } from '../../src/core/evaluation/evaluate.ts';
import { predictTable } from '../../src/core/prediction/predict-table.ts';
import type { CrossValidationRequest } from '../../src/core/training/cross-validation-request.ts';
import type { Head } from '../../src/core/training/head.ts';
import { figuresOf } from '../../src/studio/evaluate-model.ts';
import type { TrainedModel } from '../../src/studio/trained-model.ts';
import { textFile, texts } from './support/create-test-studio.ts';
import { startStudioWithImages } from './support/start-studio-with-images.ts';

/** So many that there are more than ten validation images, and one in each class that lies in the wrong one. */
const manyImages = {
  red: [...texts('red', 39), 'blue 100'],
  green: [...texts('green', 39), 'red 101'],
  blue: [...texts('blue', 39), 'green 102'],
};

async function startTrained() {
  const test = await startStudioWithImages(manyImages);
  await test.studio.train();
  const model = () => test.state().model as TrainedModel;
  return { ...test, model };
}

describe('a head that was trained', () => {
  test('is calibrated: its temperature is part of it, and its figures are those that it gives', async () => {
    const { studio, state, engine } = await startStudioWithImages(manyImages);
    const judged: { readonly head: Head; readonly table: EmbeddingTable }[] = [];
    const { predictTable: answer } = engine;
    engine.predictTable = (head, table) => {
      judged.push({ head, table });
      return answer(head, table);
    };
    await studio.train();
    const { temperature, validationHead, evaluation } = state().model as TrainedModel;
    const [asTrained] = judged;
    if (asTrained === undefined) throw new Error('not judged');
    expect(temperature).not.toBe(1);
    expect(validationHead).not.toEqual(asTrained.head);
    const figures = figuresOf(evaluation.validation);
    const given = predictTable(validationHead, asTrained.table);
    expect(figures?.probabilities).toHaveLength(given.length);
    for (const [at, value] of given.entries()) expect(figures?.probabilities[at]).toBeCloseTo(value, 5);
    const before = evaluate(
      predictTable(asTrained.head, asTrained.table),
      figures?.trueClassIndexes ?? [],
      3,
    );
    expect(figures?.evaluation.logLoss).toBeLessThan(before.logLoss);
    expect(figures?.evaluation.accuracy).toBe(before.accuracy);
  });

  test('says the same in Predict as in its figures', async () => {
    const { studio, engine, model, state } = await startTrained();
    let judged: Float32Array | null = null;
    const { classifyImage } = engine;
    engine.classifyImage = async (image, head) => {
      const answer = await classifyImage(image, head);
      if ('probabilities' in answer) {
        const values = answer.embedding;
        judged = predictTable(model().head, { sampleCount: 1, embeddingSize: values.length, values });
      }
      return answer;
    };
    await studio.predictFile(textFile('new.png', 'green 999'));
    const { prediction } = state();
    if (prediction?.phase !== 'done' || judged === null) throw new Error('not done');
    expect(prediction.entries[0]?.confidence).toBe(Math.max(...(judged as Float32Array)));
  });

  test('of few images is left as it is, and names every image', async () => {
    const { studio, state } = await startStudioWithImages({ red: texts('red', 4), blue: texts('blue', 4) });
    await studio.train();
    expect(state().model).toMatchObject({ temperature: 1, noneThreshold: null });
  });

  test('is calibrated by heads of folds on all images that it learned from, none of which their head has seen', async () => {
    const { studio, model, engine } = await startTrained();
    const requests: CrossValidationRequest[] = [];
    engine.hooks.onUnseen = async (request) => {
      requests.push(request);
      return null;
    };
    await studio.train();
    const [request] = requests;
    if (request === undefined) throw new Error('not asked');
    expect(request.folds).toHaveLength(120);
    expect(new Set(request.folds)).toEqual(new Set([0, 1, 2, 3, 4]));
    const { bestEpoch, history, temperature, settings } = model();
    expect(request.fit).toEqual({ bestEpoch, losses: history.map(({ validationLoss }) => validationLoss) });
    expect(request.settings).toEqual(settings);

    // Where the heads of folds are wrong throughout, the head in use must not be sure of itself.
    engine.predictUnseen = async ({ classIndexes, classCount }) =>
      Float32Array.from({ length: classIndexes.length * classCount }, (_, at) => {
        const wrong = ((classIndexes[Math.floor(at / classCount)] as number) + 1) % classCount;
        return at % classCount === wrong ? 0.98 : 0.01;
      });
    await studio.train();
    expect(model().temperature).toBeGreaterThan(5 * temperature);
  });

  test('learns of a copy in no fold that its image is held out in', async () => {
    const { studio, state, engine } = await startStudioWithImages({
      red: texts('red', 12),
      blue: texts('blue', 12),
    });
    studio.changeSettings({ copiesPerImage: 2 });
    const requests: CrossValidationRequest[] = [];
    engine.hooks.onUnseen = async (request) => {
      requests.push(request);
      return null;
    };
    await studio.train();
    const [request] = requests;
    if (request === undefined) throw new Error('not asked');
    const files = new Map(state().samples.map(({ id, file }) => [id, file]));
    const trainedFiles = (state().model?.split.training ?? []).map((id) => files.get(id));
    expect(engine.copied).toHaveLength(2 * trainedFiles.length);
    engine.copied.forEach((text, copy) => {
      const [word = '', number] = text.split(' ');
      const row = trainedFiles.indexOf(`${word}/${Number(number) - 1}.png`);
      expect(row).toBeGreaterThanOrEqual(0);
      expect(request.folds[24 + copy]).toBe(request.folds[row]);
    });
    expect(request.folds).toHaveLength(24 + engine.copied.length);
  });

  test('is calibrated on the validation images where folds would take long', async () => {
    const { studio, model, engine } = await startTrained();
    let asked = false;
    engine.hooks.onUnseen = async () => {
      asked = true;
      return null;
    };
    studio.changeSettings({ epochs: 1000 });
    await studio.train();
    expect(asked).toBe(false);
    expect(model().temperature).not.toBe(1);
  });

  test('is kept when calibrating is stopped or fails, and calibrated on the validation images alone', async () => {
    const { studio, state, model, engine } = await startTrained();
    engine.hooks.onUnseen = async () => ({ kind: 'engine-crashed', detail: 'device lost' });
    await studio.train();
    const { temperature } = model();
    expect(temperature).not.toBe(1);
    engine.hooks.onUnseen = async () => {
      expect(state().training).toMatchObject({ phase: 'running' });
      studio.stopTraining();
      return null;
    };
    await studio.train();
    expect(model()).toMatchObject({ refitDone: true, ending: 'finished', temperature });
    expect(state().training.phase).toBe('idle');
  });
});

describe('"None of these"', () => {
  test('is the answer below the threshold, and can be switched off', async () => {
    const { studio, model, state } = await startTrained();
    expect(model().noneThreshold).toBeGreaterThan(0);
    studio.changeNoneThreshold(1);
    await studio.predictFile(textFile('new.png', 'green 999'));
    expect(state().announcement).toMatch(/^new\.png: none of these, \d/);
    studio.changeNoneThreshold(null);
    await studio.predictFile(textFile('new.png', 'green 999'));
    expect(state().announcement).toMatch(/^new\.png: green, /);
  });

  test('stays within 0 and 1, and is written into the report and into what the model says of itself', async () => {
    const { studio, model, downloads } = await startTrained();
    studio.changeNoneThreshold(7);
    expect(model().noneThreshold).toBe(1);
    studio.changeNoneThreshold(0.25);
    await studio.exportModel({ format: 'report' });
    await studio.exportModel({ format: 'head', precision: 'float32' });
    const [report, head] = downloads.map(({ bytes }) => JSON.parse(new TextDecoder().decode(bytes)));
    const { temperature } = model();
    expect(report.calibration).toEqual({ temperature, noneThreshold: 0.25 });
    expect(head.calibration).toEqual({ temperature, noneThreshold: 0.25 });
  });
});
