import { expect, test } from 'vitest';
import type { EpochAnswers } from '../../../../src/studio/studio-state.ts';
import { countEpochChanges, listEpochChanges } from '../../../../src/ui/features/train/list-epoch-changes.ts';

const answers: EpochAnswers = {
  runId: null,
  classIds: ['cat', 'dog', 'owl'],
  sampleIds: ['a', 'b', 'c', 'd', 'e'],
  trueClassIndexes: [0, 1, 2, 0, 1],
  epochs: [
    [0, 0, 0, 0, 1],
    [1, 1, 1, 0, 1],
    [1, 1, 1, 0, 1],
  ].map((columns) => Uint16Array.from(columns)),
};

test('an epoch has learned, lost, or mixed up otherwise; what is learned comes first', () => {
  expect(listEpochChanges(answers, 2)).toEqual([
    { sampleId: 'b', classIdBefore: 'cat', classIdAfter: 'dog', kind: 'learned' },
    { sampleId: 'a', classIdBefore: 'cat', classIdAfter: 'dog', kind: 'lost' },
    { sampleId: 'c', classIdBefore: 'cat', classIdAfter: 'dog', kind: 'other' },
  ]);
  expect(listEpochChanges(answers, 3)).toEqual([]);
});

test('nothing is said of the first epoch, nor of one that has not come', () => {
  expect(listEpochChanges(answers, 1)).toEqual([]);
  expect(listEpochChanges(answers, 4)).toEqual([]);
});

test('changes are counted from the second epoch on', () => {
  expect(countEpochChanges(answers)).toEqual([3, 0]);
});
