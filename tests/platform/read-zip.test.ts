import { strToU8, type Zippable, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { arrangeImport } from '../../src/core/dataset/arrange-import.ts';
import { importLimits } from '../../src/core/dataset/import-limits.ts';
import type { Failure } from '../../src/core/shared/failure.ts';
import { readZip } from '../../src/platform/read-zip.ts';

/** Reads a whole archive; files become their text, refused ones the kind of their failure. */
async function readAll(
  zip: Uint8Array<ArrayBuffer> | Blob,
  limits = importLimits,
): Promise<{ entries: [string, string][]; failure: Failure | null }> {
  const entries: [string, string][] = [];
  const failure = await readZip(
    zip instanceof Blob ? zip : new Blob([zip]),
    async (entry) => {
      entries.push([entry.path, 'blob' in entry ? await entry.blob.text() : entry.failure.kind]);
      return 'continue';
    },
    limits,
  );
  return { entries, failure };
}

function zip(files: Zippable): Uint8Array<ArrayBuffer> {
  return zipSync(files) as Uint8Array<ArrayBuffer>;
}

/** Changes numbers in every header of a kind: 0x04034b50 lies before each file, 0x02014b50 in the directory. */
function patchHeaders(
  archive: Uint8Array<ArrayBuffer>,
  signature: number,
  patch: (view: DataView, at: number) => void,
): Uint8Array<ArrayBuffer> {
  const patched = archive.slice();
  const view = new DataView(patched.buffer);
  for (let at = 0; at + 4 <= patched.length; at++) {
    if (view.getUint32(at, true) === signature) patch(view, at);
  }
  return patched;
}

const localHeader = 0x04034b50;
const directoryHeader = 0x02014b50;

describe('a sound archive', () => {
  const archive = zip({
    cats: { '1.jpg': strToU8('cat one'), 'ü 🐜.PNG': [strToU8('cat two'), { level: 0 }] },
    'dogs/1.webp': strToU8('dog'),
    empty: {},
    'notes.txt': strToU8('hello'),
  });

  test('gives its files with their paths and leaves out folder entries', async () => {
    expect(await readAll(archive)).toEqual({
      entries: [
        ['cats/1.jpg', 'cat one'],
        ['cats/ü 🐜.PNG', 'cat two'],
        ['dogs/1.webp', 'dog'],
        ['notes.txt', 'hello'],
      ],
      failure: null,
    });
  });

  test('gives images their media types', async () => {
    const types: string[] = [];
    await readZip(new Blob([archive]), async (entry) => {
      if ('blob' in entry) types.push(entry.blob.type);
      return 'continue';
    });
    expect(types).toEqual(['image/jpeg', 'image/png', 'image/webp', '']);
  });

  test('stops when it is told to, and unpacks nothing more', async () => {
    const seen: string[] = [];
    const failure = await readZip(new Blob([archive]), async ({ path }) => {
      seen.push(path);
      return seen.length === 2 ? 'stop' : 'continue';
    });
    expect(seen).toHaveLength(2);
    expect(failure).toBeNull();
  });

  test('waits for each file to be taken before it gives the next', async () => {
    let open = 0;
    let most = 0;
    await readZip(new Blob([archive]), async () => {
      open++;
      most = Math.max(most, open);
      await new Promise((resolve) => setTimeout(resolve, 5));
      open--;
      return 'continue';
    });
    expect(most).toBe(1);
  });

  test('without files is read to its end', async () => {
    expect(await readAll(zip({}))).toEqual({ entries: [], failure: null });
  });
});

describe('hostile names come through as data, for the arrangement to judge', () => {
  test('climbing, absolute, endless, built-in and turned names', async () => {
    const names = [
      '../../cats/1.jpg',
      '/etc/cats/2.jpg',
      'C:\\cats\\3.jpg',
      `cats/${'x'.repeat(10_000)}.jpg`,
      '__proto__/4.jpg',
      '\u202egnp.tac/5.jpg',
    ];
    const archive = zip(Object.fromEntries(names.map((name) => [name, strToU8('x')])));
    const { entries, failure } = await readAll(archive);
    expect(failure).toBeNull();
    expect(entries.map(([path]) => path)).toEqual(names);

    const { placed, refused } = arrangeImport(entries.map(([path]) => path));
    expect(refused.map((file) => file.failure.kind)).toEqual([
      'path-climbs-out',
      'path-climbs-out',
      'path-climbs-out',
      'path-too-long',
    ]);
    expect(placed.map(({ className }) => className)).toEqual(['__proto__', 'gnp.tac']);
  });
});

describe('an archive that expands beyond all measure', () => {
  const zeros = new Uint8Array(20_000_000);

  test('loses that file and keeps the rest', async () => {
    const { entries, failure } = await readAll(zip({ 'a/1.jpg': zeros, 'a/2.jpg': strToU8('kept') }));
    expect(entries).toEqual([
      ['a/1.jpg', 'zip-bomb'],
      ['a/2.jpg', 'kept'],
    ]);
    expect(failure).toBeNull();
  });

  test('loses that file also where its headers lie about the size', async () => {
    const lying = patchHeaders(
      patchHeaders(zip({ 'a/1.jpg': zeros, 'a/2.jpg': strToU8('kept') }), localHeader, (view, at) => {
        if (view.getUint32(at + 22, true) === zeros.length) view.setUint32(at + 22, 1000, true);
      }),
      directoryHeader,
      (view, at) => {
        if (view.getUint32(at + 24, true) === zeros.length) view.setUint32(at + 24, 1000, true);
      },
    );
    expect((await readAll(lying)).entries).toEqual([
      ['a/1.jpg', 'zip-unreadable'],
      ['a/2.jpg', 'kept'],
    ]);
  });

  test('says how many times larger the file would be', async () => {
    const ratios: number[] = [];
    await readZip(new Blob([zip({ 'a/1.jpg': zeros })]), async (entry) => {
      if ('failure' in entry && entry.failure.kind === 'zip-bomb') ratios.push(entry.failure.ratio);
      return 'continue';
    });
    expect(ratios).toHaveLength(1);
    expect(ratios[0]).toBeGreaterThan(1000);
  });

  test('is told from small blank images, which shrink as much', async () => {
    const { entries } = await readAll(zip({ 'a/blank.bmp': new Uint8Array(50_000) }));
    expect(entries[0]?.[1]).toHaveLength(50_000);
  });
});

describe('an archive that brings too much', () => {
  const files = zip({ 'a/1.jpg': strToU8('one'), 'a/2.jpg': strToU8('four'), 'a/3.jpg': strToU8('seven') });

  test('is refused before unpacking where it has too many files', async () => {
    expect(await readAll(files, { ...importLimits, fileCount: 2 })).toEqual({
      entries: [],
      failure: { kind: 'import-too-many-files', limit: 2 },
    });
  });

  test('loses a single file that is too large', async () => {
    const { entries } = await readAll(files, { ...importLimits, fileBytes: 4 });
    expect(entries).toEqual([
      ['a/1.jpg', 'one'],
      ['a/2.jpg', 'four'],
      ['a/3.jpg', 'file-too-large'],
    ]);
  });

  test('ends when all files together are too large, and what was read before stays', async () => {
    const repetitive = zip({ 'a/1.jpg': new Uint8Array(900), 'a/2.jpg': new Uint8Array(900) });
    const { entries, failure } = await readAll(repetitive, { ...importLimits, totalBytes: 1000 });
    expect(entries.map(([path]) => path)).toEqual(['a/1.jpg']);
    expect(failure).toEqual({ kind: 'import-too-large', limitBytes: 1000 });
  });

  test('is not even opened where it is larger packed than it may be unpacked', async () => {
    const { failure } = await readAll(files, { ...importLimits, totalBytes: 10 });
    expect(failure).toEqual({ kind: 'import-too-large', limitBytes: 10 });
  });
});

describe('an archive that cannot be read whole', () => {
  test('names archives inside it without unpacking them', async () => {
    const inner = zip({ 'cats/1.jpg': strToU8('x') });
    expect((await readAll(zip({ 'inner.ZIP': inner, 'cats/1.jpg': strToU8('kept') }))).entries).toEqual([
      ['inner.ZIP', 'zip-inside-zip'],
      ['cats/1.jpg', 'kept'],
    ]);
  });

  test('says once that it is encrypted', async () => {
    const plain = zip({ 'cats/1.jpg': strToU8('x'), 'cats/2.jpg': strToU8('y') });
    const encrypted = patchHeaders(
      patchHeaders(plain, localHeader, (view, at) => view.setUint16(at + 6, 1, true)),
      directoryHeader,
      (view, at) => view.setUint16(at + 8, 1, true),
    );
    expect(await readAll(encrypted)).toEqual({ entries: [], failure: { kind: 'zip-encrypted' } });
  });

  test('names the encrypted ones where only some are', async () => {
    let first = true;
    const partly = patchHeaders(
      zip({ 'cats/1.jpg': strToU8('x'), 'cats/2.jpg': strToU8('y') }),
      directoryHeader,
      (view, at) => {
        if (first) view.setUint16(at + 8, 1, true);
        first = false;
      },
    );
    expect((await readAll(partly)).entries).toEqual([
      ['cats/1.jpg', 'zip-encrypted'],
      ['cats/2.jpg', 'y'],
    ]);
  });

  test('cut short is refused with a reason', async () => {
    const archive = zip({ 'cats/1.jpg': strToU8('x'.repeat(5000)), 'cats/2.jpg': strToU8('y') });
    for (const length of [0, 1, 30, archive.length - 30, archive.length - 1]) {
      const { failure } = await readAll(archive.slice(0, length));
      expect(failure?.kind).toBe('zip-unreadable');
    }
  });

  test('no archive at all is refused with a reason', async () => {
    expect((await readAll(new Blob(['not an archive'.repeat(10_000)]))).failure?.kind).toBe('zip-unreadable');
  });

  test('damaged in the middle loses the damaged file and keeps the others', async () => {
    const noise = Uint8Array.from({ length: 3000 }, (_, index) => (index * index * 31) % 251);
    const archive = zip({
      'a/1.jpg': strToU8('before'),
      'a/2.jpg': [noise, { level: 0 }],
      'a/3.jpg': strToU8('after'),
    });
    const damaged = archive.slice();
    const place = archive.findIndex((_, at) => noise.every((byte, index) => archive[at + index] === byte));
    damaged[place + 1500] = (damaged[place + 1500] ?? 0) ^ 0xff;
    expect((await readAll(damaged)).entries).toEqual([
      ['a/1.jpg', 'before'],
      ['a/2.jpg', 'zip-unreadable'],
      ['a/3.jpg', 'after'],
    ]);
  });

  test('with a damaged list of files keeps those listed before the damage', async () => {
    let count = 0;
    const damaged = patchHeaders(
      zip({ 'a/1.jpg': strToU8('one'), 'a/2.jpg': strToU8('two') }),
      directoryHeader,
      (view, at) => {
        count++;
        if (count === 2) view.setUint32(at, 0, true);
      },
    );
    const { entries, failure } = await readAll(damaged);
    expect(entries).toEqual([['a/1.jpg', 'one']]);
    expect(failure?.kind).toBe('zip-unreadable');
  });

  test('with any byte changed never throws', async () => {
    const archive = zip({ 'a/1.jpg': strToU8('one'), 'a/2.jpg': strToU8('two two two two two') });
    for (let at = 0; at < archive.length; at++) {
      const damaged = archive.slice();
      damaged[at] = (damaged[at] ?? 0) ^ 0xff;
      const { entries } = await readAll(damaged);
      expect(entries.length).toBeLessThanOrEqual(2);
    }
  });
});
