import { firstLoadBudgetBytes } from '../../scripts/measure-first-load.mjs';
import { alignColumns } from './align-columns.ts';
import { median } from './describe-spread.ts';
import type { DataSetAccuracy } from './measure-accuracy.ts';
import type { ProjectFigures } from './measure-projects.ts';
import type { BackendTimes } from './time-backend.ts';
import { compareWithBare } from './time-backends.ts';
import type { SampleJourney } from './time-sample-journey.ts';

/** What was measured, as far as it was asked for. */
export interface Figures {
  readonly accuracy: readonly DataSetAccuracy[];
  readonly backends: readonly BackendTimes[];
  readonly firstLoad: { readonly totalBytes: number; readonly holdsTensorFlow: boolean };
  readonly samples: SampleJourney;
  readonly projects: ProjectFigures | null;
}

/** One thing that the studio must reach. */
export interface Goal {
  readonly measure: string;
  readonly reach: string;
  readonly got: string;
  /** Null where it was not measured. */
  readonly reached: boolean | null;
}

/** Test accuracy with default settings, mean of five seeds, by data set. */
const accuracyGoals = { flowers5: 0.89, pets37: 0.79, signdigits: 0.92 };
/** How far the calibration error after temperature may lie above what chance alone gives. */
const calibrationGoal = 0.015;
const embeddingRatioGoal = 1.15;
const sampleJourneyGoalMs = 60_000;
const clickGoalMs = 200;
const heapGoalBytes = 1e9;
const scaleRatioGoal = 1.2;
const reopenGoalMs = 5_000;

/** What the studio must reach, and what it did. */
export function compareWithGoals({ accuracy, backends, firstLoad, samples, projects }: Figures): Goal[] {
  const goals: Goal[] = [];
  for (const [name, goal] of Object.entries(accuracyGoals)) {
    const mean = accuracy.find((result) => result.name === name)?.mean;
    goals.push({
      measure: `${name}: test accuracy with default settings, mean of 5 seeds`,
      reach: `>= ${goal}`,
      got: mean === undefined ? 'not measured (not in --data)' : mean.toFixed(4),
      reached: mean === undefined ? null : mean >= goal,
    });
  }
  for (const { name, calibrationError, calibrationErrorByChance } of accuracy) {
    const excess = calibrationError - calibrationErrorByChance;
    goals.push({
      measure: `${name}: expected calibration error on the test part, less that of chance`,
      reach: `<= ${calibrationGoal}`,
      got: `${excess.toFixed(4)} (${calibrationError.toFixed(4)} - ${calibrationErrorByChance.toFixed(4)})`,
      reached: excess <= calibrationGoal,
    });
  }
  const wasm = backends.find(({ backend }) => backend === 'wasm');
  const ratio = wasm === undefined ? null : median(compareWithBare(wasm));
  goals.push({
    measure: 'embedding on wasm: time per image / bare folded forward pass',
    reach: `<= ${embeddingRatioGoal} x`,
    got: ratio === null ? 'not measured (not in --backends)' : `${ratio.toFixed(3)} x`,
    reached: ratio === null ? null : ratio <= embeddingRatioGoal,
  });
  const { totalBytes, holdsTensorFlow } = firstLoad;
  goals.push({
    measure: 'JavaScript that the page loads before it can be used',
    reach: `<= ${firstLoadBudgetBytes / 1000} kB gzip, no TF.js`,
    got: `${(totalBytes / 1000).toFixed(1)} kB gzip, ${holdsTensorFlow ? 'with' : 'no'} TF.js`,
    reached: totalBytes <= firstLoadBudgetBytes && !holdsTensorFlow,
  });
  goals.push({
    measure: 'from "Sample images" to a trained, evaluated head on wasm',
    reach: `<= ${sampleJourneyGoalMs / 1000} s`,
    got: `${(samples.totalMs / 1000).toFixed(1)} s`,
    reached: samples.totalMs <= sampleJourneyGoalMs,
  });
  if (projects !== null) goals.push(...compareProjects(projects));
  return goals;
}

function compareProjects({ imports, projectFile, reopening }: ProjectFigures): Goal[] {
  const large = imports.reduce((a, b) => (b.imageCount > a.imageCount ? b : a));
  const small = imports.filter((each) => each !== large);
  const ratio = large.msPerImage / mean(small.map(({ msPerImage }) => msPerImage));
  const name = `${large.imageCount} images from a ZIP`;
  return [
    {
      measure: `${name}: slowest answer to a click`,
      reach: `<= ${clickGoalMs} ms`,
      got: `${large.slowestClickMs.toFixed(0)} ms of ${large.clickCount} clicks`,
      reached: large.slowestClickMs <= clickGoalMs,
    },
    {
      measure: `${name}: JavaScript heaps of page and worker`,
      reach: `< ${heapGoalBytes / 1e9} GB`,
      got: `${(large.heapBytes / 1e6).toFixed(0)} MB, with buffers ${(large.heapAndBuffersBytes / 1e6).toFixed(0)} MB`,
      reached: large.heapAndBuffersBytes < heapGoalBytes,
    },
    {
      measure: `${name}: time per image / that of ${small[0]?.imageCount} images`,
      reach: `<= ${scaleRatioGoal} x`,
      got: `${ratio.toFixed(3)} x`,
      reached: ratio <= scaleRatioGoal,
    },
    ...(['saving', 'opening'] as const).map((work) => {
      const { slowestClickMs, clickCount } = projectFile[work];
      return {
        measure: `${work} a project file of ${projectFile.imageCount} images: slowest answer to a click`,
        reach: `<= ${clickGoalMs} ms`,
        got: `${slowestClickMs.toFixed(0)} ms of ${clickCount} clicks`,
        reached: slowestClickMs <= clickGoalMs,
      };
    }),
    {
      measure: `a project of ${reopening.imageCount} images, opened again: first prediction`,
      reach: `<= ${reopenGoalMs / 1000} s, 0 images embedded`,
      got: `${(reopening.firstPredictionMs / 1000).toFixed(1)} s, ${reopening.imagesEmbedded} embedded`,
      reached: reopening.firstPredictionMs <= reopenGoalMs && reopening.imagesEmbedded === 0,
    },
  ];
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The goals as a table: measure, reach, got. */
export function describeGoals(goals: readonly Goal[]): string {
  return alignColumns([
    ['measure', 'reach', 'got', ''],
    ...goals.map(({ measure, reach, got, reached }) => [measure, reach, got, describeVerdict(reached)]),
  ]);
}

function describeVerdict(reached: boolean | null): string {
  if (reached === null) return '';
  return reached ? 'reached' : 'MISSED';
}
