import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyTemperature } from '../../../src/core/evaluation/temperature.ts';
import { predictTable } from '../../../src/core/prediction/predict-table.ts';
import { createRandom, randomNormal } from '../../../src/core/shared/random.ts';
import type { Head } from '../../../src/core/training/head.ts';
import { scaleLogits } from '../../../src/core/training/scale-logits.ts';

const [embeddingSize, classCount] = [6, 3];

function drawHead(hiddenUnits: number, seed: number): Head {
  const random = createRandom(seed);
  const draw = (count: number) => Float32Array.from({ length: count }, () => randomNormal(random));
  const sizes = hiddenUnits === 0 ? [embeddingSize, classCount] : [embeddingSize, hiddenUnits, classCount];
  return {
    embeddingSize,
    classCount,
    layers: sizes.slice(1).map((outputSize, index) => ({
      inputSize: sizes[index] as number,
      outputSize,
      kernel: draw((sizes[index] as number) * outputSize),
      bias: draw(outputSize),
      activation: index === sizes.length - 2 ? 'linear' : 'relu',
    })),
  };
}

test('a scaled head gives what dividing its logits by the temperature gives, with a hidden layer or without', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(0, 4),
      fc.nat(1000),
      fc.double({ min: 0.3, max: 5, noNaN: true }),
      (hiddenUnits, seed, temperature) => {
        const head = drawHead(hiddenUnits, seed);
        const random = createRandom(seed + 1);
        const values = Float32Array.from({ length: 5 * embeddingSize }, () => randomNormal(random));
        const table = { sampleCount: 5, embeddingSize, values };
        const expected = applyTemperature(predictTable(head, table), classCount, temperature);
        const scaled = predictTable(scaleLogits(head, temperature), table);
        for (const [at, value] of scaled.entries()) expect(value).toBeCloseTo(expected[at] as number, 5);
      },
    ),
  );
});
