import { expect, test } from 'vitest';
import { createGate, texts } from './support/create-test-studio.ts';
import { startStudioWithImages } from './support/start-studio-with-images.ts';

/** `red 1 a`, `red 1 b`, ...: so many near duplicates of one image. */
const alike = (name: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${name} ${String.fromCharCode(97 + index)}`);

const classes = { red: [...texts('red', 18), ...alike('red 50', 6)], blue: texts('blue', 20) };

test('near duplicates are on one side of the split, whatever the seed', async () => {
  const { studio, state } = await startStudioWithImages(classes);
  const places = [18, 19, 20, 21, 22, 23].map((index) => `red/${index}.png`);
  const ids = state()
    .samples.filter(({ file }) => places.includes(file))
    .map(({ id }) => id);
  expect(ids).toHaveLength(6);
  const sides = new Set<string>();
  for (let seed = 1; seed <= 6; seed++) {
    studio.changeSettings({ seed });
    await studio.train();
    const { split } = state().model ?? {};
    const held = ids.filter((id) => split?.validation.includes(id)).length;
    expect([0, 6]).toContain(held);
    sides.add(String(held));
    expect(split?.validation.filter((id) => !ids.includes(id)).length).toBeGreaterThan(0);
  }
});

test('images are compared once, and again when there are others', async () => {
  const { engine, studio, state } = await startStudioWithImages(classes);
  const compared: number[] = [];
  engine.hooks.onCompare = async (imageCount) => {
    compared.push(imageCount);
    return null;
  };
  await studio.train();
  await studio.train();
  expect(compared).toEqual([44]);
  studio.removeSamples(
    state()
      .samples.slice(0, 1)
      .map(({ id }) => id),
  );
  await studio.train();
  expect(compared).toEqual([44, 43]);
});

test('copies of one file stay together without being compared with each other', async () => {
  const { engine, studio, state } = await startStudioWithImages({
    red: [...texts('red', 15), 'red 3', 'red 3', 'red 3'],
    blue: texts('blue', 15),
  });
  let compared = 0;
  engine.hooks.onCompare = async (imageCount) => {
    compared = imageCount;
    return null;
  };
  await studio.train();
  expect(compared).toBe(30);
  const copies = state().samples.filter(({ file }) => /^red\/(2|15|16|17)\.png$/.test(file));
  const held = copies.filter(({ id }) => state().model?.split.validation.includes(id)).length;
  expect(copies).toHaveLength(4);
  expect([0, 4]).toContain(held);
});

test('a class of near duplicates alone is said not to be validated', async () => {
  const { studio, state } = await startStudioWithImages({ red: alike('red 1', 8), blue: texts('blue', 10) });
  await studio.train();
  expect(state().model?.splitNotes).toMatchObject([{ kind: 'class-in-one-group', trainingCount: 8 }]);
});

test('training can be stopped while images are compared, and a failure there is said', async () => {
  const { engine, studio, state } = await startStudioWithImages(classes);
  const gate = createGate();
  engine.hooks.onCompare = gate.pass;
  const trained = studio.train();
  await gate.reached;
  expect(state().training).toMatchObject({ phase: 'running', stage: 'preparing' });
  studio.stopTraining();
  gate.open();
  await trained;
  expect(state().training).toEqual({ phase: 'idle' });
  expect(state().model).toBeNull();

  engine.hooks.onCompare = async () => ({ kind: 'out-of-memory', detail: '' });
  await studio.train();
  expect(state().training).toMatchObject({ phase: 'failed', failure: { kind: 'out-of-memory' } });
});

test('images that come in while others are compared are compared too', async () => {
  const { engine, studio, state } = await startStudioWithImages(classes);
  const gate = createGate();
  engine.hooks.onCompare = gate.pass;
  const trained = studio.train();
  await gate.reached;
  const red = state().classes.find(({ name }) => name === 'red')?.id ?? '';
  await studio.addImages(red, [{ path: 'late.png', blob: new Blob(['red 50 late']) }]);
  gate.open();
  await trained;
  const late = state().samples.find(({ file }) => file === 'late.png')?.id ?? '';
  const { split } = state().model ?? {};
  const side = split?.training.includes(late) ? split.training : split?.validation;
  expect(side).toContain(late);
  const others = state().samples.filter(({ file }) => /^red\/(18|19|20|21|22|23)\.png$/.test(file));
  expect(others.every(({ id }) => side?.includes(id))).toBe(true);
});
