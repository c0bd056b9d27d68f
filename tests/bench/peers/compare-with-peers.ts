import type { Goal } from '../compare-with-goals.ts';
import { describeSpread, median } from '../describe-spread.ts';
import type { PeerFigures, PeerRound, PeerSize } from './measure-peers.ts';
import { compareImageTimes, timePerImage } from './measure-scale.ts';

/** The size at which peers are compared. */
const comparedCount = 500;
const teachableMachineRatio = 4;
const tutorialRatio = 3;
const limitRatio = 1.1;
const incrementalRatio = 4;
const firstPredictionGoalMs = 1500;
const longestTaskGoalMs = 100;
const scaleCount = 20_000;

/** What the studio must reach beside its peers, and what it did: ratios of one round, and of these the median. */
export function compareWithPeers({ sizes }: PeerFigures): Goal[] {
  const compared = sizes.find(({ imageCount }) => imageCount === comparedCount);
  if (compared === undefined) return [];
  const { addedCount, rounds } = compared;
  const each = (pick: (round: PeerRound) => number) => rounds.map(pick);
  const embedded = Math.max(...each(({ graft }) => graft.incremental.imagesEmbedded));
  const incremental = each(({ graft }) => graft.warm.totalMs / graft.incremental.totalMs);
  const firstPredictions = each(({ graft }) => graft.reopened.firstPredictionMs);
  const modelBytes = Math.max(...each(({ graft }) => graft.reopened.modelBytes));
  const longestTaskMs = Math.max(
    ...each(({ graft: { cold, warm, incremental } }) =>
      Math.max(cold.longestTaskMs, warm.longestTaskMs, incremental.longestTaskMs),
    ),
  );
  const large = sizes.find(({ imageCount }) => imageCount === scaleCount);
  return [
    atLeast(
      `files to trained head, ${comparedCount} images: Teachable Machine / Graft`,
      teachableMachineRatio,
      each(({ teachableMachine, graft }) => teachableMachine.totalMs / graft.cold.totalMs),
    ),
    atLeast(
      `files to trained head, ${comparedCount} images: tutorial recipe / Graft`,
      tutorialRatio,
      each(({ tutorial, graft }) => tutorial.totalMs / graft.cold.totalMs),
    ),
    atMost(
      `embedding ${comparedCount} images from files, time per image / bare base model on all processors`,
      limitRatio,
      each(compareWithLimit),
    ),
    {
      measure: `${addedCount} images added to a trained project of ${comparedCount}: from nothing / Graft`,
      reach: `>= ${incrementalRatio} x, ${addedCount} images embedded`,
      got: `${describeSpread(incremental, 2)} x, ${embedded} embedded`,
      reached: median(incremental) >= incrementalRatio && embedded === addedCount,
    },
    {
      measure: `second visit to a project of ${comparedCount} images: first prediction`,
      reach: `<= ${firstPredictionGoalMs / 1000} s, 0 bytes of base model`,
      got: `${describeSpread(firstPredictions.map((ms) => ms / 1000))} s, ${modelBytes} bytes`,
      reached: median(firstPredictions) <= firstPredictionGoalMs && modelBytes === 0,
    },
    {
      measure: `longest task of the page while ${comparedCount} images are embedded and trained on`,
      reach: `<= ${longestTaskGoalMs} ms`,
      got: `${longestTaskMs.toFixed(0)} ms`,
      reached: longestTaskMs <= longestTaskGoalMs,
    },
    ...(large === undefined ? [] : [compareImageTimes(timeImages(compared), timeImages(large))]),
  ];
}

function timeImages({ rounds, imageCount }: PeerSize) {
  return { imageCount, msPerImage: median(rounds.map(({ graft: { cold } }) => timePerImage(cold))) };
}

function compareWithLimit({ graft: { cold }, bare }: PeerRound): number {
  return timePerImage(cold) / bare.msPerImageOnAll;
}

function atLeast(measure: string, goal: number, ratios: readonly number[]): Goal {
  return {
    measure,
    reach: `>= ${goal} x`,
    got: `${describeSpread(ratios, 2)} x`,
    reached: median(ratios) >= goal,
  };
}

function atMost(measure: string, goal: number, ratios: readonly number[]): Goal {
  return {
    measure,
    reach: `<= ${goal} x`,
    got: `${describeSpread(ratios, 2)} x`,
    reached: median(ratios) <= goal,
  };
}
