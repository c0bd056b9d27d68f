import type { EpochAnswers } from '../../../studio/studio-state.ts';

/** One validation image that was taken for another class after an epoch than before it. */
export interface EpochChange {
  readonly sampleId: string;
  readonly classIdBefore: string;
  readonly classIdAfter: string;
  /** `learned`: wrong before, right now. `lost`: the other way round. `other`: wrong both times. */
  readonly kind: 'learned' | 'lost' | 'other';
}

const kinds: readonly EpochChange['kind'][] = ['learned', 'lost', 'other'];

/**
 * What an epoch changed: what was learned first, then what was lost.
 * @param epoch from 2 on: before the first one the head says nothing
 */
export function listEpochChanges(
  { epochs, sampleIds, trueClassIndexes, classIds }: EpochAnswers,
  epoch: number,
): readonly EpochChange[] {
  const [before, after] = [epochs[epoch - 2], epochs[epoch - 1]];
  if (before === undefined || after === undefined) return [];
  return sampleIds
    .flatMap((sampleId, row): EpochChange[] => {
      const [was, is, isTruly] = [before[row], after[row], trueClassIndexes[row]];
      if (was === undefined || is === undefined || was === is) return [];
      const kind = is === isTruly ? 'learned' : was === isTruly ? 'lost' : 'other';
      return [{ sampleId, classIdBefore: classIds[was] ?? '', classIdAfter: classIds[is] ?? '', kind }];
    })
    .sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind));
}

/** How many answers each epoch changed, from the second epoch on. */
export function countEpochChanges({ epochs }: EpochAnswers): readonly number[] {
  return epochs.slice(1).map((after, index) => {
    const before = epochs[index];
    return after.reduce((sum, is, row) => sum + (before?.[row] === is ? 0 : 1), 0);
  });
}
