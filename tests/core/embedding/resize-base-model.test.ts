import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { beforeAll, expect, test } from 'vitest';
import type { BaseModel } from '../../../src/core/embedding/base-model.ts';
import { createBaseModelEmbedder } from '../../../src/core/embedding/base-model-embedder.ts';
import { checkParity } from '../../../src/core/embedding/check-parity.ts';
import { builtInBaseId, inputSizes } from '../../../src/core/embedding/input-sizes.ts';
import { createParityImage } from '../../../src/core/embedding/parity-image.ts';
import { resizeBaseModel } from '../../../src/core/embedding/resize-base-model.ts';
import { readBuiltInBase } from '../export/export-fixtures.ts';

let base: BaseModel;

beforeAll(async () => {
  base = await readBuiltInBase();
  await tf.setBackend('wasm');
});

function resize(from: BaseModel, inputSize: number): BaseModel {
  const resized = resizeBaseModel(from, inputSize);
  if ('kind' in resized) throw new Error(resized.detail);
  return resized;
}

test.each(inputSizes)(
  'at %i pixels it gives what the original network gives, and no other answer',
  async (size) => {
    const resized = resize(base, size);
    const embedder = createBaseModelEmbedder(resized, { batchSize: 1, padding: 'none' });
    const embedding = await embedder.embed([createParityImage(size)]);
    embedder.dispose();
    const { parityEmbedding, otherSizes } = resized.manifest;
    expect(checkParity(embedding, parityEmbedding)).toMatchObject({ right: true });
    expect(otherSizes).toHaveLength(inputSizes.length - 1);
    for (const other of otherSizes)
      expect(checkParity(embedding, other.parityEmbedding)).toMatchObject({ right: false });
  },
);

test('it is known by its id', () => expect(base.manifest.id).toBe(builtInBaseId));

test('it goes from any size to any other and back, and refuses one without an answer', () => {
  const small = resize(base, 128);
  expect(resize(resize(small, 160), 224).manifest.parityEmbedding).toEqual(base.manifest.parityEmbedding);
  expect(resize(small, 128)).toBe(small);
  expect(resizeBaseModel(base, 100)).toMatchObject({ kind: 'base-model-unfit' });
});
