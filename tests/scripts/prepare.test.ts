import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listSources } from '../../scripts/prepare/list-sources.mjs';
import { makeFolder } from '../../scripts/prepare/make-folder.mjs';
import { prepare } from '../../scripts/prepare/prepare.mjs';
import { projectFolder } from '../../scripts/project.mjs';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'graft-prepare-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function hashFile(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
}

describe('the base model, the sample images and the icons', () => {
  it('are left alone while all is there, and come back as they were when a file is gone or altered', async () => {
    const publicFolder = path.join(folder, 'public');
    const weights = path.join(publicFolder, 'models/mobilenet-v1/weights.bin');
    const zip = path.join(publicFolder, 'samples/sample-images.zip');
    expect(await prepare({ publicFolder })).toEqual(['base model', 'sample images', 'app icons']);
    const hashes = [await hashFile(weights), await hashFile(zip)];
    expect(await prepare({ publicFolder })).toEqual([]);

    await rm(weights);
    expect(await prepare({ publicFolder })).toEqual(['base model']);
    const bytes = await readFile(zip);
    bytes[1000] = ((bytes[1000] as number) + 1) % 256;
    await writeFile(zip, bytes);
    expect(await prepare({ publicFolder })).toEqual(['sample images']);
    expect([await hashFile(weights), await hashFile(zip)]).toEqual(hashes);
    expect((await readdir(publicFolder)).sort()).toEqual(['icons', 'models', 'samples']);
  }, 180_000);

  it('are made from all code that has a part in them', async () => {
    expect(await listSources(projectFolder, 'scripts/prepare/base-model.mjs')).toEqual(
      expect.arrayContaining([
        'scripts/prepare/base-model.mjs',
        'scripts/prepare/fold-network.mjs',
        'src/core/embedding/parity-image.ts',
        'src/core/shared/float16.ts',
        'src/core/shared/random.ts',
      ]),
    );
    expect(await listSources(projectFolder, 'scripts/prepare/sample-images.mjs')).toEqual(
      expect.arrayContaining(['scripts/prepare/sample-images.mjs', 'scripts/prepare/sample-objects.mjs']),
    );
  });
});

describe('a made folder', () => {
  const files = { 'text.txt': 'some text', 'bytes.bin': Uint8Array.of(1, 2, 3) };
  const make = (target: string, madeFrom: string, force = false) =>
    makeFolder({ folder: target, madeFrom, force, createFiles: async () => files });

  it('is made again when its sources are others, or by force, and only then', async () => {
    const target = path.join(folder, 'sources');
    expect(await make(target, 'a')).toBe(true);
    expect(await make(target, 'a')).toBe(false);
    expect(await make(target, 'b')).toBe(true);
    expect(await make(target, 'b', true)).toBe(true);
    expect(await make(target, 'b')).toBe(false);
  });

  const damages = ['text.txt', 'bytes.bin', 'prepared.json'].flatMap((name) => [
    { name, damage: 'deleted', inflict: (file: string) => rm(file) },
    { name, damage: 'emptied', inflict: (file: string) => writeFile(file, '') },
    { name, damage: 'altered', inflict: (file: string) => writeFile(file, 'another thing') },
  ]);
  it.each(damages)('is made again when $name is $damage', async ({ name, damage, inflict }) => {
    const target = path.join(folder, `${damage}-${name}`);
    await make(target, 'a');
    await inflict(path.join(target, name));
    expect(await make(target, 'a')).toBe(true);
    expect(await readFile(path.join(target, 'text.txt'), 'utf8')).toBe('some text');
    expect([...(await readFile(path.join(target, 'bytes.bin')))]).toEqual([1, 2, 3]);
  });

  it('stays as it was when its files cannot be made', async () => {
    const target = path.join(folder, 'kept');
    await makeFolder({ folder: target, madeFrom: 'a', createFiles: async () => ({ 'text.txt': 'old' }) });
    const failing = makeFolder({
      folder: target,
      madeFrom: 'b',
      createFiles: async () => {
        throw new Error('no source');
      },
    });
    await expect(failing).rejects.toThrow('no source');
    expect(await readFile(path.join(target, 'text.txt'), 'utf8')).toBe('old');
  });
});

describe('the sources of a module', () => {
  it('are what it imports in any way, and what that imports', async () => {
    const files = {
      'scripts/entry.mjs': [
        "import { readFile } from 'node:fs';",
        "import { a } from './near.mjs';",
        "export const later = () => import('../elsewhere/later.mjs');",
        "const core = await importCore('shared/numbers.ts');",
      ].join('\n'),
      'scripts/near.mjs': "import './entry.mjs';\nexport const a = 1;",
      'elsewhere/later.mjs': "export * from './last.mjs';",
      'elsewhere/last.mjs': '',
      'elsewhere/unused.mjs': '',
      'src/core/shared/numbers.ts': "import type { More } from '../more.ts';",
      'src/core/more.ts': '',
    };
    const root = path.join(folder, 'project');
    for (const [file, code] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(root, file)), { recursive: true });
      await writeFile(path.join(root, file), code);
    }
    expect(await listSources(root, 'scripts/entry.mjs')).toEqual(
      Object.keys(files)
        .filter((file) => !file.includes('unused'))
        .sort(),
    );
  });
});
