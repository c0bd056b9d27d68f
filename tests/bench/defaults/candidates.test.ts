import { describe, expect, it } from 'vitest';
import { defaultTrainingSettings } from '../../../src/core/training/training-settings.ts';
import { groupCandidates, isDefault, listBatchVariants, listCandidates } from './candidates.ts';
import { dealFolds, foldCount } from './validate-fold.ts';

describe('the candidates for default settings', () => {
  it('are 48 different ones, among them the defaults, and three variants of the winner', () => {
    const candidates = listCandidates();
    const [winner] = candidates.filter((candidate) => isDefault(candidate, defaultTrainingSettings));
    if (winner === undefined) throw new Error('the defaults are not among the candidates');
    const all = [...candidates, ...listBatchVariants(winner)];
    expect(candidates).toHaveLength(48);
    expect(new Set(all.map((candidate) => JSON.stringify(candidate))).size).toBe(51);
  });

  it('are trained together only where they see the same batches for as long', () => {
    const groups = groupCandidates(listCandidates());
    expect(groups.flat()).toHaveLength(48);
    for (const group of groups) {
      for (const part of ['normalization', 'epochs', 'batchSize'] as const) {
        expect(new Set(group.map((candidate) => candidate[part])).size).toBe(1);
      }
    }
  });
});

describe('the folds', () => {
  const classIndexes = Int32Array.from({ length: 7 * 12 }, (_, row) => row % 12);

  it('share each class as evenly as its number allows, and all samples too', () => {
    const folds = dealFolds(classIndexes, 100);
    for (let fold = 0; fold < foldCount; fold++) {
      const rows = [...folds.keys()].filter((row) => folds[row] === fold);
      for (let classIndex = 0; classIndex < 12; classIndex++) {
        const count = rows.filter((row) => classIndexes[row] === classIndex).length;
        expect([1, 2]).toContain(count);
      }
      expect(rows.length).toBeGreaterThan(12);
    }
  });

  it('are the same for the same seed and others for another', () => {
    expect(dealFolds(classIndexes, 100)).toEqual(dealFolds(classIndexes, 100));
    expect(dealFolds(classIndexes, 101)).not.toEqual(dealFolds(classIndexes, 100));
  });
});
