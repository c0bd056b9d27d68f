import { firstLoadBudgetBytes } from '../../scripts/measure-first-load.mjs';
import { alignColumns } from './align-columns.ts';
import { median } from './describe-spread.ts';
import type { DataSetAccuracy } from './measure-accuracy.ts';
import type { BackendTimes } from './time-backend.ts';
import { compareWithBare } from './time-backends.ts';
import type { SampleJourney } from './time-sample-journey.ts';

/** What was measured, as far as it was asked for. */
export interface Figures {
  readonly accuracy: readonly DataSetAccuracy[];
  readonly backends: readonly BackendTimes[];
  readonly firstLoad: { readonly totalBytes: number; readonly holdsTensorFlow: boolean };
  readonly samples: SampleJourney;
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
const embeddingRatioGoal = 1.15;
const sampleJourneyGoalMs = 60_000;

/** What the studio must reach, and what it did. */
export function compareWithGoals({ accuracy, backends, firstLoad, samples }: Figures): Goal[] {
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
  return goals;
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
