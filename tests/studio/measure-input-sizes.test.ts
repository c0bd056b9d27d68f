import { expect, test } from 'vitest';
import { inputSizes } from '../../src/core/embedding/input-sizes.ts';
import type { InputSizesState } from '../../src/studio/input-sizes-state.ts';
import { selectInputSizesBasis } from '../../src/studio/select-input-sizes-basis.ts';
import { createGate, createTestStudio, texts, zipFile } from './support/create-test-studio.ts';
import { builtInBase, createPlainEngine } from './support/plain-engine.ts';

const stripes = (count = 12) => zipFile('set.zip', { red: texts('red', count), blue: texts('blue', count) });

async function startWithImages(count?: number) {
  const engine = createPlainEngine();
  engine.hooks.onStart = async ({ baseModel }) => {
    const inputSize = baseModel.kind === 'built-in' ? (baseModel.inputSize ?? 224) : 224;
    return { backend: 'wasm', reports: [], baseModel: { ...builtInBase, inputSize }, cuts: [] };
  };
  const test = createTestStudio(engine);
  await test.studio.startEngine();
  await test.studio.importFiles([stripes(count)], null);
  return { ...test, engine };
}

function doneOf(state: InputSizesState) {
  if (state.phase !== 'done') throw new Error(JSON.stringify(state));
  return state;
}

test('each size is judged on the same images by heads that have not learned from them, and test images take no part', async () => {
  const { studio, state, engine } = await startWithImages();
  const held = state().samples.filter((_, index) => index % 6 === 0);
  studio.pinSamples(
    held.map(({ id }) => id),
    'test',
  );
  const trained: (readonly number[])[] = [];
  engine.hooks.onTrain = async ({ trainingRows, embeddings }) => {
    trained.push([trainingRows.length, embeddings.sampleCount]);
  };
  await studio.measureInputSizes();
  const { entries, imageCount, poolCount } = doneOf(state().inputSizes);
  expect([imageCount, poolCount]).toEqual([20, 20]);
  expect(entries.map(({ inputSize }) => inputSize)).toEqual([...inputSizes]);
  expect(trained).toHaveLength(5 * inputSizes.length);
  expect(trained.every(([rowCount, sampleCount]) => rowCount === 16 && sampleCount === 20)).toBe(true);
  const shares = entries.map(({ isRight }) => isRight.filter(Boolean).length / isRight.length);
  expect(shares.slice(0, 3)).toEqual([1, 1, 1]);
  expect(shares[3]).toBeLessThan(0.9);
  expect(state().announcement).toBe('The input sizes were measured on 20 images.');
  expect(state().model).toBeNull();
  expect(state().inputSize).toBe(224);
});

test('what was looked at is kept, so that a size that was measured costs only the other images', async () => {
  const { studio, state, engine } = await startWithImages(120);
  await studio.measureInputSizes();
  expect(doneOf(state().inputSizes)).toMatchObject({ imageCount: 200, poolCount: 240 });
  expect(engine.embedded).toHaveLength(240);
  await studio.chooseInputSize(160);
  await studio.continueImport();
  expect(engine.embedded).toHaveLength(280);
  await studio.chooseInputSize(224);
  await studio.continueImport();
  expect(engine.embedded).toHaveLength(280);
});

test('it can be stopped, also while images still wait, and says why nothing could be measured', async () => {
  const { studio, state, engine } = await startWithImages();
  const gate = createGate();
  engine.hooks.onTrain = async () => void (await gate.pass());
  const measured = studio.measureInputSizes();
  await gate.reached;
  studio.stopInputSizes();
  gate.open();
  await measured;
  expect(state().inputSizes).toEqual({ phase: 'idle' });

  const held = createGate();
  engine.hooks.onGroup = held.pass;
  const imported = studio.importFiles([zipFile('more.zip', { red: texts('red more', 2) })], null);
  await held.reached;
  const waiting = studio.measureInputSizes();
  await expect.poll(() => state().inputSizes.phase).toBe('running');
  studio.stopInputSizes();
  await waiting;
  expect(state().inputSizes).toEqual({ phase: 'idle' });
  held.open();
  await imported;

  for (const { id } of state().classes.slice(1)) studio.deleteClass(id);
  await studio.measureInputSizes();
  expect(state().inputSizes).toMatchObject({ phase: 'failed', failure: { kind: 'too-few-classes' } });
});

test('what was measured is out of date once images, sets or settings are others, and holds at every size', async () => {
  const { studio, state } = await startWithImages();
  await studio.measureInputSizes();
  const isCurrent = () => doneOf(state().inputSizes).basis === selectInputSizesBasis(state());
  expect(isCurrent()).toBe(true);
  await studio.chooseInputSize(160);
  await studio.continueImport();
  expect(isCurrent()).toBe(true);
  const id = state().samples[0]?.id ?? '';
  studio.pinSamples([id], 'test');
  expect(isCurrent()).toBe(false);
  studio.undo();
  expect(isCurrent()).toBe(true);
  studio.removeSamples([id]);
  expect(isCurrent()).toBe(false);
  studio.undo();
  studio.changeSettings({ epochs: 3 });
  expect(isCurrent()).toBe(false);
});

test('an image that cannot be read any more takes no part, and is counted', async () => {
  const { studio, state, engine } = await startWithImages();
  engine.hooks.unreadable.add('red 3');
  await studio.measureInputSizes();
  const { entries, ...counts } = doneOf(state().inputSizes);
  expect(counts).toMatchObject({ imageCount: 23, poolCount: 24, unreadCount: 1 });
  expect(entries.map(({ isRight }) => isRight.length)).toEqual([23, 23, 23, 23]);
});
