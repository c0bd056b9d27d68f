import { describe, expect, test } from 'vitest';
import type { Experiments } from '../../src/studio/create-experiments.ts';
import { findExperimentObstacle } from '../../src/studio/experiment-basis.ts';
import { createGate, texts } from './support/create-test-studio.ts';
import { startStudioWithImages } from './support/start-studio-with-images.ts';

/** A studio with a trained head, its experiments, and what the engine was asked to try, in order. */
async function startTrained(classes?: Readonly<Record<string, readonly string[]>>) {
  const started = await startStudioWithImages(classes);
  const tried: string[] = [];
  started.engine.hooks.onExperiment = async (what) => {
    tried.push(what);
    return null;
  };
  await started.studio.train();
  const experiments = (await started.studio.openExperiments()) as Experiments;
  return { ...started, tried, experiments, now: experiments.store.getState };
}

const approaches = ['majority', 'centroids', 'neighbours', 'imagenet', 'scratch'];

describe('comparing', () => {
  test('tries each approach once on the split of the head, and again only for other images', async () => {
    const { studio, experiments, now, tried, state, said } = await startTrained();
    await experiments.compareApproaches();
    expect(tried).toEqual(approaches);
    const { basis, head, results } = now().comparison ?? {};
    expect(Object.keys(results ?? {})).toEqual(approaches);
    const model = state().model;
    expect(basis?.judgedSet).toBe('validation');
    expect(basis?.trainingIds).toEqual(model?.split.training);
    expect(basis?.judgedIds).toEqual(model?.split.validation);
    expect(head?.predictedClassIndexes).toHaveLength(model?.split.validation.length ?? 0);
    expect(now().running).toBeNull();
    expect(said.at(-1)).toBe('All approaches compared.');

    await experiments.compareApproaches();
    expect(tried).toHaveLength(5);

    // Another head on the same images: its own figures change, nothing else is done.
    studio.changeSettings({ epochs: 7 });
    await studio.train();
    expect(now().comparison?.head.durationMs).toBe(state().model?.durationMs);
    await experiments.compareApproaches();
    expect(tried).toHaveLength(5);

    studio.removeSamples([state().samples[0]?.id ?? '']);
    expect(findExperimentObstacle(state())).toBe('out-of-date');
    await experiments.compareApproaches();
    expect(tried).toHaveLength(5);
    await studio.train();
    await experiments.compareApproaches();
    expect(tried).toHaveLength(10);
    expect(now().comparison?.basis.key).not.toBe(basis?.key);
  });

  test('puts a linear layer on frozen features beside a head that is more than that', async () => {
    const { studio, experiments, now, tried } = await startTrained();
    await experiments.compareApproaches();
    expect(now().comparison?.head.isLinear).toBe(true);
    expect(tried).not.toContain('linear');
    studio.changeSettings({ hiddenUnits: 8 });
    await studio.train();
    expect(now().comparison?.head.isLinear).toBe(false);
    await experiments.compareApproaches();
    expect(tried.slice(5)).toEqual(['linear']);
    expect(now().comparison?.results.linear).toBeDefined();
  });

  test('with a test set, learns from the validation images, too', async () => {
    const { state, studio, experiments, now } = await startTrained();
    studio.pinSamples(
      state()
        .samples.slice(0, 3)
        .map(({ id }) => id),
      'test',
    );
    await studio.train();
    await experiments.compareApproaches();
    const model = state().model;
    expect(now().comparison?.basis.judgedSet).toBe('test');
    expect(now().comparison?.basis.judgedIds).toHaveLength(3);
    expect(now().comparison?.basis.trainingIds).toHaveLength(
      (model?.split.training.length ?? 0) + (model?.split.validation.length ?? 0),
    );
  });

  test('a stop keeps what was tried, and the next press goes on from there', async () => {
    const { experiments, now, tried, engine, said } = await startTrained();
    engine.hooks.onExperiment = async (what) => {
      tried.push(what);
      if (what === 'imagenet') experiments.stop();
      return null;
    };
    await experiments.compareApproaches();
    expect(Object.keys(now().comparison?.results ?? {})).toEqual(['majority', 'centroids', 'neighbours']);
    expect(said.at(-1)).toBe('Comparing stopped. What was compared is kept.');
    engine.hooks.onExperiment = async (what) => {
      tried.push(what);
      return null;
    };
    await experiments.compareApproaches();
    expect(tried).toEqual([...approaches.slice(0, 4), 'imagenet', 'scratch']);
  });

  test('an approach that fails leaves the others, and is tried again the next time', async () => {
    const { experiments, now, tried, engine } = await startTrained();
    engine.hooks.onExperiment = async (what) => {
      tried.push(what);
      return what === 'imagenet' ? { kind: 'base-model-unreachable', url: 'x', detail: 'offline' } : null;
    };
    await experiments.compareApproaches();
    expect(now().comparison?.results.imagenet).toMatchObject({ kind: 'base-model-unreachable' });
    expect(now().comparison?.results.scratch).toMatchObject({ trainedParameterCount: 10 });
    await experiments.compareApproaches();
    expect(tried).toEqual([...approaches, 'imagenet']);
  });

  test('waits while a head is trained, and goes on after it', async () => {
    const { studio, experiments, now, engine, tried } = await startTrained();
    const trial = createGate();
    engine.hooks.onExperiment = async (what) => {
      tried.push(what);
      return what === 'neighbours' ? trial.pass() : null;
    };
    const compared = experiments.compareApproaches();
    await trial.reached;
    const training = createGate();
    engine.hooks.onTrain = async () => void (await training.pass());
    const trained = studio.train();
    await training.reached;
    trial.open();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(now().running).toMatchObject({ waiting: true });
    expect(tried.at(-1)).toBe('neighbours');
    training.open();
    await trained;
    await compared;
    expect(tried).toEqual(approaches);
  });

  test('a dead worker ends it with a failure and what was tried', async () => {
    const { experiments, now, engine, tried } = await startTrained();
    engine.hooks.onExperiment = async (what) => {
      tried.push(what);
      if (what === 'neighbours') engine.crash('gone');
      return null;
    };
    await experiments.compareApproaches();
    expect(now().running).toBeNull();
    expect(now().failures.comparison).toMatchObject({ kind: 'engine-crashed' });
    expect(Object.keys(now().comparison?.results ?? {})).toEqual(['majority', 'centroids']);
  });

  test('another project begins without results', async () => {
    const { studio, experiments, now } = await startTrained();
    await experiments.compareApproaches();
    await studio.createProject();
    expect(now().comparison).toBeNull();
  });

  test('says what stands in its way', async () => {
    const { studio, state } = await startStudioWithImages();
    expect(findExperimentObstacle(state())).toBe('no-model');
    studio.changeSettings({ validationFraction: 0 });
    await studio.train();
    expect(findExperimentObstacle(state())).toBe('nothing-held-back');
  });
});

