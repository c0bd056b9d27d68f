import { describe, expect, test } from 'vitest';
import { isFailure } from '../../src/core/shared/failure.ts';
import type { TrainingRequest } from '../../src/core/training/training-types.ts';
import { createGate, textFile, texts } from './support/create-test-studio.ts';
import { startStudioWithImages } from './support/start-studio-with-images.ts';

/** A studio with images, whose engine notes what it is asked to train. */
async function start(...options: Parameters<typeof startStudioWithImages>) {
  const test = await startStudioWithImages(...options);
  const requests: TrainingRequest[] = [];
  test.engine.hooks.onTrain = async (request) => void requests.push(request);
  return { ...test, requests };
}

/** The rows of a request, as texts that tell whether two are equal. */
function rowsOf({ embeddings: { values, embeddingSize } }: TrainingRequest, rows: Iterable<number>) {
  return [...rows].map((row) => values.slice(row * embeddingSize, (row + 1) * embeddingSize).join());
}

describe('copies', () => {
  test('are made of training images alone, and each is of its image’s class', async () => {
    const { studio, state, engine, requests } = await start({
      'train/red': texts('red', 6),
      'train/blue': texts('blue', 4),
      'test/red': texts('red test', 3),
      'test/blue': texts('blue test', 3),
    });
    studio.changeSettings({ validationFraction: 0.25 });
    await studio.train();
    studio.changeSettings({ copiesPerImage: 3 });
    await studio.train();
    const [plain, copied] = requests as [TrainingRequest, TrainingRequest];
    const { split, setCounts } = state().model ?? { split: null, setCounts: [] };
    expect(split?.training).toHaveLength(7);
    expect(split?.validation).toHaveLength(3);

    const files = new Map(state().samples.map(({ id, file }) => [id, file]));
    const trainedFiles = new Set(split?.training.map((id) => files.get(id)));
    const fileOf = (text: string) => {
      const [word = '', number] = text.split(' ');
      return `train/${word}/${Number(number) - 1}.png`;
    };
    expect(engine.copied).toHaveLength(21);
    expect(new Set(engine.copied.map(fileOf))).toEqual(trainedFiles);

    expect(copied.trainingRows).toHaveLength(28);
    expect(copied.embeddings.sampleCount).toBe(31);
    expect(new Set([...copied.trainingRows, ...copied.validationRows]).size).toBe(31);
    expect(rowsOf(copied, copied.validationRows)).toEqual(rowsOf(plain, plain.validationRows));
    expect(rowsOf(copied, copied.trainingRows.slice(0, 7))).toEqual(rowsOf(plain, plain.trainingRows));
    const classesOf = (rows: Iterable<number>) => [...rows].map((row) => copied.classIndexes[row]);
    const ofImages = classesOf(copied.trainingRows.slice(0, 7));
    expect(classesOf(copied.trainingRows.slice(7))).toEqual(ofImages.flatMap((each) => [each, each, each]));
    // What is said of images stays about images.
    expect(setCounts.map(({ training }) => training)).toEqual([3, 4]);
    expect(state().model?.evaluation.validation).toMatchObject({ evaluation: { sampleCount: 3 } });
    expect(state().model?.evaluation.test).toMatchObject({ evaluation: { sampleCount: 6 } });
    expect(state().model?.settings.copiesPerImage).toBe(3);
  });

  test('are off until they are asked for', async () => {
    const { studio, engine, requests } = await start();
    await studio.train();
    expect(engine.copied).toEqual([]);
    expect(requests[0]?.embeddings.sampleCount).toBe(20);
  });

  test('are embedded once for each setting, and those of the latest two settings are kept', async () => {
    const { studio, engine } = await start();
    const train = async (change: Parameters<typeof studio.changeSettings>[0]) => {
      const before = engine.copied.length;
      studio.changeSettings(change);
      await studio.train();
      return engine.copied.length - before;
    };
    expect(await train({ copiesPerImage: 1 })).toBe(16);
    expect(await train({ copiesPerImage: 3 })).toBe(32);
    expect(await train({ copiesPerImage: 2 })).toBe(0);
    expect(await train({ rotationDegrees: 30 })).toBe(32);
    expect(await train({ rotationDegrees: 10 })).toBe(0);
    expect(await train({ rotationDegrees: 31 })).toBe(32);
    expect(await train({ rotationDegrees: 10 })).toBe(0);
    expect(await train({ rotationDegrees: 30 })).toBe(32);
    expect(engine.embedded).toHaveLength(20);
  });

  test('of images that come in are the only new ones, and Undo brings them back with their images', async () => {
    const { studio, state, engine } = await start();
    studio.changeSettings({ copiesPerImage: 1, validationFraction: 0 });
    await studio.train();
    expect(engine.copied).toHaveLength(20);
    await studio.addImages(state().classes[0]?.id ?? '', [textFile('new.png', 'blue 99')]);
    await studio.train();
    expect(engine.copied.slice(20)).toEqual(['blue 99 copy 1']);
    studio.removeSamples([state().samples[0]?.id ?? '']);
    await studio.train();
    studio.undo();
    await studio.train();
    expect(engine.copied).toHaveLength(21);
  });

  test('are counted while they are made; a stop keeps them, and the next training goes on from there', async () => {
    const { studio, state, engine, said } = await start();
    studio.changeSettings({ copiesPerImage: 2 });
    const gate = createGate();
    let images = 0;
    engine.hooks.onCopy = async () => (++images === 5 ? gate.pass() : null);
    const training = studio.train();
    await gate.reached;
    expect(state().training).toMatchObject({
      stage: 'preparing',
      copying: { doneCount: 8, totalCount: 32 },
    });
    expect(said).toContain('Looking at 32 copies of the training images first.');
    studio.stopTraining();
    gate.open();
    await training;
    expect(state().training).toEqual({ phase: 'idle' });
    expect(state().model).toBeNull();
    expect(engine.copied).toHaveLength(10);
    await studio.train();
    expect(engine.copied).toHaveLength(32);
    expect(said).toContain('Training for 5 epochs on 16 images and 32 copies of them, checked on 4 others.');
  });

  test('that were made before a crash are not made again', async () => {
    const { studio, state, engine } = await start();
    studio.changeSettings({ copiesPerImage: 1 });
    let images = 0;
    engine.hooks.onCopy = async () => {
      if (++images === 7) engine.crash();
      return null;
    };
    await studio.train();
    expect(state().training).toMatchObject({ phase: 'failed', failure: { kind: 'engine-crashed' } });
    const before = engine.copied.length;
    await studio.train();
    expect(state().model).not.toBeNull();
    expect(engine.copied.length - before).toBe(16 - 6);
  });

  test('of an image that cannot be read any more are missing, and nothing else', async () => {
    const { studio, state, engine, requests } = await start();
    studio.changeSettings({ copiesPerImage: 2 });
    engine.hooks.onCopy = async (text) =>
      text === engine.embedded[0] ? { kind: 'file-unreadable', detail: 'gone' } : null;
    await studio.train();
    expect(state().model).not.toBeNull();
    expect(requests[0]?.trainingRows).toHaveLength(16 + 2 * 15);
  });
});

