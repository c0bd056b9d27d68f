import { expect, test } from 'vitest';
import { packEmbedding } from '../../src/core/embedding/pack-embedding.ts';
import { createEmbeddingStore } from '../../src/studio/embedding-store.ts';
import { createTestStudio, makeFinal, textFile } from './support/create-test-studio.ts';
import { builtInBase, createPlainEngine } from './support/plain-engine.ts';
import { lookAt } from './support/plain-images.ts';

const bases = ['a', 'b', 'c', 'd', 'e'].map((letter) => ({ ...builtInBase, sha256: letter.repeat(64) }));
const image = new Blob(['image']);
const identity = { imageHash: 'hash', thumbnail: new Blob(['small']), pixels: lookAt('image') };

test('an embedding belongs to one image and one base model', () => {
  const store = createEmbeddingStore();
  const embedding = Float32Array.of(1, 2);
  store.put(image, identity, builtInBase, packEmbedding(embedding));
  expect(store.identify(image)).toEqual(identity);
  expect(store.get('hash', { ...builtInBase })).toEqual(embedding);
  expect(store.get('other', builtInBase)).toBeNull();
  expect(store.get('hash', { ...builtInBase, inputSize: 8 })).toBeNull();
});

test('a file that is recognised by its hash has what its equal has, until that is forgotten', () => {
  const store = createEmbeddingStore();
  const copy = new Blob(['image']);
  expect(store.recognise(copy, 'hash')).toBeNull();
  store.put(image, identity, builtInBase, packEmbedding(Float32Array.of(1)));
  expect(store.recognise(copy, 'hash')).toEqual(identity);
  expect(store.identify(copy)).toEqual(identity);
  const known = store.listHashes(builtInBase);
  expect([...known]).toEqual(['hash']);
  expect([...store.listHashes(bases[1] ?? builtInBase)]).toEqual([]);

  store.keepOnly(new Set(['other']));
  expect(store.identify(copy)).toBeNull();
  expect([...store.listHashes(builtInBase)]).toEqual([]);
  expect([...known], 'a list is of its moment').toEqual(['hash']);
});

test('a base model that is returned to counts as used last', () => {
  const store = createEmbeddingStore();
  const embed = (base: typeof builtInBase) =>
    store.put(image, identity, base, packEmbedding(Float32Array.of(1)));
  bases.slice(0, 4).forEach(embed);
  store.get('hash', bases[0] ?? builtInBase);
  bases.slice(4).forEach(embed);
  const known = bases.map((base) => store.get('hash', base) !== null);
  expect(known).toEqual([true, false, true, true, true]);
});

test('the four base models used last keep their embeddings, older ones give their memory back', () => {
  const store = createEmbeddingStore();
  for (const base of bases) store.put(image, identity, base, packEmbedding(Float32Array.of(1)));
  expect(bases.map((base) => store.get('hash', base) !== null)).toEqual([false, true, true, true, true]);
});

test('the input sizes of one base model count as one, and go with it', () => {
  const store = createEmbeddingStore();
  const embed = (base: typeof builtInBase) =>
    store.put(image, identity, base, packEmbedding(Float32Array.of(1)));
  const [first, ...others] = bases as [typeof builtInBase, ...(typeof builtInBase)[]];
  const sizes = [224, 192, 160, 128].map((inputSize) => ({ ...first, inputSize }));
  const known = (some: readonly (typeof builtInBase)[]) => some.map((base) => store.has('hash', base));
  for (const base of [...others.slice(0, 3), ...sizes]) embed(base);
  expect(known([...others.slice(0, 3), ...sizes])).toEqual(Array(7).fill(true));
  for (const base of others) embed(base);
  expect(known([...others, ...sizes])).toEqual([true, true, true, true, false, false, false, false]);
});

test('a deleted image is embedded anew once "Undo" cannot bring it back, and others never', async () => {
  const engine = createPlainEngine();
  const { studio, state } = createTestStudio(engine);
  await studio.startEngine();
  const [red, blue] = [studio.addClass(), studio.addClass()];
  const image = textFile('red.png', 'red 1');
  await studio.addImages(red, [image]);
  await studio.addImages(blue, [textFile('blue.png', 'blue 1')]);
  studio.deleteClass(red);
  studio.undo();
  studio.deleteClass(red);
  await studio.addImages(blue, [image]);
  expect(engine.embedded).toEqual(['red 1', 'blue 1']);
  const again = state().samples.find(({ file }) => file === 'red.png');
  studio.removeSamples([again?.id ?? '']);
  makeFinal(studio);
  await studio.addImages(blue, [image]);
  expect(engine.embedded).toEqual(['red 1', 'blue 1', 'red 1']);
});
