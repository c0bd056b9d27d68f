import type { Answer } from '../shared/answer.ts';
import type { Failure } from '../shared/failure.ts';
import { findRequestProblem } from './find-request-problem.ts';
import { createHeadTrainer } from './head-trainer.ts';
import type { LearningRateTest } from './learning-rate-test.ts';
import { prepareTrainingData } from './training-data.ts';
import { settingLimits } from './training-settings.ts';
import type { TrainingRequest } from './training-types.ts';

/** The first rate of the test, and the last where the loss does not run away before it. */
export const testedRates = { lowest: 1e-6, highest: settingLimits.learningRate.maximum } as const;
const stepsPerDecade = 20;
const stepCount = Math.round(stepsPerDecade * Math.log10(testedRates.highest / testedRates.lowest)) + 1;
/** How much of the mean so far stays at each step. */
const smoothing = 0.9;
/** The test ends once the smoothed loss is so many times the lowest. */
const runAway = 4;
/** The loss must have fallen by so much of itself, or nothing was learned and nothing can be suggested. */
const smallestFall = 0.02;
/** So many steps are taken between two questions whether to go on. */
const stepsAtOnce = 10;

/**
 * The learning rate range test (Smith, 2017): trains a new head for a few steps on the training rows while the learning
 * rate grows from step to step, and watches the loss. Suggested is the rate at which the loss falls fastest: larger ones work
 * for a while, but lie nearer to where it runs away.
 *
 * Yields how much is done, 0 to 1; ends when answered `stop`. The same request on the same backend gives the same test.
 * @returns null when it was stopped
 */
export async function* findLearningRate(
  request: TrainingRequest,
): AsyncGenerator<number, LearningRateTest | Failure | null, Answer | undefined> {
  const problem = findRequestProblem(request);
  if (problem !== null) return problem;
  const data = await prepareTrainingData(request);
  try {
    const trainer = createHeadTrainer(request, data, 'fit', request.trainingRows);
    try {
      const losses: number[] = [];
      for (let step = 0; step < stepCount; step++) {
        const loss = await trainer.trainStep(rateOf(step));
        if (!Number.isFinite(loss)) break;
        losses.push(loss);
        if (hasRunAway(losses)) break;
        if (step % stepsAtOnce === 0 && (yield step / stepCount) === 'stop') return null;
      }
      return judgeRates(losses);
    } finally {
      trainer.dispose();
    }
  } finally {
    data.dispose();
  }
}

/**
 * Smooths the losses and suggests a rate.
 * @param losses of the steps, from the lowest rate on, all finite
 */
export function judgeRates(losses: readonly number[]): LearningRateTest {
  const smoothed = smooth(losses);
  const lowest = Math.min(...smoothed);
  const first = smoothed[0] ?? 0;
  const hasFallen = lowest < first * (1 - smallestFall);
  const suggested = Number(rateOf(findSteepest(smoothed, smoothed.indexOf(lowest))).toPrecision(1));
  return {
    points: smoothed.map((loss, step) => ({ learningRate: rateOf(step), loss })),
    suggested: hasFallen ? suggested : null,
  };
}

function rateOf(step: number): number {
  return testedRates.lowest * 10 ** (step / stepsPerDecade);
}

/** The step around which the loss falls most within a quarter of a decade to either side, of those before `end`. */
function findSteepest(smoothed: readonly number[], end: number): number {
  const reach = stepsPerDecade / 4;
  const fall = (step: number) =>
    (smoothed[Math.max(0, step - reach)] ?? 0) - (smoothed[Math.min(end, step + reach)] ?? 0);
  let steepest = 0;
  for (let step = 1; step <= end; step++) if (fall(step) > fall(steepest)) steepest = step;
  return steepest;
}

/** An exponential mean, corrected for its start at zero. */
function smooth(losses: readonly number[]): readonly number[] {
  let mean = 0;
  return losses.map((loss, step) => {
    mean = smoothing * mean + (1 - smoothing) * loss;
    return mean / (1 - smoothing ** (step + 1));
  });
}

function hasRunAway(losses: readonly number[]): boolean {
  const smoothed = smooth(losses);
  return (smoothed.at(-1) ?? 0) > runAway * Math.min(...smoothed);
}
