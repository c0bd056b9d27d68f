import { describe, expect, test, vi } from 'vitest';
import type { Head } from '../../src/core/training/head.ts';
import { figuresOf } from '../../src/studio/evaluate-model.ts';
import { selectModelFit } from '../../src/studio/select-model-fit.ts';
import { texts, zipFile } from './support/create-test-studio.ts';
import { builtInBase } from './support/plain-engine.ts';
import { startStudioWithImages } from './support/start-studio-with-images.ts';

describe('training', () => {
  test('gives a model that is evaluated on images it did not see', async () => {
    const { studio, state, said } = await startStudioWithImages();
    await studio.train();
    const { model } = state();
    expect(state().training).toEqual({ phase: 'idle' });
    expect(model).toMatchObject({
      classNamesAtTraining: ['blue', 'red'],
      baseModel: builtInBase,
      backend: 'wasm',
      bestEpoch: 5,
      refitDone: true,
      ending: 'finished',
    });
    expect(model?.history.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5]);
    expect(figuresOf(model?.evaluation.validation ?? null)?.evaluation).toMatchObject({
      sampleCount: 4,
      accuracy: 1,
    });
    expect(figuresOf(model?.evaluation.validation ?? null)?.sampleIds).toEqual(model?.split.validation);
    expect(model?.evaluation.test).toBeNull();
    const all = [...(model?.split.training ?? []), ...(model?.split.validation ?? [])];
    expect(all.toSorted()).toEqual(
      state()
        .samples.map(({ id }) => id)
        .toSorted(),
    );
    expect(said).toContain('Training for 5 epochs on 16 images, checked on 4 others.');
    expect(said).toContain('Training once more on all images, for the best number of epochs.');
    expect(state().announcement).toBe(
      'Training finished. 5 epochs done, 100% right on the validation images.',
    );
    expect(state().model?.durationMs).toBe(5);
  });

  test('keeps what each epoch made of the images held back, until there is another training', async () => {
    const { studio, state, engine } = await startStudioWithImages();
    engine.hooks.onEpoch = async (epoch) => {
      await vi.waitFor(() =>
        expect(state().epochAnswers?.epochs.length ?? 0).toBeGreaterThanOrEqual(epoch - 1),
      );
      expect(state().epochAnswers?.runId ?? null).toBeNull();
      return null;
    };
    await studio.train();
    engine.hooks.onEpoch = async () => null;
    const { model, epochAnswers } = state();
    expect(epochAnswers?.runId).toBe(model?.runId);
    expect(epochAnswers?.sampleIds).toEqual(model?.split.validation);
    expect(epochAnswers?.epochs).toHaveLength(5);
    expect([...(epochAnswers?.epochs.at(-1) ?? [])]).toEqual(epochAnswers?.trueClassIndexes);
    await studio.train();
    expect(state().epochAnswers).toMatchObject({ runId: state().model?.runId });
    expect(state().epochAnswers?.epochs).toHaveLength(5);
    await studio.createProject();
    expect(state().epochAnswers).toBeNull();
  });

  test('shows each epoch, however long the next one takes', async () => {
    const { studio, state, engine } = await startStudioWithImages();
    engine.hooks.onEpoch = async (epoch) => {
      await vi.waitFor(() => {
        const { training } = state();
        expect(training.phase === 'running' && training.history.length).toBeGreaterThanOrEqual(epoch - 1);
      });
      return null;
    };
    await studio.train();
    expect(state().training.phase).toBe('idle');
  });

  test('judges the validation set by the head from before the refit, the test set by the one in use', async () => {
    const { studio, state, engine } = await startStudioWithImages();
    await studio.importFiles([zipFile('more.zip', { 'test/red': texts('red', 5), 'train/red': [] })], null);
    const judges: Head[] = [];
    engine.hooks.onJudge = async (head) => void judges.push(head);
    // Without a temperature, so that the heads are as they were judged.
    engine.hooks.onUnseen = async () => ({ kind: 'engine-crashed', detail: 'device lost' });
    await studio.train();
    const { model } = state();
    expect(model).toMatchObject({ refitDone: true, temperature: 1 });
    expect(judges).toEqual([model?.validationHead, model?.head]);
    expect(judges[0]).not.toEqual(judges[1]);
  });

  test('that cannot be judged is kept, and says so rather than that there was nothing to judge', async () => {
    const { studio, state, engine } = await startStudioWithImages();
    engine.hooks.onJudge = async () => {
      throw new Error('device lost');
    };
    await studio.train();
    expect(state().model?.evaluation.validation).toEqual({ kind: 'engine-crashed', detail: 'device lost' });
    expect(state().announcement).toContain('the validation images were not judged');
    expect(state().announcement).toContain('device lost');
  });

  test('is judged once more when the engine failed the first time', async () => {
    const { studio, state, engine } = await startStudioWithImages();
    let triedCount = 0;
    engine.hooks.onJudge = async () => {
      if (++triedCount === 1) throw new Error('device lost');
    };
    await studio.train();
    expect(figuresOf(state().model?.evaluation.validation ?? null)?.evaluation.accuracy).toBe(1);
  });

  test('evaluates the test set that the import brought, and never trains on it', async () => {
    const { studio, state } = await startStudioWithImages({
      'train/red': texts('red', 6),
      'train/blue': texts('blue', 6),
      'test/red': texts('red test', 3),
      'test/blue': texts('blue test', 2),
    });
    await studio.train();
    const { model, samples } = state();
    const testIds = samples.filter(({ file }) => file.startsWith('test/')).map(({ id }) => id);
    expect(model?.split.test.toSorted()).toEqual(testIds.toSorted());
    expect(figuresOf(model?.evaluation.test ?? null)?.evaluation).toMatchObject({
      sampleCount: 5,
      accuracy: 1,
    });
    expect(model?.setCounts).toEqual([
      { training: 5, validation: 1, test: 2 },
      { training: 5, validation: 1, test: 3 },
    ]);
    expect(state().announcement).toContain('100% on the test images');
  });

  test('of two classes with one image each works, without validation, and says so', async () => {
    const { studio, state } = await startStudioWithImages({ red: ['red 1'], blue: ['blue 1'] });
    await studio.train();
    expect(state().model?.evaluation.validation).toBeNull();
    expect(state().model?.splitNotes).toEqual([{ kind: 'validation-empty' }]);
    expect(state().announcement).toContain('no image was left to validate on');
  });

  test('leaves classes without images out', async () => {
    const { studio, state } = await startStudioWithImages();
    studio.addClass();
    await studio.train();
    expect(state().model?.classNamesAtTraining).toEqual(['blue', 'red']);
    expect(selectModelFit(state())).toBe('current');
  });

  test('happens once for a double click', async () => {
    const { studio, state, engine } = await startStudioWithImages();
    let epochCount = 0;
    engine.hooks.onEpoch = async () => {
      epochCount++;
      return null;
    };
    await Promise.all([studio.train(), studio.train()]);
    expect(epochCount).toBe(5);
    expect(state().model).not.toBeNull();
  });

  test('is the same again for the same seed', async () => {
    const { studio, state } = await startStudioWithImages();
    await studio.train();
    const first = state().model;
    await studio.train();
    expect(state().model?.head).toEqual(first?.head);
    expect(state().model?.split).toEqual(first?.split);
    studio.changeSettings({ seed: 2 });
    await studio.train();
    expect(state().model?.split).not.toEqual(first?.split);
  });
});

