import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  groupNearDuplicates,
  type NearDuplicateLink,
} from '../../../src/core/embedding/group-near-duplicates.ts';

const link = (a: number, b: number, likeness = 0.96): NearDuplicateLink => ({ rows: [a, b], likeness });

/** Every row with every other. */
const clique = (...rows: number[]) =>
  rows.flatMap((a) => rows.filter((b) => b > a).map((b) => link(a, b, 0.99)));

test('linked rows are one group, also by way of others', () => {
  expect(groupNearDuplicates([link(4, 7), link(1, 2), link(2, 9)])).toEqual([
    [1, 2, 9],
    [4, 7],
  ]);
  expect(groupNearDuplicates([])).toEqual([]);
});

test('one false link does not chain two groups together, two links do', () => {
  const groups = [...clique(0, 1, 2, 3), ...clique(10, 11, 12, 13)];
  expect(groupNearDuplicates([...groups, link(3, 10)])).toEqual([
    [0, 1, 2, 3],
    [10, 11, 12, 13],
  ]);
  expect(groupNearDuplicates([...groups, link(3, 10), link(2, 11)])).toHaveLength(1);
});

test('groups are disjoint, of two or more, made of linked rows, and do not depend on the order of the links', () => {
  const anyLink = fc
    .tuple(fc.nat(15), fc.nat(15), fc.integer({ min: 95, max: 100 }))
    .filter(([a, b]) => a !== b)
    .map(([a, b, likeness]) => link(Math.min(a, b), Math.max(a, b), likeness / 100));
  const anyLinks = fc.uniqueArray(anyLink, { maxLength: 30, selector: ({ rows }) => rows.join() });
  fc.assert(
    fc.property(anyLinks, (links) => {
      const groups = groupNearDuplicates(links);
      const rows = groups.flat();
      expect(new Set(rows).size).toBe(rows.length);
      for (const group of groups) {
        expect(group.length).toBeGreaterThan(1);
        for (const row of group) {
          expect(
            links.some((each) => each.rows.includes(row) && each.rows.every((end) => group.includes(end))),
          ).toBe(true);
        }
      }
      expect(groupNearDuplicates(links.toReversed())).toEqual(groups);
      // Alone, two linked rows always come together.
      if (links.length === 1) expect(groups).toEqual([links[0]?.rows]);
    }),
    { seed: 1, numRuns: 500 },
  );
});