describe('the learning curve', () => {
  test('makes each run once, seed by seed, and only what is missing after a stop', async () => {
    const { experiments, now, engine, tried } = await startTrained({
      red: texts('red', 40),
      blue: texts('blue', 20),
    });
    engine.hooks.onExperiment = async (what) => {
      tried.push(what);
      if (tried.length === 10) experiments.stop();
      return null;
    };
    await experiments.drawLearningCurve(['neighbours', 'head']);
    expect(now().learningCurve?.results).toHaveLength(10);
    expect(tried.slice(0, 7)).toEqual(
      [1, 2, 5, 10, 20, null, 1].map((size, index) => `neighbours ${size} ${index < 6 ? 1 : 2}`),
    );
    await experiments.drawLearningCurve(['neighbours', 'head']);
    expect(tried).toHaveLength(60);
    expect(new Set(tried).size).toBe(60);
    await experiments.drawLearningCurve(['neighbours', 'head', 'scratch']);
    expect(tried).toHaveLength(60 + 18);
    expect(now().learningCurve?.results).toHaveLength(78);
  });

  test('other settings make the heads anew, and nothing else', async () => {
    const { studio, experiments, tried, now } = await startTrained();
    await experiments.drawLearningCurve(['neighbours', 'head']);
    const first = tried.length;
    studio.changeSettings({ epochs: 6 });
    await studio.train();
    await experiments.drawLearningCurve(['neighbours', 'head']);
    expect(tried.slice(first).every((what) => what.startsWith('head'))).toBe(true);
    expect(tried).toHaveLength(1.5 * first);
    expect(now().learningCurve?.results).toHaveLength(first);
  });
});

describe('a class that comes later', () => {
  test('is tried once for each class that is chosen, beside the model, which stays', async () => {
    const { experiments, now, tried, state } = await startTrained({
      red: texts('red', 8),
      blue: texts('blue', 8),
      green: texts('green', 8),
    });
    const model = state().model;
    const classIds = model?.classIds ?? [];
    await experiments.growHead(classIds[1] ?? '');
    expect(now().growth).toMatchObject({ newClassId: classIds[1], complete: true });
    expect(now().growth?.points.map(({ way }) => way)).toEqual(['new-only', 'rehearsal']);
    await experiments.growHead(classIds[1] ?? '');
    expect(tried).toEqual(['grow 1 new-only', 'grow 1 rehearsal']);
    await experiments.growHead(classIds[2] ?? '');
    expect(tried.slice(2)).toEqual(['grow 2 new-only', 'grow 2 rehearsal']);
    expect(state().model).toBe(model);
  });

  test('a stop keeps the curve that was drawn, and it is begun anew the next time', async () => {
    const { experiments, now, tried, engine, state } = await startTrained();
    engine.hooks.onExperiment = async (what) => {
      tried.push(what);
      if (tried.length === 1) experiments.stop();
      return null;
    };
    const classId = state().model?.classIds[0] ?? '';
    await experiments.growHead(classId);
    expect(now().growth).toMatchObject({ complete: false, points: [{ way: 'new-only' }] });
    await experiments.growHead(classId);
    expect(now().growth).toMatchObject({ complete: true });
    expect(now().growth?.points).toHaveLength(2);
  });
});
