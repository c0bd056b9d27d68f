import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { ImagenetHead } from '../../../src/core/embedding/imagenet-head.ts';
import type { ApproachName, ApproachResult } from '../../../src/core/experiments/approach.ts';
import type { ExperimentData, SmallImages } from '../../../src/core/experiments/experiment-data.ts';
import { countSmallNetworkParameters } from '../../../src/core/experiments/small-network.ts';
import { type ApproachMaterial, tryApproach } from '../../../src/core/experiments/try-approach.ts';
import { createRandom, randomNormal } from '../../../src/core/shared/random.ts';
import { cosineOf, createExperimentProblem, runToEnd } from './experiment-problem.ts';

const clock = { now: () => performance.now() };
const nothing: ApproachMaterial = { imagenetHead: null, images: null };

beforeAll(async () => {
  await tf.setBackend('wasm');
});

async function classify(
  approach: ApproachName,
  data: ExperimentData,
  material = nothing,
): Promise<ApproachResult> {
  const before = tf.memory().numTensors;
  const { result } = await runToEnd(tryApproach({ approach, data, seed: 1 }, material, clock));
  expect(tf.memory().numTensors).toBe(before);
  return result as ApproachResult;
}

/** Made-up problems whose clouds overlap, of uneven classes. */
const problems = fc
  .record({
    classCount: fc.integer({ min: 2, max: 4 }),
    trainingPerClass: fc.integer({ min: 1, max: 9 }),
    judgedPerClass: fc.integer({ min: 1, max: 4 }),
    embeddingSize: fc.integer({ min: 3, max: 12 }),
    separation: fc.constantFrom(0, 0.7),
    seed: fc.integer({ min: 0, max: 1e6 }),
    dropped: fc.integer({ min: 0, max: 5 }),
  })
  .map(({ dropped, ...options }) => {
    const data = createExperimentProblem(options);
    // The first class loses some rows, but not its last.
    const drop = Math.min(dropped, options.trainingPerClass - 1);
    return { ...data, trainingRows: data.trainingRows.slice(drop) };
  });

test('nearest neighbours are those of a full sort', async () => {
  await fc.assert(
    fc.asyncProperty(problems, async (data) => {
      const { predictedClassIndexes, neighbourCount } = await classify('neighbours', data);
      const perClass = Array.from(
        { length: data.classCount },
        (_, c) => data.trainingRows.filter((row) => data.classIndexes[row] === c).length,
      );
      const k = Math.min(5, ...perClass);
      expect(neighbourCount).toBe(k);
      data.judgedRows.forEach((judged, i) => {
        const nearest = [...data.trainingRows]
          .sort((a, b) => cosineOf(data, judged, b) - cosineOf(data, judged, a))
          .slice(0, k);
        const votes = perClass.map((_, c) => nearest.filter((row) => data.classIndexes[row] === c));
        const chosen = votes[predictedClassIndexes[i] as number] as number[];
        const near = (rows: readonly number[]) =>
          rows.reduce((sum, row) => sum + cosineOf(data, judged, row), 0);
        for (const rows of votes) {
          expect(rows.length).toBeLessThanOrEqual(chosen.length);
          // In float32, what is as good as equal may fall either way.
          if (rows.length === chosen.length) expect(near(rows)).toBeLessThanOrEqual(near(chosen) + 1e-5);
        }
      });
    }),
    { numRuns: 60, seed: 4 },
  );
});

test('centroids are means of unit embeddings', async () => {
  await fc.assert(
    fc.asyncProperty(problems, async (data) => {
      const { predictedClassIndexes } = await classify('centroids', data);
      const { embeddingSize, values } = data.embeddings;
      const unitOf = (row: number) => {
        const raw = [...values.subarray(row * embeddingSize, (row + 1) * embeddingSize)];
        const length = Math.hypot(...raw);
        return raw.map((value) => value / length);
      };
      const means = Array.from({ length: data.classCount }, (_, c) => {
        const units = [...data.trainingRows].filter((row) => data.classIndexes[row] === c).map(unitOf);
        return Array.from({ length: embeddingSize }, (_, i) =>
          units.reduce((sum, unit) => sum + (unit[i] as number), 0),
        );
      });
      data.judgedRows.forEach((judged, i) => {
        const unit = unitOf(judged);
        const cosines = means.map(
          (mean) =>
            mean.reduce((sum, value, at) => sum + value * (unit[at] as number), 0) / Math.hypot(...mean),
        );
        expect(cosines[predictedClassIndexes[i] as number]).toBeGreaterThan(Math.max(...cosines) - 1e-5);
      });
    }),
    { numRuns: 60, seed: 5 },
  );
});

