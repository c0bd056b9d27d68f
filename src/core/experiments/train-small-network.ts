import {
  cast,
  dispose,
  oneHot,
  type Tensor2D,
  type Tensor4D,
  tensor1d,
  tensor4d,
  tidy,
} from '@tensorflow/tfjs-core';
import { scalePixels } from '../embedding/embedder.ts';
import type { Answer } from '../shared/answer.ts';
import type { TrainingFailure } from '../shared/failure.ts';
import { createRandom, deriveSeed, type Random, randomIndex, shuffled } from '../shared/random.ts';
import { createAdam } from '../training/adam.ts';
import type { ExperimentData, SmallImages } from './experiment-data.ts';
import { computeSmallNetworkGradients, createSmallNetwork, runSmallNetwork } from './small-network.ts';

/** What a training from scratch needs. */
export interface SmallNetworkRequest {
  readonly data: Omit<ExperimentData, 'embeddings'>;
  /** Of all training and judged rows. */
  readonly images: SmallImages;
  readonly seed: number;
}

/** Few images are shown so often that a network has the steps to learn them, many so often that it has seen each of them well. */
const recipe = { batchSize: 32, epochs: 30, fewestSteps: 200, learningRate: 0.002, shift: 4 } as const;

/** How many steps a training from scratch on so many images takes; the time that it needs is proportional to it. */
export function countSmallNetworkSteps(imageCount: number): number {
  return Math.max(recipe.fewestSteps, Math.ceil((recipe.epochs * imageCount) / recipe.batchSize));
}

/**
 * Trains the small network from random weights on pixels alone, with Adam and random shifts, on the current TF.js
 * backend; few images are seen more often than many. Yields how much is done, 0 to 1, and ends when answered `stop`.
 * @returns a class column for each judged row; null when it was stopped
 */
export async function* trainSmallNetwork({
  data: { classIndexes, classCount, trainingRows, judgedRows },
  images,
  seed,
}: SmallNetworkRequest): AsyncGenerator<
  number,
  Int32Array<ArrayBuffer> | TrainingFailure | null,
  Answer | undefined
> {
  const random = createRandom(deriveSeed(seed, 'from scratch'));
  const batchSize = Math.min(recipe.batchSize, trainingRows.length);
  const stepCount = countSmallNetworkSteps(trainingRows.length);
  const drawBatch = createBatchDraw(Array.from(trainingRows), batchSize, random);
  const adam = createAdam(() => createSmallNetwork(classCount, seed), recipe.learningRate);
  try {
    for (let step = 1; step <= stepCount; step++) {
      const rows = drawBatch();
      const loss = tidy(() => {
        const shown = rows.map((row) => shiftImage(images, row, random));
        const targets = oneHot(
          tensor1d(
            rows.map((row) => classIndexes[row] as number),
            'int32',
          ),
          classCount,
        );
        const { loss, gradients } = computeSmallNetworkGradients(
          adam.parameters,
          uploadImages(shown, images.side),
          cast(targets as Tensor2D, 'float32'),
        );
        adam.update(gradients);
        return loss;
      });
      const [value] = await loss.data();
      loss.dispose();
      if (!Number.isFinite(value))
        return { kind: 'loss-not-finite', epoch: Math.ceil((step * batchSize) / trainingRows.length) };
      if ((yield step / stepCount) === 'stop' && step < stepCount) return null;
    }
    const predicted = new Int32Array(judgedRows.length);
    for (let first = 0; first < judgedRows.length; first += recipe.batchSize) {
      const rows = judgedRows.slice(first, first + recipe.batchSize);
      const logits = tidy(() =>
        runSmallNetwork(
          adam.parameters,
          uploadImages(
            Array.from(rows, (row) => images.pixels[row] as Uint8Array),
            images.side,
          ),
        ),
      );
      const values = await logits.data();
      dispose(logits);
      for (let i = 0; i < rows.length; i++)
        predicted[first + i] = findHighest(values, i * classCount, classCount);
    }
    return predicted;
  } finally {
    adam.dispose();
  }
}

/** Goes through all rows in a random order, then again in another one; batches reach over from one pass to the next. */
function createBatchDraw(
  rows: readonly number[],
  batchSize: number,
  random: Random,
): () => readonly number[] {
  let waiting: number[] = [];
  return () => {
    const batch: number[] = [];
    while (batch.length < batchSize) {
      if (waiting.length === 0) waiting = shuffled(rows, random);
      batch.push(waiting.pop() as number);
    }
    return batch;
  };
}

/** The picture moved by up to `recipe.shift` pixels; its edge is repeated. */
function shiftImage({ pixels, side }: SmallImages, row: number, random: Random): Uint8Array {
  const image = pixels[row] as Uint8Array;
  const reach = 2 * recipe.shift + 1;
  const [right, down] = [
    randomIndex(random, reach) - recipe.shift,
    randomIndex(random, reach) - recipe.shift,
  ];
  const clamp = (place: number) => Math.min(side - 1, Math.max(0, place));
  const shifted = new Uint8Array(image.length);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const from = 3 * (clamp(y - down) * side + clamp(x - right));
      const to = 3 * (y * side + x);
      shifted[to] = image[from] as number;
      shifted[to + 1] = image[from + 1] as number;
      shifted[to + 2] = image[from + 2] as number;
    }
  }
  return shifted;
}

function uploadImages(images: readonly Uint8Array[], side: number): Tensor4D {
  return tensor4d(scalePixels(images, side, images.length, [-1, 1]), [images.length, side, side, 3]);
}

function findHighest(values: ArrayLike<number>, start: number, length: number): number {
  let best = 0;
  for (let i = 1; i < length; i++) {
    if ((values[start + i] as number) > (values[start + best] as number)) best = i;
  }
  return best;
}
