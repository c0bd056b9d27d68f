import { describe, expect, test } from 'vitest';
import { isFailure } from '../../src/core/shared/failure.ts';
import type { TrainingRequest } from '../../src/core/training/training-types.ts';
import { texts } from './support/create-test-studio.ts';
import { startStudioWithImages } from './support/start-studio-with-images.ts';

describe('a test of learning rates', () => {
  test('gives rates with their losses and one to take, and changes nothing by itself', async () => {
    const { studio, state, engine } = await startStudioWithImages();
    const before = state().settings;
    const requests: TrainingRequest[] = [];
    engine.hooks.onTrain = async (request) => void requests.push(request);
    await studio.testLearningRates();
    expect(state().settingsFinder.work).toEqual({ phase: 'idle' });
    expect(state().settingsFinder.rateTest?.suggested).toBe(0.01);
    expect(state().settings).toBe(before);
    expect(state().announcement).toContain('0.01');
    expect(requests).toHaveLength(1);
  });

  test('of a setting out of its range says which', async () => {
    const { studio, state } = await startStudioWithImages();
    studio.changeSettings({ mixup: 9 });
    await studio.testLearningRates();
    expect(state().settingsFinder.work).toMatchObject({
      phase: 'failed',
      failure: { kind: 'setting-out-of-range', setting: 'mixup' },
    });
    expect(state().announcement).toContain('Mixup');
  });
});

describe('cross-validation', () => {
  test('holds out every image once, learns from the others, and never asks a test image', async () => {
    const { studio, state, engine } = await startStudioWithImages({
      'train/red': texts('red', 10),
      'train/blue': texts('blue', 10),
      'test/red': texts('red', 14).slice(10),
    });
    const requests: TrainingRequest[] = [];
    engine.hooks.onTrain = async (request) => void requests.push(request);
    await studio.crossValidate(5);
    expect(state().settingsFinder.work).toEqual({ phase: 'idle' });
    const found = state().settingsFinder.crossValidation;
    expect(found?.folds).toHaveLength(5);
    expect(found?.folds.map(({ imageCount }) => imageCount)).toEqual([4, 4, 4, 4, 4]);
    expect(found?.folds.map(({ accuracy }) => accuracy)).toEqual([1, 1, 1, 1, 1]);
    expect(requests).toHaveLength(5);
    const used = requests.map(({ trainingRows, validationRows }) => [...trainingRows, ...validationRows]);
    for (const rows of used) {
      expect(new Set(rows).size).toBe(16);
      expect(Math.max(...rows)).toBeLessThan(20);
    }
    // Each row is missing from one fold.
    const counts = new Array<number>(20).fill(0);
    for (const row of used.flat()) counts[row] = (counts[row] ?? 0) + 1;
    expect(counts).toEqual(new Array(20).fill(4));
    // A model from before, and the settings, are as they were.
    expect(state().model).toBeNull();
  });

  test('keeps near duplicates in one fold', async () => {
    const same = texts('red same', 3);
    const { studio, engine } = await startStudioWithImages({
      red: [...texts('red', 6), ...same, ...same],
      blue: texts('blue', 9),
    });
    const requests: TrainingRequest[] = [];
    engine.hooks.onTrain = async (request) => void requests.push(request);
    await studio.crossValidate(3);
    for (const { embeddings, classIndexes, trainingRows, validationRows } of requests) {
      const rows = [...trainingRows, ...validationRows];
      expect(rows.length).toBeLessThan(embeddings.sampleCount);
      expect(new Set(rows.map((row) => classIndexes[row])).size).toBe(2);
    }
  });

  test('of one-image classes alone says that nothing can be held out', async () => {
    const { studio, state } = await startStudioWithImages({ red: ['red 1'], blue: ['blue 1'] });
    await studio.crossValidate(5);
    expect(state().settingsFinder.work).toMatchObject({ phase: 'failed', failure: { kind: 'no-folds' } });
  });

  test('can be stopped between two epochs, keeps the folds that are done, and another job may follow', async () => {
    const { studio, state, engine } = await startStudioWithImages();
    let trainings = 0;
    engine.hooks.onTrain = async () => {
      if (++trainings === 3) studio.stopFinding();
    };
    await studio.crossValidate(5);
    expect(state().settingsFinder.work).toEqual({ phase: 'idle' });
    expect(state().settingsFinder.crossValidation?.folds).toHaveLength(2);
    expect(trainings).toBe(3);
    await studio.testLearningRates();
    expect(state().settingsFinder.rateTest).not.toBeNull();
  });
});

describe('a search for settings', () => {
  test('tries settings until its time is spent, takes the best and trains with them', async () => {
    const { studio, state, engine, clock } = await startStudioWithImages();
    const requests: TrainingRequest[] = [];
    engine.hooks.onTrain = async (request) => {
      requests.push(request);
      clock.nowMs += 4000;
    };
    const own = state().settings;
    await studio.searchSettings(15);
    const { search } = state().settingsFinder;
    // 4, 8 and 12 seconds; the fourth is cut short at 16 and does not count; then the training of the best.
    expect(search?.trials).toHaveLength(3);
    expect(search?.trials[0]?.settings).toEqual(own);
    expect(requests).toHaveLength(5);
    expect(requests.slice(0, 4).every(({ settings }) => !settings.refit)).toBe(true);
    const best = search?.trials[search.bestIndex];
    expect(state().model?.settings).toEqual({ ...best?.settings, refit: own.refit });
    expect(state().settings).toEqual(state().model?.settings);
    expect(new Set(requests.slice(0, 4).map(({ settings }) => JSON.stringify(settings))).size).toBe(4);
  });

  test('that is stopped trains nothing and leaves the settings alone', async () => {
    const { studio, state, engine } = await startStudioWithImages();
    let trainings = 0;
    engine.hooks.onTrain = async () => {
      if (++trainings === 2) studio.stopFinding();
    };
    const before = state().settings;
    await studio.searchSettings(60);
    expect(state().settings).toBe(before);
    expect(state().model).toBeNull();
    expect(state().settingsFinder.search?.trials).toHaveLength(1);
  });

  test('goes on after a trial whose numbers ran away', async () => {
    const { studio, state, engine, clock } = await startStudioWithImages();
    let trainings = 0;
    engine.hooks.onTrain = async () => {
      trainings++;
      clock.nowMs += 6000;
    };
    engine.hooks.onEpoch = async () => (trainings === 2 ? 'loss-not-finite' : null);
    await studio.searchSettings(15);
    expect(state().settingsFinder.search?.trials).toHaveLength(1);
    expect(state().model).not.toBeNull();
  });

  test('without validation images says what is missing', async () => {
    const { studio, state } = await startStudioWithImages();
    studio.changeSettings({ validationFraction: 0 });
    await studio.searchSettings(15);
    const { work } = state().settingsFinder;
    expect(work).toMatchObject({ phase: 'failed', failure: { kind: 'search-needs-validation' } });
  });
});

test('while settings are compared no head is trained, and a dead worker is said', async () => {
  const { studio, state, engine } = await startStudioWithImages();
  let trainings = 0;
  engine.hooks.onTrain = async () => {
    trainings++;
    if (trainings === 1) await studio.train();
    if (trainings === 2) engine.crash('gone');
  };
  await studio.crossValidate(3);
  expect(state().model).toBeNull();
  const { work } = state().settingsFinder;
  expect(work.phase === 'failed' && isFailure(work.failure)).toBe(true);
});
