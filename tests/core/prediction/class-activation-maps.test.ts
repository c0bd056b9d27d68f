import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FeatureMap } from '../../../src/core/embedding/feature-map.ts';
import { computeClassActivationMaps } from '../../../src/core/prediction/class-activation-maps.ts';
import { predictTable } from '../../../src/core/prediction/predict-table.ts';
import { createRandom, type Random, randomNormal } from '../../../src/core/shared/random.ts';
import type { DenseLayer, Head } from '../../../src/core/training/head.ts';

const embeddingSize = 6;

function draw(random: Random, length: number): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length }, () => randomNormal(random));
}

function drawLayer(
  random: Random,
  inputSize: number,
  outputSize: number,
  activation: DenseLayer['activation'],
): DenseLayer {
  return {
    inputSize,
    outputSize,
    kernel: draw(random, inputSize * outputSize),
    bias: draw(random, outputSize),
    activation,
  };
}

function drawHead(random: Random, hiddenUnits: number, classCount: number): Head {
  const layers =
    hiddenUnits === 0
      ? [drawLayer(random, embeddingSize, classCount, 'linear')]
      : [
          drawLayer(random, embeddingSize, hiddenUnits, 'relu'),
          drawLayer(random, hiddenUnits, classCount, 'linear'),
        ];
  return { embeddingSize, classCount, layers };
}

function drawMap(random: Random, rowCount: number, columnCount: number): FeatureMap {
  return { rowCount, columnCount, values: draw(random, rowCount * columnCount * embeddingSize) };
}

/** The embedding of places, each counted as often as `weights` says. */
function average(map: FeatureMap, weights: readonly number[]): Float32Array<ArrayBuffer> {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return Float32Array.from({ length: embeddingSize }, (_, channel) =>
    weights.reduce(
      (sum, weight, place) =>
        sum + (weight * (map.values[place * embeddingSize + channel] as number)) / total,
      0,
    ),
  );
}

function logProbabilities(head: Head, embedding: Float32Array<ArrayBuffer>): number[] {
  return Array.from(predictTable(head, { sampleCount: 1, embeddingSize, values: embedding }), Math.log);
}

test('what all places say for a class, together with the bias, is its logit', () => {
  fc.assert(
    fc.property(
      fc.nat(1000),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 2, max: 5 }),
      (seed, side, classCount) => {
        const random = createRandom(seed);
        const head = drawHead(random, 0, classCount);
        const map = drawMap(random, side, side + 1);
        const { values, rowCount, columnCount } = computeClassActivationMaps(head, map);
        expect([rowCount, columnCount]).toEqual([side, side + 1]);
        const placeCount = side * (side + 1);
        const logits = Array.from({ length: classCount }, (_, classIndex) => {
          const own = values.subarray(classIndex * placeCount, (classIndex + 1) * placeCount);
          return own.reduce(
            (sum, value) => sum + value / placeCount,
            head.layers[0]?.bias[classIndex] as number,
          );
        });
        const expected = logProbabilities(head, average(map, new Array(placeCount).fill(1)));
        // Logits are log-probabilities but for a number that is the same for all classes.
        const offset = (expected[0] as number) - (logits[0] as number);
        for (const [index, logit] of logits.entries())
          expect(logit + offset).toBeCloseTo(expected[index] as number, 3);
      },
    ),
    { seed: 7, numRuns: 100 },
  );
});

test('with a hidden layer, too, the map is the share of each place: a flat image gives a flat map', () => {
  const random = createRandom(3);
  const head = drawHead(random, 5, 3);
  const place = draw(random, embeddingSize);
  const map = {
    rowCount: 2,
    columnCount: 2,
    values: Float32Array.from({ length: 4 * embeddingSize }, (_, i) => place[i % embeddingSize] as number),
  };
  const { values } = computeClassActivationMaps(head, map);
  for (let classIndex = 0; classIndex < 3; classIndex++) {
    const own = [...values.subarray(4 * classIndex, 4 * classIndex + 4)];
    for (const value of own) expect(value).toBeCloseTo(own[0] as number, 5);
  }
});

test('with a hidden layer the maps of two classes differ by their logits, less what only biases give', () => {
  fc.assert(
    fc.property(fc.nat(1000), (seed) => {
      const random = createRandom(seed);
      const withBias = drawHead(random, 7, 2);
      const head = {
        ...withBias,
        layers: withBias.layers.map((layer) => ({ ...layer, bias: new Float32Array(layer.outputSize) })),
      };
      const map = drawMap(random, 3, 2);
      const { values } = computeClassActivationMaps(head, map);
      const meanOf = (classIndex: number) =>
        values.subarray(6 * classIndex, 6 * classIndex + 6).reduce((sum, value) => sum + value / 6, 0);
      const [first, second] = logProbabilities(head, average(map, new Array(6).fill(1))) as [number, number];
      expect(meanOf(0) - meanOf(1)).toBeCloseTo(first - second, 3);
    }),
    { seed: 7, numRuns: 100 },
  );
});
