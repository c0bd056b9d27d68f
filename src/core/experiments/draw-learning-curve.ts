import type { Answer } from '../shared/answer.ts';
import type { Failure } from '../shared/failure.ts';
import type { TrainingClock } from '../training/train-head.ts';
import type { TrainingSettings } from '../training/training-settings.ts';
import { chooseNeighbourCount, classifyByNeighbours } from './classify-by-neighbours.ts';
import type { ExperimentData, SmallImages } from './experiment-data.ts';
import { learnHead } from './learn-head.ts';
import {
  drawPerClass,
  type LearningCurveRequest,
  type LearningCurveStep,
  type LearningResult,
  type LearningRun,
} from './learning-curve.ts';
import { listCosines } from './list-cosines.ts';
import { countSmallNetworkSteps, trainSmallNetwork } from './train-small-network.ts';

type Drawing<Result> = AsyncGenerator<LearningCurveStep, Result, Answer | undefined>;

/** A head's whole training is about as long as so many steps of the network from scratch. */
const headSteps = 15;

/**
 * Trains each learner on ever more images of each class, and measures it on the judged rows. A head is trained on the drawn
 * images alone: without a validation set, for all epochs of the settings. Results come as they are; ends when answered
 * `stop`. Runs on the current TF.js backend.
 * @param images for runs from scratch
 * @returns null when all is done or it was stopped
 */
export async function* drawLearningCurve(
  { data, runs, settings }: LearningCurveRequest,
  images: SmallImages | null,
  clock: TrainingClock,
): Drawing<Failure | null> {
  const costs = runs.map((run) => estimateCost(run, data));
  const total = costs.reduce((sum, cost) => sum + cost, 0);
  let done = 0;
  const byNeighbours = runs.filter(({ learner }) => learner === 'neighbours');
  if (byNeighbours.length > 0) {
    const results = await voteOnRuns(data, byNeighbours);
    done += byNeighbours.length;
    if ((yield { doneFraction: done / total, results }) === 'stop') return null;
  }
  for (const [index, run] of runs.entries()) {
    if (run.learner === 'neighbours') continue;
    const cost = costs[index] as number;
    const drawn = { ...data, trainingRows: drawPerClass(data, run.perClass, run.seed) };
    const learning =
      run.learner === 'head'
        ? measureHead(drawn, settings, run.seed, clock)
        : learnFromScratch(drawn, images, run.seed);
    let step = await learning.next();
    while (step.done !== true) {
      const answer = yield { doneFraction: (done + cost * step.value) / total, results: [] };
      step = await learning.next(answer);
    }
    const accuracy = step.value;
    if (accuracy === null || typeof accuracy === 'object') return accuracy;
    done += cost;
    if ((yield { doneFraction: done / total, results: [{ ...run, accuracy }] }) === 'stop') return null;
  }
  return null;
}

/** In steps of the network from scratch. */
function estimateCost({ learner, perClass, seed }: LearningRun, data: ExperimentData): number {
  if (learner === 'neighbours') return 1;
  const imageCount = drawPerClass(data, perClass, seed).length;
  return learner === 'head' ? headSteps * (1 + imageCount / 100) : countSmallNetworkSteps(imageCount);
}

type Learning = AsyncGenerator<number, number | Failure | null, Answer | undefined>;

async function* measureHead(
  data: ExperimentData,
  settings: TrainingSettings,
  seed: number,
  clock: TrainingClock,
): Learning {
  const learned = yield* learnHead(data, { ...settings, seed }, clock);
  return learned === null || 'kind' in learned
    ? learned
    : measureAccuracy(learned.predictedClassIndexes, data);
}

async function* learnFromScratch(data: ExperimentData, images: SmallImages | null, seed: number): Learning {
  if (images === null) throw new RangeError('the small images are missing');
  const predicted = yield* trainSmallNetwork({ data, images, seed });
  return predicted === null || 'kind' in predicted ? predicted : measureAccuracy(predicted, data);
}

/** Every cosine is computed once, whatever the number of runs. */
async function voteOnRuns(
  data: ExperimentData,
  runs: readonly LearningRun[],
): Promise<readonly LearningResult[]> {
  const { embeddings, classIndexes, classCount, judgedRows } = data;
  const voters = runs.map((run) => {
    const trainingRows = drawPerClass(data, run.perClass, run.seed);
    return {
      run,
      trainingRows,
      count: chooseNeighbourCount(classIndexes, trainingRows, classCount),
      right: 0,
    };
  });
  for await (const { first, length, cosines } of listCosines(embeddings, judgedRows)) {
    for (let i = 0; i < length; i++) {
      const ofRow = cosines.subarray(i * embeddings.sampleCount, (i + 1) * embeddings.sampleCount);
      const trueClass = classIndexes[judgedRows[first + i] as number];
      for (const voter of voters) {
        const vote = classifyByNeighbours(ofRow, voter.trainingRows, classIndexes, classCount, voter.count);
        if (vote === trueClass) voter.right++;
      }
    }
  }
  return voters.map(({ run, right }) => ({ ...run, accuracy: right / judgedRows.length }));
}

function measureAccuracy(predicted: ArrayLike<number>, { classIndexes, judgedRows }: ExperimentData): number {
  const right = judgedRows.reduce((sum, row, i) => sum + (predicted[i] === classIndexes[row] ? 1 : 0), 0);
  return right / judgedRows.length;
}
