import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** In the folder itself: from what it was made, and the SHA-256 of each file in it. */
const recordName = 'prepared.json';

/**
 * Makes a folder of files, unless exactly those that were made from the same sources lie there. The folder appears
 * as a whole or not at all.
 * @param {object} work
 * @param {string} work.folder
 * @param {string} work.madeFrom stands for everything that the files are made from
 * @param {() => Promise<Record<string, string | Uint8Array>>} work.createFiles contents by file name
 * @param {boolean} [work.force] make it in any case
 * @param {() => void} [work.onStart] called when there is something to do
 * @returns {Promise<boolean>} whether it was made now
 */
export async function makeFolder({ folder, madeFrom, createFiles, force = false, onStart = () => {} }) {
  if (!force && (await isComplete(folder, madeFrom))) return false;
  onStart();
  const files = await createFiles();
  const stagingFolder = `${folder}.${process.pid}.part`;
  try {
    await mkdir(stagingFolder, { recursive: true });
    const hashes = {};
    for (const [name, content] of Object.entries(files)) {
      await writeFile(path.join(stagingFolder, name), content);
      hashes[name] = sha256(content);
    }
    const record = { madeFrom, sha256: hashes };
    await writeFile(path.join(stagingFolder, recordName), `${JSON.stringify(record, null, 2)}\n`);
    await rm(folder, { recursive: true, force: true });
    await rename(stagingFolder, folder);
  } finally {
    await rm(stagingFolder, { recursive: true, force: true });
  }
  return true;
}

async function isComplete(folder, madeFrom) {
  try {
    const record = JSON.parse(await readFile(path.join(folder, recordName), 'utf8'));
    if (record.madeFrom !== madeFrom) return false;
    for (const [name, hash] of Object.entries(record.sha256)) {
      if (sha256(await readFile(path.join(folder, name))) !== hash) return false;
    }
    return true;
  } catch {
    // Whatever is missing or cannot be read is made again.
    return false;
  }
}

/** @param {string | Uint8Array} content @returns {string} as hex */
export function sha256(content) {
  return createHash('sha256').update(content).digest('hex');
}