describe('training does not start', () => {
  test.each([
    [{}, 0],
    [{ red: ['red 1'] }, 1],
  ])('with fewer than two classes that have images: %j', async (classes, classCount) => {
    const { studio, state } = await startStudioWithImages(classes);
    studio.addClass();
    await studio.train();
    expect(state().training).toEqual({ phase: 'failed', failure: { kind: 'too-few-classes', classCount } });
    expect(state().announcement).toContain('Training needs at least two classes with images');
  });

  test('with a setting out of its range', async () => {
    const { studio, state } = await startStudioWithImages();
    studio.changeSettings({ learningRate: Number.NaN });
    await studio.train();
    expect(state().training).toMatchObject({
      phase: 'failed',
      failure: { kind: 'setting-out-of-range', setting: 'learningRate' },
    });
    studio.resetSettings();
    await studio.train();
    expect(state().training).toEqual({ phase: 'idle' });
  });

  test('with a class whose images are all for the test', async () => {
    const { studio, state } = await startStudioWithImages({
      'train/red': ['red 1'],
      'train/blue': ['blue 1'],
      'test/green': ['green 1'],
    });
    await studio.train();
    expect(state().training).toEqual({
      phase: 'failed',
      failure: { kind: 'class-without-training-samples', classNames: ['green'] },
    });
  });
});
