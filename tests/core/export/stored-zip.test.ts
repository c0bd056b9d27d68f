import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { createCrc32, writeZipHeaders } from '../../../src/core/export/stored-zip.ts';
import { readZip } from '../../../src/platform/read-zip.ts';

interface File {
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

function zip(files: readonly File[]): Uint8Array<ArrayBuffer>[] {
  const { before, directory } = writeZipHeaders(
    files.map(({ path, bytes }) => {
      const crc32 = createCrc32();
      // In two pieces, as a large file comes.
      crc32.add(bytes.subarray(0, bytes.length >> 1));
      crc32.add(bytes.subarray(bytes.length >> 1));
      return { path, sizeBytes: bytes.length, crc32: crc32.finish() };
    }),
  );
  return [
    ...files.flatMap(({ bytes }, index) => [before[index] as Uint8Array<ArrayBuffer>, bytes]),
    directory,
  ];
}

async function readAll(parts: readonly Uint8Array<ArrayBuffer>[]) {
  const files: Record<string, Uint8Array> = {};
  const failure = await readZip(new Blob([...parts]), async (entry) => {
    if ('failure' in entry) throw new Error(entry.failure.kind);
    files[entry.path] = new Uint8Array(await entry.blob.arrayBuffer());
    return 'continue';
  });
  expect(failure).toBeNull();
  return files;
}

describe('a stored ZIP', () => {
  test('is read by two libraries as it was written', async () => {
    const path = fc.stringMatching(/^[a-zä-ü🐜]{1,12}(\/[a-z]{1,5})?\.png$/u);
    const file = fc.record({ path, bytes: fc.uint8Array({ maxLength: 50 }) }) as fc.Arbitrary<File>;
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(file, { selector: ({ path }) => path, maxLength: 6 }),
        async (files) => {
          const parts = zip(files);
          const expected = Object.fromEntries(files.map(({ path, bytes }) => [path, bytes]));
          expect(await readAll(parts)).toEqual(expected);
          expect(unzipSync(new Uint8Array(await new Blob(parts).arrayBuffer()))).toEqual(expected);
        },
      ),
      { seed: 1, numRuns: 50 },
    );
  });

  test('holds more files than a ZIP of old', async () => {
    const files = Array.from({ length: 65_540 }, (_, index) => ({
      path: `${index}`,
      bytes: new Uint8Array(0),
    }));
    const { directory } = writeZipHeaders(files.map(({ path }) => ({ path, sizeBytes: 0, crc32: 0 })));
    const view = new DataView(directory.buffer);
    const end = directory.length - 22;
    expect(view.getUint32(end, true)).toBe(0x06054b50);
    expect(view.getUint16(end + 10, true)).toBe(0xffff);
    expect(view.getBigUint64(end - 20 - 56 + 32, true)).toBe(65_540n);
  });

  test('says where files lie beyond 4 GiB', () => {
    const large = 5 * 2 ** 30;
    const { before, directory } = writeZipHeaders([
      { path: 'large', sizeBytes: large, crc32: 1 },
      { path: 'small', sizeBytes: 1, crc32: 2 },
    ]);
    const local = new DataView((before[0] as Uint8Array<ArrayBuffer>).buffer);
    expect(local.getUint32(22, true)).toBe(0xffffffff);
    expect(local.getBigUint64(30 + 5 + 4, true)).toBe(BigInt(large));
    const view = new DataView(directory.buffer);
    // The first entry: its name, then its size twice. The second: its name, then its place.
    expect(view.getBigUint64(46 + 5 + 4, true)).toBe(BigInt(large));
    const second = 46 + 5 + 20;
    expect(view.getUint32(second, true)).toBe(0x02014b50);
    expect(view.getUint32(second + 42, true)).toBe(0xffffffff);
    expect(view.getBigUint64(second + 46 + 5 + 4, true)).toBe(BigInt(large + (before[0]?.length ?? 0)));
  });
});
