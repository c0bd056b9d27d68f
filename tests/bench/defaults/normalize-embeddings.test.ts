import { describe, expect, it } from 'vitest';
import { createRandom, randomNormal } from '../../../src/core/shared/random.ts';
import { normalizeEmbeddings } from './normalize-embeddings.ts';

const random = createRandom(3);
const table = {
  sampleCount: 6,
  embeddingSize: 50,
  values: Float32Array.from({ length: 300 }, (_, i) => 2 + (i % 5) + 0.5 * randomNormal(random)),
};
const trainingRows = Int32Array.of(0, 1, 2, 3);
const rowOf = (values: Float32Array, row: number) => [...values.subarray(row * 50, (row + 1) * 50)];
const meanSquare = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value * value, 0) / values.length;

describe('embeddings', () => {
  it('of unit length all have mean square 1 and keep their direction', () => {
    const scaled = normalizeEmbeddings('unit length', table, trainingRows);
    for (let row = 0; row < 6; row++) {
      expect(meanSquare(rowOf(scaled, row))).toBeCloseTo(1, 5);
      const [first = 0, second = 1] = rowOf(scaled, row);
      const [rawFirst = 0, rawSecond = 1] = rowOf(table.values, row);
      expect(first / second).toBeCloseTo(rawFirst / rawSecond, 5);
    }
  });

  it('when centred have mean 0 and mean square 1 over the training rows, whatever the others are', () => {
    const centred = normalizeEmbeddings('centred', table, trainingRows);
    for (let i = 0; i < 50; i++) {
      const sum = [0, 1, 2, 3].reduce((total, row) => total + (centred[row * 50 + i] as number), 0);
      expect(sum).toBeCloseTo(0, 4);
    }
    expect(meanSquare([...centred.subarray(0, 200)])).toBeCloseTo(1, 5);
    const others = { ...table, values: table.values.map((value, i) => (i < 200 ? value : 99)) };
    const again = normalizeEmbeddings('centred', others, trainingRows);
    expect(again.subarray(0, 200)).toEqual(centred.subarray(0, 200));
  });

  it('left raw are themselves', () => {
    expect(normalizeEmbeddings('raw', table, trainingRows)).toEqual(table.values);
  });
});
