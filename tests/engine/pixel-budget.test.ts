import fc from 'fast-check';
import { expect, test } from 'vitest';
import { choosePixelsAtOnce, createPixelBudget } from '../../src/engine/pixel-budget.ts';

test('never decodes more at one time than fits, and leaves nobody waiting', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 150 }), { maxLength: 30 }),
      fc.scheduler(),
      async (sizes, scheduler) => {
        const budget = createPixelBudget(100);
        let together = 0;
        const done: number[] = [];
        const all = sizes.map((size, i) =>
          budget.spend(size, async () => {
            together += Math.min(size, 100);
            expect(together).toBeLessThanOrEqual(100);
            await scheduler.schedule(Promise.resolve());
            together -= Math.min(size, 100);
            done.push(i);
            return size;
          }),
        );
        await scheduler.waitFor(Promise.all(all));
        expect(await Promise.all(all)).toEqual(sizes);
        expect(done).toHaveLength(sizes.length);
      },
    ),
    { seed: 1, numRuns: 50 },
  );
});

test('gives its pixels back when a decoder fails', async () => {
  const budget = createPixelBudget(10);
  await expect(
    budget.spend(10, async () => {
      throw new Error('damaged');
    }),
  ).rejects.toThrow('damaged');
  expect(await budget.spend(10, async () => 'decoded')).toBe('decoded');
});

test('a small device decodes one photograph after the other, one that does not say how large it is as many as any', () => {
  expect([0.5, 2, 4, 8, undefined].map((memory) => choosePixelsAtOnce(memory) / 1e6)).toEqual([
    16, 16, 48, 48, 48,
  ]);
});
