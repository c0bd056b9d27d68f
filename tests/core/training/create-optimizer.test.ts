import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { createRandom, randomNormal } from '../../../src/core/shared/random.ts';
import { createOptimizer } from '../../../src/core/training/create-optimizer.ts';
import {
  defaultTrainingSettings,
  type TrainingSettings,
} from '../../../src/core/training/training-settings.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

type Recipe = Pick<TrainingSettings, 'optimizer' | 'momentum' | 'weightDecay'>;

/** One kernel of 2 x 3 and one bias of 3, moved by the gradients of each step at the rate of that step. */
async function run(recipe: Recipe, start: number[], steps: readonly { gradient: number[]; rate: number }[]) {
  const optimizer = createOptimizer({ ...defaultTrainingSettings, ...recipe, learningRate: 99 }, () => [
    tf.tensor2d(start.slice(0, 6), [2, 3]),
    tf.tensor1d(start.slice(6)),
  ]);
  for (const { gradient, rate } of steps) {
    tf.tidy(() => {
      optimizer.update([tf.tensor2d(gradient.slice(0, 6), [2, 3]), tf.tensor1d(gradient.slice(6))], rate);
    });
  }
  const values = optimizer.parameters.flatMap((parameter) => [...parameter.dataSync()]);
  optimizer.dispose();
  return values;
}

/** The same in 64-bit numbers, straight from the papers. */
function runByDefinition(
  { optimizer, momentum, weightDecay }: Recipe,
  start: number[],
  steps: readonly { gradient: number[]; rate: number }[],
) {
  return start.map((first, i) => {
    let [value, m, v] = [first, 0, 0];
    steps.forEach(({ gradient, rate }, step) => {
      const g = gradient[i] as number;
      if (optimizer === 'sgd') {
        m = momentum * m + g;
        value -= rate * m;
        return;
      }
      m = 0.9 * m + 0.1 * g;
      v = 0.999 * v + 0.001 * g * g;
      const mean = m / (1 - 0.9 ** (step + 1));
      const square = v / (1 - 0.999 ** (step + 1));
      const decay = optimizer === 'adamw' && i < 6 ? rate * weightDecay * value : 0;
      value = value - decay - (rate * mean) / (Math.sqrt(square) + 1e-7);
    });
    return value;
  });
}

const recipes = fc.record<Recipe>({
  optimizer: fc.constantFrom('adam', 'adamw', 'sgd'),
  momentum: fc.constantFrom(0, 0.5, 0.9, 0.99),
  weightDecay: fc.constantFrom(0, 0.01, 1, 10),
});

test('each optimizer moves as its paper says, whatever the rates of its steps', async () => {
  await fc.assert(
    fc.asyncProperty(
      recipes,
      fc.integer(),
      fc.array(fc.constantFrom(0, 0.0001, 0.01, 0.05), { minLength: 1, maxLength: 12 }),
      async (recipe, seed, rates) => {
        const random = createRandom(seed);
        const normals = () => Array.from({ length: 9 }, () => randomNormal(random));
        const start = normals();
        const steps = rates.map((rate) => ({ gradient: normals(), rate }));
        const expected = runByDefinition(recipe, start, steps);
        (await run(recipe, start, steps)).forEach((value, i) => {
          expect(value).toBeCloseTo(expected[i] as number, 4);
        });
      },
    ),
    { numRuns: 60 },
  );
});

describe("TF.js's own optimizers", () => {
  test.each([
    { name: 'momentum', recipe: { optimizer: 'sgd', momentum: 0.9, weightDecay: 0 } as const },
    { name: 'adam', recipe: { optimizer: 'adam', momentum: 0, weightDecay: 0 } as const },
  ])('move the same ($name)', async ({ name, recipe }) => {
    const random = createRandom(5);
    const normals = () => Array.from({ length: 9 }, () => randomNormal(random));
    const start = normals();
    const steps = Array.from({ length: 15 }, () => ({ gradient: normals(), rate: 0.01 }));
    const variable = tf.variable(tf.tensor1d(start), true, `ours-${name}`);
    const stock = name === 'adam' ? tf.train.adam(0.01) : tf.train.momentum(0.01, 0.9);
    for (const { gradient } of steps)
      stock.applyGradients([{ name: variable.name, tensor: tf.tensor1d(gradient) }]);
    const expected = [...variable.dataSync()];
    (await run(recipe, start, steps)).forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i] as number, 5);
    });
  });
});

test('no optimizer leaves a tensor behind', async () => {
  const before = tf.memory().numTensors;
  for (const optimizer of ['adam', 'adamw', 'sgd'] as const) {
    await run({ optimizer, momentum: 0.9, weightDecay: 1 }, new Array(9).fill(1), [
      { gradient: new Array(9).fill(1), rate: 0.1 },
    ]);
  }
  expect(tf.memory().numTensors).toBe(before);
});
