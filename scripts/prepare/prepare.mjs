/**
 * Makes what the app serves but git does not keep: the base model and the sample images.
 * Each is made again when it is missing or when the code or package that makes it has changed (`--force` makes all).
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { projectFolder } from '../project.mjs';

const steps = [
  {
    name: 'base model',
    folder: 'public/models/mobilenet-v1',
    dependsOn: ['scripts/prepare/base-model.mjs', 'scripts/prepare/fold-network.mjs', 'package-lock.json'],
    run: async () => (await import('./base-model.mjs')).prepareBaseModel(),
  },
  {
    name: 'sample images',
    folder: 'public/samples',
    dependsOn: [
      'scripts/prepare/sample-images.mjs',
      'scripts/prepare/sample-objects.mjs',
      'package-lock.json',
    ],
    run: async () => (await import('./sample-images.mjs')).prepareSampleImages(),
  },
];

export async function prepare({ force = false } = {}) {
  for (const step of steps) {
    const stampFile = path.join(projectFolder, step.folder, 'prepared-from.txt');
    const stamp = await hashFiles(step.dependsOn);
    const made = existsSync(stampFile) ? (await readFile(stampFile, 'utf8')).trim() : '';
    if (!force && made === stamp) continue;
    console.log(`Preparing the ${step.name} ...`);
    await step.run();
    await writeFile(stampFile, `${stamp}\n`);
  }
}

async function hashFiles(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(await readFile(path.join(projectFolder, file)));
  return hash.digest('hex');
}

if (process.argv[1] === import.meta.filename) {
  await prepare({ force: process.argv.includes('--force') });
}
