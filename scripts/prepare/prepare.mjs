/**
 * Makes what the app serves but git does not keep: the base model, the sample images and the icons of the installed app.
 * Each is made again when one of its files is missing or not as it was made, and when the code or a package that
 * makes it has changed (`--force` makes all).
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { projectFolder } from '../project.mjs';
import { listSources } from './list-sources.mjs';
import { makeFolder, sha256 } from './make-folder.mjs';

const steps = [
  {
    name: 'base model',
    folder: 'models/mobilenet-v1',
    entry: 'scripts/prepare/base-model.mjs',
    createFiles: async () => (await import('./base-model.mjs')).createBaseModelFiles(),
  },
  {
    name: 'sample images',
    folder: 'samples',
    entry: 'scripts/prepare/sample-images.mjs',
    createFiles: async () => (await import('./sample-images.mjs')).createSampleFiles(),
  },
  {
    name: 'app icons',
    folder: 'icons',
    entry: 'scripts/prepare/app-icons.mjs',
    createFiles: async () => (await import('./app-icons.mjs')).createIconFiles(),
  },
];

/**
 * Makes the base model, the sample images and the icons where they are missing or out of date.
 * @param {{ force?: boolean, publicFolder?: string }} options `force` makes all; `publicFolder` is where they go
 * @returns {Promise<string[]>} the names of what was made now
 */
export async function prepare({ force = false, publicFolder = path.join(projectFolder, 'public') } = {}) {
  const made = [];
  for (const { name, folder, entry, createFiles } of steps) {
    const done = await makeFolder({
      folder: path.join(publicFolder, folder),
      madeFrom: await hashSources(entry),
      createFiles,
      force,
      onStart: () => console.log(`Preparing the ${name} ...`),
    });
    if (done) made.push(name);
  }
  return made;
}

/** One hash over the code that makes the files and over the lockfile, which pins the packages that they come from. */
async function hashSources(entry) {
  const files = [...(await listSources(projectFolder, entry)), 'package-lock.json'];
  const contents = await Promise.all(files.map((file) => readFile(path.join(projectFolder, file))));
  return sha256(files.map((file, i) => `${file} ${sha256(contents[i])}\n`).join(''));
}

if (process.argv[1] === import.meta.filename) {
  await prepare({ force: process.argv.includes('--force') });
}
