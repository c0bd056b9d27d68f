import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packEmbedding, unpackEmbedding } from '../../../src/core/embedding/pack-embedding.ts';

const embeddings = fc
  .record({
    values: fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 50 }),
    exponent: fc.integer({ min: -20, max: 20 }),
  })
  .map(({ values, exponent }) => Float32Array.from(values, (value) => value * 2 ** exponent));

test('an embedding at rest keeps every number to a 4096th of the largest, whatever its scale', () => {
  fc.assert(
    fc.property(embeddings, (embedding) => {
      const packed = packEmbedding(embedding);
      const back = unpackEmbedding(packed);
      expect(packed.halves.byteLength * 2).toBe(embedding.byteLength);
      embedding.forEach((value, i) => {
        expect(Math.abs((back[i] as number) - value)).toBeLessThanOrEqual(packed.scale / 4096);
      });
    }),
    { seed: 3, numRuns: 500 },
  );
});

test('zeros stay zeros', () => {
  expect(unpackEmbedding(packEmbedding(new Float32Array(3)))).toEqual(new Float32Array(3));
});