describe('what copies cost', () => {
  test('is said before, and is nothing when they are known', async () => {
    const { studio } = await start();
    studio.changeSettings({ copiesPerImage: 3 });
    // The plain engine takes 3 ms for an image.
    expect(studio.estimateCopies()).toEqual({
      imageCount: 16,
      copiesPerImage: 3,
      newCount: 48,
      durationMs: 144,
    });
    await studio.train();
    expect(studio.estimateCopies()).toMatchObject({ imageCount: 16, newCount: 0, durationMs: 0 });
    studio.changeSettings({ copiesPerImage: 4 });
    expect(studio.estimateCopies()).toMatchObject({ newCount: 16 });
  });

  test('is nothing where they would be like their images', async () => {
    const { studio } = await start();
    const still = { rotationDegrees: 0, cropFraction: 0, brightnessFraction: 0, colourFraction: 0 };
    studio.changeSettings({ ...still, copiesPerImage: 4, flip: false });
    expect(studio.estimateCopies()).toMatchObject({ copiesPerImage: 0, newCount: 0 });
    studio.changeSettings({ flip: true });
    expect(studio.estimateCopies()).toMatchObject({ copiesPerImage: 1, newCount: 16 });
  });

  test('is exact where near duplicates decide the split', async () => {
    const { studio } = await start({
      red: [...texts('red', 10), 'red 1 again', 'red 2 again'],
      blue: texts('blue', 10),
    });
    studio.changeSettings({ copiesPerImage: 2 });
    await studio.train();
    expect(studio.estimateCopies()?.newCount).toBe(0);
  });
});

test('copies are drawn as they are embedded, and each in its own picture', async () => {
  const { studio, state } = await start();
  studio.changeSettings({ copiesPerImage: 2, rotationDegrees: 12 });
  const sample = state().samples[0];
  if (sample === undefined) throw new Error('no sample');
  const pictures = await studio.drawCopies(sample);
  if (isFailure(pictures)) throw new Error(pictures.kind);
  const seen = await Promise.all(pictures.map((picture) => picture.text()));
  expect(seen).toHaveLength(2);
  expect(seen[0]).toMatch(/^red 1 1 .*"rotationDegrees":12/);
  studio.changeSettings({ copiesPerImage: 0 });
  expect(await studio.drawCopies(sample)).toEqual([]);
});
