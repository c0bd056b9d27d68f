import {
  cast,
  dispose,
  gather,
  oneHot,
  type Tensor1D,
  type Tensor2D,
  tensor2d,
  tidy,
  zeros,
} from '@tensorflow/tfjs-core';
import {
  createRandom,
  deriveSeed,
  type Random,
  randomNormal,
  shuffled,
} from '../../../src/core/shared/random.ts';
import { createAdam } from '../../../src/core/training/adam.ts';
import { computeGradients } from '../../../src/core/training/dense-gradients.ts';
import type { Head } from '../../../src/core/training/head.ts';
import type { EmbeddedFiles } from '../embed-data-set.ts';

/** Teachable Machine's settings, as its app has them when it is opened. */
export const teachableMachineRecipe = {
  epochs: 50,
  batchSize: 16,
  learningRate: 0.001,
  hiddenUnits: 100,
  validationFraction: 0.15,
} as const;

/**
 * The rows that Teachable Machine trains on, in the order that it keeps for all epochs: each class is shuffled, its last
 * ceil(0.15 n) are held out, the rest of all classes is shuffled once.
 */
export function chooseTrainingRows(
  classIndexes: Int32Array,
  rows: readonly number[],
  classCount: number,
  random: Random,
): readonly number[] {
  const kept = Array.from({ length: classCount }, (_, classIndex) => {
    const ofClass = shuffled(
      rows.filter((row) => classIndexes[row] === classIndex),
      random,
    );
    return ofClass.slice(
      0,
      ofClass.length - Math.ceil(teachableMachineRecipe.validationFraction * ofClass.length),
    );
  });
  return shuffled(kept.flat(), random);
}

/**
 * Teachable Machine's image recipe on raw embeddings: a hidden layer of 100 relu units, an output layer without bias,
 * both started by variance scaling (truncated normal, variance 1 / inputs), softmax, cross-entropy, Adam; batches in the
 * same order in each epoch, and the head of the last one. Read in its sources (libraries/image/src/teachable-mobilenet.ts).
 * @param rows in the order in which they are trained on
 * @returns layers for embeddings as they are, not standardized
 */
export async function trainLikeTeachableMachine(
  { embeddings, classIndexes, classCount }: Pick<EmbeddedFiles, 'embeddings' | 'classIndexes' | 'classCount'>,
  rows: readonly number[],
  random: Random,
): Promise<Head['layers']> {
  const { embeddingSize, sampleCount, values } = embeddings;
  const { epochs, batchSize, learningRate, hiddenUnits } = teachableMachineRecipe;
  const inputs = tensor2d(values, [sampleCount, embeddingSize]);
  const targets = tidy(() => cast(oneHot(Array.from(classIndexes), classCount), 'float32') as Tensor2D);
  const noBias = zeros([classCount]) as Tensor1D;
  const adam = createAdam(
    () => [
      scaleVariance(embeddingSize, hiddenUnits, random),
      zeros([hiddenUnits]),
      scaleVariance(hiddenUnits, classCount, random),
    ],
    learningRate,
  );
  try {
    for (let epoch = 0; epoch < epochs; epoch++) {
      for (let start = 0; start < rows.length; start += batchSize) {
        tidy(() => {
          const batch = rows.slice(start, start + batchSize);
          const weights = tensor2d(new Float32Array(batch.length).fill(1 / batch.length), [batch.length, 1]);
          const [kernel, bias, output] = adam.parameters as [Tensor2D, Tensor1D, Tensor2D];
          const { layers } = computeGradients(
            [
              { kernel, bias },
              { kernel: output, bias: noBias },
            ],
            {
              inputs: gather(inputs, batch),
              targets: gather(targets, batch),
              weights,
              lossWeights: weights,
              dropoutMasks: null,
            },
            0,
          );
          const [hidden, last] = layers;
          if (hidden === undefined || last === undefined)
            throw new RangeError('two layers have two gradients');
          adam.update([hidden.kernel, hidden.bias, last.kernel]);
        });
      }
    }
    const [kernel, bias, output] = await Promise.all(
      adam.parameters.map(async (parameter) => Float32Array.from(await parameter.data())),
    );
    return [
      {
        inputSize: embeddingSize,
        outputSize: hiddenUnits,
        kernel: kernel as Float32Array<ArrayBuffer>,
        bias: bias as Float32Array<ArrayBuffer>,
        activation: 'relu',
      },
      {
        inputSize: hiddenUnits,
        outputSize: classCount,
        kernel: output as Float32Array<ArrayBuffer>,
        bias: new Float32Array(classCount),
        activation: 'linear',
      },
    ];
  } finally {
    adam.dispose();
    dispose([inputs, targets, noBias]);
  }
}

/** The class of the highest logit for one embedding as it is. */
export function classifyRaw(layers: Head['layers'], embedding: Float32Array): number {
  let values: Float32Array = embedding;
  for (const { kernel, bias, outputSize, activation } of layers) {
    const output = Float32Array.from(bias);
    values.forEach((value, i) => {
      for (let o = 0; o < outputSize; o++)
        output[o] = (output[o] as number) + value * (kernel[i * outputSize + o] as number);
    });
    values = activation === 'relu' ? output.map((value) => Math.max(0, value)) : output;
  }
  return values.indexOf(Math.max(...values));
}

/** A random stream of one recipe, one seed and one purpose. */
export function randomOfRecipe(seed: number, purpose: 'rows' | 'weights'): Random {
  return createRandom(deriveSeed(seed, `Teachable Machine ${purpose}`));
}

function scaleVariance(inputSize: number, outputSize: number, random: Random): Tensor2D {
  const deviation = Math.sqrt(1 / inputSize);
  const values = Float32Array.from({ length: inputSize * outputSize }, () => {
    for (;;) {
      const value = randomNormal(random);
      if (Math.abs(value) <= 2) return value * deviation;
    }
  });
  return tensor2d(values, [inputSize, outputSize]);
}
