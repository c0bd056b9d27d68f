import type { DrawnMap, StudioSample } from '../../../studio/studio-state.ts';

/** How many images have one of their own class as the most similar one; null where that was not looked for. */
export function countOwnNeighbours(
  { sampleIds, nearestRows }: DrawnMap,
  samples: readonly StudioSample[],
): { readonly ownCount: number; readonly totalCount: number } | null {
  if (nearestRows === null) return null;
  const classIds = new Map(samples.map(({ id, classId }) => [id, classId]));
  const pairs = sampleIds.flatMap((id, row) => {
    const own = classIds.get(id);
    const other = classIds.get(sampleIds[nearestRows[row] as number] ?? '');
    return own === undefined || other === undefined ? [] : [own === other];
  });
  return { ownCount: pairs.filter(Boolean).length, totalCount: pairs.length };
}
