import { expect, test } from 'vitest';
import { selectClassSamples } from '../../src/studio/select-class-samples.ts';
import { createTestStudio, texts, zipFile } from './support/create-test-studio.ts';
import { createPlainEngine } from './support/plain-engine.ts';

test('while images become ready, only the lists of their own classes are new objects', async () => {
  const engine = createPlainEngine();
  const { studio, state } = createTestStudio(engine);
  await studio.startEngine();
  const changed: string[][] = [];
  let before = selectClassSamples(state().samples);
  studio.store.subscribe(({ samples, classes }) => {
    const after = selectClassSamples(samples);
    if (after !== before) {
      changed.push(classes.filter(({ id }) => after.get(id) !== before.get(id)).map(({ name }) => name));
    }
    before = after;
  });
  await studio.importFiles([zipFile('set.zip', { blue: texts('blue', 4), red: texts('red', 2) })], null);
  expect(changed).toEqual([['blue', 'red'], ['blue'], ['blue'], ['red']]);

  const [blue, red] = state().classes.map(({ id }) => selectClassSamples(state().samples).get(id));
  expect(blue?.map(({ file }) => file)).toEqual(['blue/0.png', 'blue/1.png', 'blue/2.png', 'blue/3.png']);
  studio.removeSamples([red?.[0]?.id ?? '']);
  const [sameBlue, otherRed] = state().classes.map(({ id }) => selectClassSamples(state().samples).get(id));
  expect(sameBlue).toBe(blue);
  expect(otherRed).toEqual(red?.slice(1));
});

test('the same samples are grouped once', () => {
  const { samples } = createTestStudio(createPlainEngine()).state();
  expect(selectClassSamples(samples)).toBe(selectClassSamples(samples));
});
