import { strFromU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../src/core/evaluation/evaluate.ts';
import {
  createReport,
  exportReport,
  type GraftReport,
  type ReportInput,
} from '../../../src/core/export/create-report.ts';
import { defaultTrainingSettings } from '../../../src/core/training/training-settings.ts';

const trueClassIndexes = [0, 0, 1, 1];
const probabilities = Float32Array.of(0.9, 0.1, 0.3, 0.7, 0.1, 0.9, 0.45, 0.55);

const input: ReportInput = {
  createdAt: '2026-03-04T05:06:07.000Z',
  baseModel: { id: 'mobilenet-v1-1.0-224', inputSize: 224, embeddingSize: 1024, sha256: 'abc' },
  backend: 'wasm',
  settings: { ...defaultTrainingSettings, epochs: 2, seed: 7 },
  classes: [
    { name: '__proto__', training: 5, validation: 2, test: 0 },
    { name: 'bee "🐝"', training: 6, validation: 2, test: 0 },
  ],
  history: [
    { epoch: 1, loss: 0.6, accuracy: 0.7, validationLoss: 0.5, validationAccuracy: 0.75, durationMs: 3 },
    { epoch: 2, loss: 0.4, accuracy: 0.9, validationLoss: null, validationAccuracy: null, durationMs: 2 },
  ],
  bestEpoch: 1,
  refitDone: true,
  tunedBlockCount: 2,
  trainedOn: {
    set: 'test',
    newClassCount: 1,
    imageCount: 12,
    accuracyBefore: 0.75,
    accuracyAfter: 0.5,
  },
  ending: 'finished',
  temperature: 0.8,
  noneThreshold: 0.4,
  timings: { imagesEmbedded: 15, decodeMs: 100, embedMs: 1900, totalMs: 3000, trainMs: 5 },
  evaluation: {
    validation: {
      evaluation: evaluate(probabilities, trueClassIndexes, 2),
      files: ['train/a/1.png', 'train/a/2.png', 'train/b/1.png', 'train/b/2.png'],
      trueClassIndexes,
      probabilities,
    },
    test: null,
  },
};

/** As another program reads it. */
function readDownload(reportInput: ReportInput): GraftReport {
  const file = exportReport(createReport(reportInput));
  expect(file.fileName).toBe('graft-report.json');
  return JSON.parse(strFromU8(file.bytes));
}

describe('the downloaded report', () => {
  it('has what was trained with, on what, and how it went', () => {
    expect(readDownload(input)).toMatchObject({
      format: 'graft-report',
      version: 1,
      createdAt: '2026-03-04T05:06:07.000Z',
      baseModel: { id: 'mobilenet-v1-1.0-224', inputSize: 224, embeddingSize: 1024, sha256: 'abc' },
      backend: 'wasm',
      config: { ...defaultTrainingSettings, epochs: 2, seed: 7 },
      dataset: { classes: input.classes },
      history: input.history,
    });
  });

  it('counts images per second over the time of embedding, and all time in the total', () => {
    expect(readDownload(input).timings).toEqual({
      decodeMs: 100,
      embedMs: 1900,
      trainMs: 5,
      totalMs: 3005,
      imagesEmbedded: 15,
      imagesPerSecond: 5,
    });
    const nothing = { imagesEmbedded: 0, decodeMs: 0, embedMs: 0, totalMs: 0, trainMs: 5 };
    expect(readDownload({ ...input, timings: nothing }).timings.imagesPerSecond).toBe(0);
  });

  it('lets another program work out the figures again from the predictions', () => {
    const { evaluation, dataset } = readDownload(input);
    const validation = evaluation.validation;
    if (validation === null) throw new Error('the validation figures are missing');
    const names = dataset.classes.map(({ name }) => name);
    const right = validation.predictions.filter(
      ({ trueClass, predictedClass }) => trueClass === predictedClass,
    );
    expect(right.length / validation.sampleCount).toBe(validation.accuracy);
    for (const { probabilities: row, predictedClass } of validation.predictions) {
      expect(names[row.indexOf(Math.max(...row))]).toBe(predictedClass);
    }
    expect(
      Float32Array.from(validation.predictions.flatMap((prediction) => prediction.probabilities)),
    ).toEqual(probabilities);
    expect(validation.predictions.map(({ file }) => file)).toEqual(input.evaluation.validation?.files);
    expect(validation.confusionMatrix).toEqual({
      classes: names,
      counts: [
        [1, 1],
        [0, 2],
      ],
    });
    expect(validation.perClass.map(({ name, support }) => [name, support])).toEqual([
      ['__proto__', 2],
      ['bee "🐝"', 2],
    ]);
    expect(evaluation.test).toBeNull();
  });

  it('says which head the validation figures belong to', () => {
    expect(readDownload(input).training).toMatchObject({
      bestEpoch: 1,
      refitDone: true,
      ending: 'finished',
      tunedBlockCount: 2,
      trainedOn: { set: 'test', newClassCount: 1, imageCount: 12, accuracyBefore: 0.75, accuracyAfter: 0.5 },
    });
    expect(readDownload(input).training.note).toMatch(/validation figures .* before/);
    expect(readDownload({ ...input, refitDone: false }).training.note).toMatch(/same head/);
  });
});
