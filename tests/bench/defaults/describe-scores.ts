import { defaultTrainingSettings } from '../../../src/core/training/training-settings.ts';
import { alignColumns } from '../align-columns.ts';
import { type Candidate, isDefault } from './candidates.ts';
import type { TrialResult } from './train-candidates.ts';

/** How a candidate did: per data set, what each fold of each repeat gave. */
export interface Score {
  readonly candidate: Candidate;
  readonly perDataSet: readonly (readonly TrialResult[])[];
}

/**
 * The candidates as a table and a sentence on where the present defaults stand.
 * @param sorted the best first
 * @param dataSetNames in the order of `perDataSet`
 */
export function describeScores(sorted: readonly Score[], dataSetNames: readonly string[]): string {
  const best = sorted[0] as Score;
  const rows = sorted.map((score, index) => {
    const { normalization, learningRate, epochs, l2, batchSize } = score.candidate;
    const figures = score.perDataSet.map((results) =>
      [
        meanOf(results, 'accuracy').toFixed(4),
        meanOf(results, 'bestEpoch').toFixed(0),
        meanOf(results, 'logLoss').toFixed(3),
      ].join(' / '),
    );
    return [
      index + 1,
      meanOverDataSets(score, 'accuracy').toFixed(4),
      meanOverDataSets(score, 'logLoss').toFixed(3),
      describeGap(score, best),
      normalization,
      learningRate,
      epochs,
      l2,
      batchSize,
      ...figures,
      isDefault(score.candidate, defaultTrainingSettings) ? '<- the present defaults' : '',
    ].map(String);
  });
  const titles = [
    'rank',
    'accuracy',
    'log loss',
    'below the best',
    'embedding',
    'rate',
    'epochs',
    'L2',
    'batch',
  ];
  const table = [[...titles, ...dataSetNames, ''], ...rows];
  const rank = sorted.findIndex(({ candidate }) => isDefault(candidate, defaultTrainingSettings));
  const defaults = sorted[rank];
  return [
    'Means over data sets; then for each data set accuracy / best epoch / log loss',
    alignColumns(table),
    '',
    defaults === undefined
      ? 'The present defaults are not among the candidates.'
      : `The present defaults stand at rank ${rank + 1} of ${sorted.length}, ${describeGap(defaults, best)} below the best.`,
  ].join('\n');
}

/**
 * How much less accurate than the best, and the standard error of that: both saw the same folds, so it comes from
 * the differences fold by fold.
 */
function describeGap(score: Score, best: Score): string {
  const variances = score.perDataSet.map((results, dataSet) => {
    const gaps = results.map(
      ({ accuracy }, fold) => (best.perDataSet[dataSet]?.[fold]?.accuracy ?? 0) - accuracy,
    );
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    const squares = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0);
    return squares / (gaps.length - 1) / gaps.length;
  });
  const gap = meanOverDataSets(best, 'accuracy') - meanOverDataSets(score, 'accuracy');
  const error = Math.sqrt(variances.reduce((sum, variance) => sum + variance, 0)) / variances.length;
  return `${gap.toFixed(4)} +- ${error.toFixed(4)}`;
}

/** The best mean accuracy first. */
export function sortByAccuracy(scores: readonly Score[]): Score[] {
  return [...scores].sort((a, b) => meanOverDataSets(b, 'accuracy') - meanOverDataSets(a, 'accuracy'));
}

function meanOverDataSets({ perDataSet }: Score, figure: keyof TrialResult): number {
  return perDataSet.reduce((sum, results) => sum + meanOf(results, figure), 0) / perDataSet.length;
}

function meanOf(results: readonly TrialResult[], figure: keyof TrialResult): number {
  return results.reduce((sum, result) => sum + result[figure], 0) / results.length;
}
