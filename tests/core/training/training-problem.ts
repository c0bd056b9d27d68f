import type { Answer } from '../../../src/core/shared/answer.ts';
import { createRandom, randomNormal } from '../../../src/core/shared/random.ts';
import { trainHead } from '../../../src/core/training/train-head.ts';
import {
  defaultTrainingSettings,
  type TrainingSettings,
} from '../../../src/core/training/training-settings.ts';
import type {
  TrainingOutcome,
  TrainingRequest,
  TrainingStep,
} from '../../../src/core/training/training-types.ts';

/** A small made-up problem: one Gaussian cloud per class, with the last image of each class held out. */
export function createTrainingProblem(options: {
  readonly classCount: number;
  readonly samplesPerClass: number;
  readonly embeddingSize: number;
  /** Distance between clouds in units of their width. */
  readonly separation: number;
  readonly seed: number;
  readonly settings?: Partial<TrainingSettings>;
}): TrainingRequest {
  const { classCount, samplesPerClass, embeddingSize } = options;
  const random = createRandom(options.seed);
  const centres = Array.from({ length: classCount }, () =>
    Array.from({ length: embeddingSize }, () => options.separation * randomNormal(random)),
  );
  const sampleCount = classCount * samplesPerClass;
  const values = new Float32Array(sampleCount * embeddingSize);
  const classIndexes = new Int32Array(sampleCount);
  const trainingRows: number[] = [];
  const validationRows: number[] = [];
  for (let row = 0; row < sampleCount; row++) {
    const classIndex = Math.floor(row / samplesPerClass);
    classIndexes[row] = classIndex;
    const centre = centres[classIndex] as number[];
    centre.forEach((value, i) => {
      values[row * embeddingSize + i] = value + randomNormal(random);
    });
    const heldOut = samplesPerClass > 1 && row % samplesPerClass >= Math.ceil(0.75 * samplesPerClass);
    (heldOut ? validationRows : trainingRows).push(row);
  }
  return {
    embeddings: { sampleCount, embeddingSize, values },
    classIndexes,
    classCount,
    trainingRows: Int32Array.from(trainingRows),
    validationRows: Int32Array.from(validationRows),
    settings: { ...defaultTrainingSettings, epochs: 10, ...options.settings },
  };
}

/** A clock that moves one millisecond each time somebody looks. */
export function createTickingClock() {
  let time = 0;
  return { now: () => time++ };
}

/** Runs a training to its end. `answer` is asked after each step. */
export async function runTraining(
  request: TrainingRequest,
  answer: (step: TrainingStep) => Answer = () => 'continue',
): Promise<{ readonly outcome: TrainingOutcome; readonly steps: readonly TrainingStep[] }> {
  const training = trainHead(request, createTickingClock());
  const steps: TrainingStep[] = [];
  let next = await training.next();
  while (!next.done) {
    steps.push(next.value);
    next = await training.next(answer(next.value));
  }
  return { outcome: next.value, steps };
}
