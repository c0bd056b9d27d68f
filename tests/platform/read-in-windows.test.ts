import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readInWindows } from '../../src/platform/read-in-windows.ts';

const size = 5 * 2 ** 20 + 7;
const bytes = Uint8Array.from({ length: size }, (_, index) => (index * 31 + (index >> 12)) & 255);

/** A file that counts how often the browser is asked for its bytes. */
class CountedFile extends Blob {
  sliceCount = 0;
  override slice(...range: Parameters<Blob['slice']>): Blob {
    this.sliceCount++;
    return super.slice(...range);
  }
}

test('gives the bytes of the file wherever it is read, also past its end and across windows', async () => {
  const reads = fc.array(fc.tuple(fc.nat(size), fc.nat(3 * 2 ** 20)), { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(reads, async (ranges) => {
      const read = readInWindows(new Blob([bytes]));
      const got = await Promise.all(ranges.map(([offset, length]) => read(offset, length)));
      got.forEach((part, index) => {
        const [offset, length] = ranges[index] as [number, number];
        expect(Buffer.compare(part, bytes.subarray(offset, offset + length))).toBe(0);
      });
    }),
    { seed: 11, numRuns: 60 },
  );
});

test('asks the browser once per window, not once per read', async () => {
  const file = new CountedFile([bytes]);
  const read = readInWindows(file);
  for (let offset = 0; offset + 1000 <= size; offset += 1000) await read(offset, 1000);
  expect(file.sliceCount).toBe(3);
});
