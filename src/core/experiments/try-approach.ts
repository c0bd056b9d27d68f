import type { ImagenetHead } from '../embedding/imagenet-head.ts';
import type { Answer } from '../shared/answer.ts';
import type { Failure } from '../shared/failure.ts';
import { defaultTrainingSettings } from '../training/training-settings.ts';
import type { ApproachRequest, ApproachResult } from './approach.ts';
import { classifyByCentroids } from './classify-by-centroids.ts';
import { classifyByImagenet } from './classify-by-imagenet.ts';
import { chooseNeighbourCount, classifyByNeighbours } from './classify-by-neighbours.ts';
import type { ExperimentData, SmallImages } from './experiment-data.ts';
import { learnHead } from './learn-head.ts';
import { listCosines } from './list-cosines.ts';
import { countSmallNetworkParameters } from './small-network.ts';
import { trainSmallNetwork } from './train-small-network.ts';

/** What some approaches need beside the embeddings. */
export interface ApproachMaterial {
  /** For `imagenet`. */
  readonly imagenetHead: ImagenetHead | null;
  /** For `scratch`. */
  readonly images: SmallImages | null;
}

/** Milliseconds on a clock that never goes back. */
interface Clock {
  now(): number;
}

type Trial = AsyncGenerator<number, Omit<ApproachResult, 'durationMs'> | Failure | null, Answer | undefined>;

/**
 * Learns from the training rows in one way, and classifies the judged rows. Yields how much is done, 0 to 1; ends when
 * answered `stop`. Runs on the current TF.js backend; the same seed gives the same result.
 * @returns null when it was stopped
 */
export async function* tryApproach(
  request: ApproachRequest,
  material: ApproachMaterial,
  clock: Clock,
): AsyncGenerator<number, ApproachResult | Failure | null, Answer | undefined> {
  const startMs = clock.now();
  const result = yield* runApproach(request, material, clock);
  return result === null || 'kind' in result ? result : { ...result, durationMs: clock.now() - startMs };
}

/** A head of one layer, by the recipe that the studio begins with. */
const linearSettings = { ...defaultTrainingSettings, hiddenUnits: 0 };

const untrained = { trainedParameterCount: 0, neighbourCount: null, commonNames: null } as const;

async function* runApproach(
  { approach, data, seed }: ApproachRequest,
  { imagenetHead, images }: ApproachMaterial,
  clock: Clock,
): Trial {
  switch (approach) {
    case 'majority':
      return { ...untrained, predictedClassIndexes: classifyByMajority(data) };
    case 'centroids':
      return { ...untrained, predictedClassIndexes: classifyByCentroids(data) };
    case 'neighbours':
      return yield* voteOnAll(data);
    case 'linear': {
      const learned = yield* learnHead(data, { ...linearSettings, seed }, clock);
      if (learned === null || 'kind' in learned) return learned;
      const { predictedClassIndexes, parameterCount } = learned;
      return { ...untrained, trainedParameterCount: parameterCount, predictedClassIndexes };
    }
    case 'imagenet':
      if (imagenetHead === null) throw new RangeError('the ImageNet head is missing');
      return { ...untrained, ...(await classifyByImagenet(imagenetHead, data)) };
    case 'scratch': {
      if (images === null) throw new RangeError('the small images are missing');
      const predictedClassIndexes = yield* trainSmallNetwork({ data, images, seed });
      if (predictedClassIndexes === null || 'kind' in predictedClassIndexes) return predictedClassIndexes;
      const trainedParameterCount = countSmallNetworkParameters(data.classCount);
      return { ...untrained, trainedParameterCount, predictedClassIndexes };
    }
  }
}

/** The class with the most training rows for every judged row, the lower column among equals. */
function classifyByMajority({ classIndexes, classCount, trainingRows, judgedRows }: ExperimentData) {
  const counts = new Array<number>(classCount).fill(0);
  for (const row of trainingRows) {
    const classIndex = classIndexes[row] as number;
    counts[classIndex] = (counts[classIndex] as number) + 1;
  }
  return new Int32Array(judgedRows.length).fill(counts.indexOf(Math.max(...counts)));
}

async function* voteOnAll(data: ExperimentData): Trial {
  const { embeddings, classIndexes, classCount, trainingRows, judgedRows } = data;
  const neighbourCount = chooseNeighbourCount(classIndexes, trainingRows, classCount);
  const predictedClassIndexes = new Int32Array(judgedRows.length);
  for await (const { first, length, cosines } of listCosines(embeddings, judgedRows)) {
    for (let i = 0; i < length; i++) {
      predictedClassIndexes[first + i] = classifyByNeighbours(
        cosines.subarray(i * embeddings.sampleCount, (i + 1) * embeddings.sampleCount),
        trainingRows,
        classIndexes,
        classCount,
        neighbourCount,
      );
    }
    if ((yield (first + length) / judgedRows.length) === 'stop' && first + length < judgedRows.length)
      return null;
  }
  return { ...untrained, predictedClassIndexes, neighbourCount };
}