test('a linear layer learns what tells the classes apart, counts what it trains, and can be stopped', async () => {
  const data = createExperimentProblem({
    classCount: 3,
    trainingPerClass: 8,
    judgedPerClass: 4,
    embeddingSize: 12,
    separation: 3,
    seed: 6,
  });
  const { predictedClassIndexes, trainedParameterCount } = await classify('linear', data);
  expect([...predictedClassIndexes]).toEqual([...data.judgedRows].map((row) => data.classIndexes[row]));
  expect(trainedParameterCount).toBe(3 * (12 + 1));
  const trial = tryApproach({ approach: 'linear', data, seed: 1 }, nothing, clock);
  expect((await trial.next()).done).toBe(false);
  expect(await trial.next('stop')).toEqual({ done: true, value: null });
});

test('the largest class is the floor', async () => {
  const data = createExperimentProblem({
    classCount: 3,
    trainingPerClass: 4,
    judgedPerClass: 2,
    embeddingSize: 4,
    separation: 1,
    seed: 1,
  });
  const withoutOne = { ...data, trainingRows: data.trainingRows.filter((row) => row !== 0) };
  expect([...(await classify('majority', data)).predictedClassIndexes]).toEqual([0, 0, 0, 0, 0, 0]);
  expect([...(await classify('majority', withoutOne)).predictedClassIndexes]).toEqual([1, 1, 1, 1, 1, 1]);
});

test('ImageNet classes are shared out by what the pretrained model says on the training images', async () => {
  const data = createExperimentProblem({
    classCount: 3,
    trainingPerClass: 6,
    judgedPerClass: 5,
    embeddingSize: 5,
    separation: 0.8,
    seed: 8,
  });
  const random = createRandom(3);
  const normals = (length: number) => Float32Array.from({ length }, () => randomNormal(random));
  const head: ImagenetHead = {
    embeddingSize: 5,
    kernel: normals(5 * 7),
    bias: normals(7),
    classNames: ['tench', 'hen', 'kite', 'robin', 'jay', 'magpie', 'vulture'],
  };
  const probabilitiesOf = (row: number) => {
    const logits = Array.from({ length: 7 }, (_, z) =>
      Array.from(
        { length: 5 },
        (_, i) => (data.embeddings.values[row * 5 + i] as number) * (head.kernel[i * 7 + z] as number),
      ).reduce((sum, value) => sum + value, head.bias[z] as number),
    );
    const total = logits.reduce((sum, logit) => sum + Math.exp(logit), 0);
    return logits.map((logit) => Math.exp(logit) / total);
  };
  // The first class loses rows: classes must count the same all the same.
  const uneven = { ...data, trainingRows: data.trainingRows.slice(4) };
  const means = [0, 1, 2].map((c) => {
    const rows = [...uneven.trainingRows].filter((row) => data.classIndexes[row] === c).map(probabilitiesOf);
    return Array.from(
      { length: 7 },
      (_, z) => rows.reduce((sum, row) => sum + (row[z] as number), 0) / rows.length,
    );
  });
  const { predictedClassIndexes, commonNames, trainedParameterCount } = await classify('imagenet', uneven, {
    ...nothing,
    imagenetHead: head,
  });
  expect([...predictedClassIndexes]).toEqual(
    [...data.judgedRows].map((row) => {
      const probabilities = probabilitiesOf(row);
      const scores = means.map((mean) =>
        mean.reduce((sum, value, z) => {
          const total = means.reduce((all, other) => all + (other[z] as number), 0);
          return sum + ((probabilities[z] as number) * value) / total;
        }, 0),
      );
      return scores.indexOf(Math.max(...scores));
    }),
  );
  expect(commonNames).toEqual(means.map((mean) => head.classNames[mean.indexOf(Math.max(...mean))]));
  expect(trainedParameterCount).toBe(0);
});

/** Pictures of 16 pixels that tell two classes apart by where they are bright. */
function drawPictures({ classIndexes }: ExperimentData): SmallImages {
  const random = createRandom(5);
  const pixels = Array.from(classIndexes, (classIndex) =>
    Uint8Array.from({ length: 16 * 16 * 3 }, (_, at) => {
      const isUpper = Math.floor(at / 48) < 8;
      return (isUpper === (classIndex === 0) ? 200 : 40) + 30 * random.next();
    }),
  );
  return { side: 16, pixels };
}

test('a network from scratch learns from pixels alone, and can be stopped', async () => {
  const data = createExperimentProblem({
    classCount: 2,
    trainingPerClass: 4,
    judgedPerClass: 6,
    embeddingSize: 3,
    separation: 0,
    seed: 2,
  });
  const images = drawPictures(data);
  const first = await classify('scratch', data, { ...nothing, images });
  expect([...first.predictedClassIndexes]).toEqual([...data.judgedRows].map((row) => data.classIndexes[row]));
  expect(first.trainedParameterCount).toBe(countSmallNetworkParameters(2));

  const before = tf.memory().numTensors;
  const work = tryApproach({ approach: 'scratch', data, seed: 1 }, { ...nothing, images }, clock);
  const { result, steps } = await runToEnd(work, (done) => (done > 0.01 ? 'stop' : 'continue'));
  expect(result).toBeNull();
  expect(steps.at(-1)).toBeLessThan(0.1);
  expect(tf.memory().numTensors).toBe(before);
});
