import type { RowPair } from './find-neighbours.ts';

/** Two rows that are nearly the same. */
export interface NearDuplicateLink {
  readonly rows: RowPair;
  /** How alike they are; the most alike are joined first. */
  readonly likeness: number;
}

/** From so many members on, a group takes others in by two links only. */
const largeGroup = 4;

/**
 * Joins rows that are linked. One false link must not chain two groups together, so a group of four or more takes
 * a row, or another group, in only when two links lead there.
 * @returns groups of two or more, with rows and groups in ascending order
 */
export function groupNearDuplicates(links: readonly NearDuplicateLink[]): readonly (readonly number[])[] {
  const linkedRows = new Map<number, number[]>();
  const groups = new Map<number, number[]>();
  for (const { rows } of links) {
    for (const [row, other] of [rows, rows.toReversed()] as [number, number][]) {
      const others = linkedRows.get(row);
      if (others === undefined) linkedRows.set(row, [other]);
      else others.push(other);
      groups.set(row, [row]);
    }
  }
  const groupOf = (row: number) => groups.get(row) as number[];
  const countLinks = (from: readonly number[], to: readonly number[]) =>
    from.flatMap((row) => linkedRows.get(row) ?? []).filter((row) => groupOf(row) === to).length;

  const sorted = links.toSorted(
    (a, b) => b.likeness - a.likeness || a.rows[0] - b.rows[0] || a.rows[1] - b.rows[1],
  );
  // What is refused now may be joined when other members have come in.
  for (let joined = true; joined; ) {
    joined = false;
    for (const { rows } of sorted) {
      const [small, large] = [groupOf(rows[0]), groupOf(rows[1])].sort((a, b) => a.length - b.length) as [
        number[],
        number[],
      ];
      if (small === large) continue;
      if (large.length >= largeGroup && countLinks(small, large) < 2) continue;
      large.push(...small);
      for (const row of small) groups.set(row, large);
      joined = true;
    }
  }
  return [...new Set(groups.values())]
    .filter(({ length }) => length > 1)
    .map((group) => group.sort((a, b) => a - b))
    .sort((a, b) => (a[0] as number) - (b[0] as number));
}
