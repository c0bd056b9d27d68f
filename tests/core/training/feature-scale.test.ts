import fc from 'fast-check';
import { expect, test } from 'vitest';
import { predictTable } from '../../../src/core/prediction/predict-table.ts';
import { createRandom, randomNormal } from '../../../src/core/shared/random.ts';
import {
  foldScale,
  measureFeatures,
  scaleFeatures,
  unfoldScale,
} from '../../../src/core/training/feature-scale.ts';
import { createInitialHead } from '../../../src/core/training/initial-head.ts';
import { standardizeEmbeddings } from '../../../src/core/training/standardize-embeddings.ts';

const embeddingSize = 12;

function createEmbeddings(sampleCount: number, seed: number) {
  const random = createRandom(seed);
  const values = Float32Array.from(
    { length: sampleCount * embeddingSize },
    (_, i) => (1 + (i % embeddingSize)) * randomNormal(random),
  );
  return { sampleCount, embeddingSize, values };
}

test('scaled features have the mean zero, and those that differ much still differ more', () => {
  const embeddings = createEmbeddings(400, 1);
  const values = standardizeEmbeddings(embeddings);
  const rows = Array.from({ length: 300 }, (_, row) => row);
  const scale = measureFeatures(values, embeddingSize, rows);
  scaleFeatures(values, scale);
  const deviations = Array.from({ length: embeddingSize }, (_, j) => {
    const column = rows.map((row) => values[row * embeddingSize + j] as number);
    const mean = column.reduce((sum, value) => sum + value, 0) / rows.length;
    expect(mean).toBeCloseTo(0, 4);
    return Math.sqrt(column.reduce((sum, value) => sum + value ** 2, 0) / rows.length);
  });
  expect(Math.max(...deviations)).toBeLessThan(1);
  expect(deviations[11]).toBeGreaterThan(deviations[0] as number);
});

test('rows that are all the same become zeros, not noise', () => {
  const one = standardizeEmbeddings(createEmbeddings(1, 2));
  const values = Float32Array.from([...one, ...one, ...one]);
  scaleFeatures(values, measureFeatures(values, embeddingSize, [0, 1, 2]));
  for (const value of values) expect(Math.abs(value)).toBeLessThan(1e-6);
});

test('a head says the same with the scale folded into it, and can be unfolded again', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 1e6 }), (hiddenUnits, seed) => {
      const embeddings = createEmbeddings(20, seed);
      const random = createRandom(seed);
      const initial = createInitialHead(embeddingSize, 3, hiddenUnits, seed);
      const head = {
        ...initial,
        layers: initial.layers.map((layer) => ({
          ...layer,
          kernel: layer.kernel.map(() => randomNormal(random)),
          bias: layer.bias.map(() => randomNormal(random)),
        })),
      };
      const scale = measureFeatures(standardizeEmbeddings(embeddings), embeddingSize, [0, 1, 2, 3, 4]);
      const there = predictTable(unfoldScale(foldScale(head, scale), scale), embeddings);
      const plain = predictTable(head, embeddings);
      there.forEach((value, i) => {
        expect(value).toBeCloseTo(plain[i] as number, 4);
      });

      const scaled = standardizeEmbeddings(embeddings);
      scaleFeatures(scaled, scale);
      const first = head.layers[0];
      const folded = foldScale(head, scale).layers[0];
      if (first === undefined || folded === undefined) throw new RangeError('a head has a layer');
      const standardized = standardizeEmbeddings(embeddings);
      for (let output = 0; output < first.outputSize; output++) {
        const sumOf = (values: Float32Array, { kernel, bias, outputSize }: typeof first) =>
          Array.from({ length: embeddingSize }, (_, j) => j).reduce(
            (sum, j) => sum + (values[j] as number) * (kernel[j * outputSize + output] as number),
            bias[output] as number,
          );
        expect(sumOf(standardized, folded)).toBeCloseTo(sumOf(scaled, first), 3);
      }
    }),
    { seed: 7, numRuns: 40 },
  );
});
