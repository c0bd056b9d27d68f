import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dealFolds } from '../../../src/core/dataset/deal-folds.ts';

const sample = fc.record({
  classId: fc.constantFrom('a', 'b', 'c'),
  burstId: fc.option(fc.constantFrom('x', 'y', 'z'), { freq: 4 }),
});

test('every group is in one fold, and no class is asked for that was not learned', () => {
  fc.assert(
    fc.property(
      fc.array(sample, { maxLength: 60 }),
      fc.integer({ min: 2, max: 10 }),
      fc.integer(),
      (parts, foldCount, seed) => {
        const samples = parts.map((part, index) => ({ ...part, id: String(index) }));
        const folds = dealFolds(samples, [['0', '1']], foldCount, seed);
        expect(folds).toHaveLength(samples.length);
        const burstFolds = new Map<string, Set<number>>();
        samples.forEach(({ burstId }, index) => {
          expect(folds[index]).toBeGreaterThanOrEqual(-1);
          expect(folds[index]).toBeLessThan(foldCount);
          if (burstId === null) return;
          const of = burstFolds.get(burstId) ?? new Set();
          burstFolds.set(burstId, of.add(folds[index] as number));
        });
        for (const of of burstFolds.values()) expect(of.size).toBe(1);
        if (samples.length > 1) expect(folds[0]).toBe(folds[1]);
        for (const [index, { classId }] of samples.entries()) {
          const fold = folds[index];
          if (fold === -1) continue;
          const others = samples.filter((each, i) => each.classId === classId && folds[i] !== fold);
          expect(others.length).toBeGreaterThan(0);
        }
      },
    ),
    { seed: 11, numRuns: 5000 },
  );
});

test('without groups, the folds of a class differ by one image at most', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 2, max: 25 }), { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 2, max: 10 }),
      fc.integer(),
      (sizes, foldCount, seed) => {
        const samples = sizes.flatMap((size, c) =>
          Array.from({ length: size }, (_, i) => ({ id: `${c}/${i}`, classId: String(c), burstId: null })),
        );
        const folds = dealFolds(samples, [], foldCount, seed);
        for (const c of sizes.keys()) {
          const counts = new Array<number>(foldCount).fill(0);
          samples.forEach(({ classId }, i) => {
            if (classId === String(c)) counts[folds[i] as number] = (counts[folds[i] as number] ?? 0) + 1;
          });
          expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
        }
      },
    ),
    { seed: 12 },
  );
});

test('a class of one image, or of one burst, is always trained on', () => {
  const samples = [
    { id: '1', classId: 'alone', burstId: null },
    { id: '2', classId: 'burst', burstId: 'b' },
    { id: '3', classId: 'burst', burstId: 'b' },
    { id: '4', classId: 'two', burstId: null },
    { id: '5', classId: 'two', burstId: null },
  ];
  const folds = dealFolds(samples, [], 5, 1);
  expect([...folds.slice(0, 3)]).toEqual([-1, -1, -1]);
  expect(folds[3]).not.toBe(folds[4]);
});
