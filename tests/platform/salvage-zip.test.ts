import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { importLimits } from '../../src/core/dataset/import-limits.ts';
import { salvageZip } from '../../src/platform/salvage-zip.ts';
import { measureBytes, zipFiles } from '../../src/studio/zip-files.ts';

const run = { pause: async () => {} };
const whole = await zipFiles(
  await Promise.all(
    ['one', 'two', 'three'].map((text, index) =>
      measureBytes(`images/ü ${index}.jpg`, strToU8(text) as Uint8Array<ArrayBuffer>, run),
    ),
  ),
  '',
  run,
);

async function salvage(zip: Blob, limits = importLimits) {
  const entries: string[] = [];
  const failure = await salvageZip(
    zip,
    async (entry) => {
      const what = 'blob' in entry ? `${await entry.blob.text()} ${entry.blob.type}` : entry.failure.kind;
      entries.push(`${entry.path}: ${what}`);
      return 'continue';
    },
    limits,
  );
  return { entries, failure };
}

describe('a ZIP without its end', () => {
  test('gives every file that is there as a whole, wherever it was cut', async () => {
    const all = [
      'images/ü 0.jpg: one image/jpeg',
      'images/ü 1.jpg: two image/jpeg',
      'images/ü 2.jpg: three image/jpeg',
    ];
    expect(await salvage(whole)).toEqual({ entries: all, failure: null });
    let most = 0;
    for (let size = 0; size < whole.size; size++) {
      const { entries } = await salvage(whole.slice(0, size));
      expect(entries).toEqual(all.slice(0, entries.length));
      expect(entries.length).toBeGreaterThanOrEqual(most);
      most = entries.length;
    }
    expect(most).toBe(3);
  });

  test('names a file that was changed', async () => {
    const bytes = new Uint8Array(await whole.arrayBuffer());
    bytes[bytes.indexOf('t'.charCodeAt(0))] = 'x'.charCodeAt(0);
    expect((await salvage(new Blob([bytes]))).entries).toContain('images/ü 1.jpg: zip-unreadable');
  });

  test('that holds no stored files, or is none, gives nothing', async () => {
    const packed = zipSync({ 'a.txt': strToU8('a'.repeat(1000)) }) as Uint8Array<ArrayBuffer>;
    for (const zip of [
      new Blob([packed]),
      new Blob([]),
      new Blob(['PK but no more of a ZIP than that, and long']),
    ]) {
      expect(await salvage(zip)).toEqual({ entries: [], failure: { kind: 'zip-unreadable', detail: '' } });
    }
  });

  test('keeps to the limits', async () => {
    expect(await salvage(whole, { ...importLimits, fileCount: 2 })).toMatchObject({
      entries: { length: 2 },
      failure: { kind: 'import-too-many-files' },
    });
    expect((await salvage(whole, { ...importLimits, fileBytes: 3 })).entries.at(-1)).toContain(
      'file-too-large',
    );
    expect((await salvage(whole, { ...importLimits, totalBytes: 60 })).failure).toMatchObject({
      kind: 'import-too-large',
    });
  });
});
