import type { ExperimentData } from '../../../src/core/experiments/experiment-data.ts';
import type { Answer } from '../../../src/core/shared/answer.ts';
import { createRandom, randomNormal } from '../../../src/core/shared/random.ts';

/** One Gaussian cloud per class; the last `judgedPerClass` of each class are judged. */
export function createExperimentProblem(options: {
  readonly classCount: number;
  readonly trainingPerClass: number;
  readonly judgedPerClass: number;
  readonly embeddingSize: number;
  /** Distance between clouds in units of their width. */
  readonly separation: number;
  readonly seed: number;
}): ExperimentData {
  const { classCount, trainingPerClass, judgedPerClass, embeddingSize, separation } = options;
  const random = createRandom(options.seed);
  const perClass = trainingPerClass + judgedPerClass;
  const sampleCount = classCount * perClass;
  const values = new Float32Array(sampleCount * embeddingSize);
  const classIndexes = new Int32Array(sampleCount);
  const [trainingRows, judgedRows]: number[][] = [[], []];
  for (let classIndex = 0; classIndex < classCount; classIndex++) {
    const centre = Array.from({ length: embeddingSize }, () => separation * randomNormal(random));
    for (let i = 0; i < perClass; i++) {
      const row = classIndex * perClass + i;
      classIndexes[row] = classIndex;
      centre.forEach((value, at) => {
        values[row * embeddingSize + at] = value + randomNormal(random);
      });
      (i < trainingPerClass ? trainingRows : judgedRows)?.push(row);
    }
  }
  return {
    embeddings: { sampleCount, embeddingSize, values },
    classIndexes,
    classCount,
    trainingRows: Int32Array.from(trainingRows ?? []),
    judgedRows: Int32Array.from(judgedRows ?? []),
  };
}

/** The cosine of two rows, in 64-bit numbers, straight from the definition. */
export function cosineOf(
  { embeddings: { embeddingSize, values } }: ExperimentData,
  a: number,
  b: number,
): number {
  const rowOf = (row: number) => [...values.subarray(row * embeddingSize, (row + 1) * embeddingSize)];
  const dot = (x: number[], y: number[]) => x.reduce((sum, value, i) => sum + value * (y[i] as number), 0);
  const [x, y] = [rowOf(a), rowOf(b)];
  return dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y));
}

/** Runs a generator to its end. `answer` is asked after each step. */
export async function runToEnd<Step, Result>(
  work: AsyncGenerator<Step, Result, Answer | undefined>,
  answer: (step: Step) => Answer = () => 'continue',
): Promise<{ readonly result: Result; readonly steps: readonly Step[] }> {
  const steps: Step[] = [];
  let step = await work.next();
  while (step.done !== true) {
    steps.push(step.value);
    step = await work.next(answer(step.value));
  }
  return { result: step.value, steps };
}
