import { expect, test } from 'vitest';
import { embedInGroups, type PreparedItem } from '../../src/engine/embed-in-groups.ts';

/** Embeds 40 numbers in batches of 4, each of which takes 100 ms. @param answerAt what is answered to which hand-over */
async function embedNumbers(answerAt: (handOver: number) => 'continue' | 'stop') {
  let nowMs = 0;
  const handOvers: (readonly number[])[] = [];
  const prepare = async (item: number): Promise<PreparedItem<number>> => ({
    makeSquares: () => [Uint8Array.of(item)],
    complete: async ([embedding]) => embedding?.[0] as number,
  });
  const timings = await embedInGroups(
    Array.from({ length: 40 }, (_, index) => index),
    prepare,
    {
      batchSize: 4,
      passesAtOnce: () => 1,
      clock: { now: () => nowMs, wait: async () => {} },
      async embed(pixels) {
        nowMs += 100;
        return Float32Array.from(pixels, ([value]) => value as number);
      },
    },
    async (results) => {
      handOvers.push(results);
      return answerAt(handOvers.length);
    },
  );
  return { handOvers, timings };
}

test('the first results are handed over at once, then those of half a second together, and the last ones with the end', async () => {
  const { handOvers, timings } = await embedNumbers(() => 'continue');
  expect(handOvers.map(({ length }) => length)).toEqual([4, 20, 16]);
  expect(handOvers.flat()).toEqual(Array.from({ length: 40 }, (_, index) => index));
  expect(timings.imagesEmbedded).toBe(40);
});

test('after a stop nothing more is handed over, and what was not does not count as embedded', async () => {
  const { handOvers, timings } = await embedNumbers((handOver) => (handOver === 2 ? 'stop' : 'continue'));
  expect(handOvers.map(({ length }) => length)).toEqual([4, 20]);
  expect(timings.imagesEmbedded).toBe(24);
});
