import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinBlobs } from '../../src/studio/join-blobs.ts';

test('parts are joined in their order, however many there are, with pauses in between', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(300), { maxLength: 5000 }), fc.boolean(), async (numbers, asBlobs) => {
      const texts = numbers.map((number) => `${number},`);
      const parts = texts.map((text) => (asBlobs ? new Blob([text]) : new TextEncoder().encode(text)));
      let pauseCount = 0;
      const joined = await joinBlobs(parts, 'application/zip', async () => {
        pauseCount++;
      });
      expect(await joined.text()).toBe(texts.join(''));
      expect(joined.type).toBe('application/zip');
      expect(pauseCount).toBeGreaterThanOrEqual(Math.floor(numbers.length / 64) - 1);
    }),
    { seed: 1, numRuns: 30, examples: [[new Array(5000).fill(7), true]] },
  );
});
