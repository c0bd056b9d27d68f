import { describe, expect, it } from 'vitest';
import { defaultTrainingSettings } from '../../../src/core/training/training-settings.ts';
import { listCandidates } from './candidates.ts';
import { describeScores, type Score, sortByAccuracy } from './describe-scores.ts';

const { learningRate, epochs, l2, batchSize } = defaultTrainingSettings;
const defaults = { normalization: 'standardized', learningRate, epochs, l2, batchSize } as const;
const [other = defaults] = listCandidates();

function createScore(candidate: Score['candidate'], ...accuracies: number[][]): Score {
  const perDataSet = accuracies.map((folds) =>
    folds.map((accuracy) => ({ accuracy, bestEpoch: 10, logLoss: 0.5 })),
  );
  return { candidate, perDataSet };
}

describe('the table of candidates', () => {
  it('stands sorted by the mean over data sets, and says how far the defaults are from the best', () => {
    const scores = [
      createScore(defaults, [0.8, 0.7], [0.6, 0.6]),
      createScore(other, [0.9, 0.9], [0.6, 0.6]),
    ];
    const lines = describeScores(sortByAccuracy(scores), ['cats', 'dogs']).split('\n');
    expect(lines[1]).toMatch(/cats +dogs$/);
    expect(lines[2]).toMatch(/^1 +0\.7500 +0\.500 +0\.0000 \+- 0\.0000 +raw/);
    // Differences 0.1 and 0.2 on the first set: standard error 0.05; 0 on the second; half of it for the mean of both.
    expect(lines[3]).toMatch(/^2 +0\.6750 +0\.500 +0\.0750 \+- 0\.0250 +standardized.*present defaults$/);
    expect(lines.at(-1)).toBe('The present defaults stand at rank 2 of 2, 0.0750 +- 0.0250 below the best.');
  });

  it('says when the defaults are no candidate', () => {
    const text = describeScores([createScore(other, [0.9, 0.9])], ['cats']);
    expect(text).toMatch(/not among the candidates/);
  });
});
