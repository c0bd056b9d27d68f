import { createRandom, deriveSeed, shuffled } from '../shared/random.ts';

/** From a class that has them, so many are drawn however small its share is: enough to be held out in turn. */
const fewestOfClass = 4;

/**
 * Draws some of many samples, each class in proportion to its size (stratified). The same samples and seed give the same draw.
 * @param classIndexes the class of each sample
 * @param maximum so many at most, or four of each class where those are more
 * @returns rows of those that were drawn, in ascending order
 */
export function drawStratified(classIndexes: readonly number[], maximum: number, seed: number): number[] {
  const rows = [...classIndexes.keys()];
  if (rows.length <= maximum) return rows;
  const byClass = new Map<number, number[]>();
  for (const row of shuffled(rows, createRandom(deriveSeed(seed, 'draw')))) {
    const classIndex = classIndexes[row] as number;
    byClass.set(classIndex, [...(byClass.get(classIndex) ?? []), row]);
  }
  const ranked = [...byClass.values()].flatMap((ofClass) =>
    ofClass.map((row, rank) => ({ row, isSure: rank < fewestOfClass, share: (rank + 0.5) / ofClass.length })),
  );
  const sureCount = ranked.filter(({ isSure }) => isSure).length;
  return ranked
    .sort((a, b) => Number(b.isSure) - Number(a.isSure) || a.share - b.share)
    .slice(0, Math.max(maximum, sureCount))
    .map(({ row }) => row)
    .sort((a, b) => a - b);
}
