import { expect, test } from 'vitest';
import { packEmbedding } from '../../src/core/embedding/pack-embedding.ts';
import { createEmbeddingStore } from '../../src/studio/embedding-store.ts';
import { createTestStudio, makeFinal, textFile } from './support/create-test-studio.ts';
import { builtInBase, createPlainEngine } from './support/plain-engine.ts';
import { lookAt } from './support/plain-images.ts';

const bases = ['a', 'b', 'c'].map((letter) => ({ ...builtInBase, sha256: letter.repeat(64) }));
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
  const [a, b, c] = bases as [typeof builtInBase, typeof builtInBase, typeof builtInBase];
  store.put(image, identity, a, packEmbedding(Float32Array.of(1)));
  store.put(image, identity, b, packEmbedding(Float32Array.of(1)));
  store.get('hash', a);
  store.put(image, identity, c, packEmbedding(Float32Array.of(1)));
  expect([a, b, c].map((base) => store.get('hash', base) !== null)).toEqual([true, false, true]);
});

test('the base model from before keeps its embeddings, older ones give their memory back', () => {
  const store = createEmbeddingStore();
  for (const base of bases) store.put(image, identity, base, packEmbedding(Float32Array.of(1)));
  expect(bases.map((base) => store.get('hash', base) !== null)).toEqual([false, true, true]);
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
