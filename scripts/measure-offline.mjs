import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';

/** The most that a first visit may fetch before it works offline, the base model included: bytes, before compression. */
export const offlineBudgetBytes = 15_000_000;

/**
 * What the built service worker keeps for working offline.
 * @param {string} distFolder a build
 * @returns {Promise<{ files: string[], missing: string[], totalBytes: number, laterBytes: number }>} paths below `distFolder`; the
 *   weights of the base model, which the page keeps by itself, are among them. `laterBytes`: what follows when the page is idle,
 *   the head of the base model's own classes
 */
export async function measureOffline(distFolder) {
  const code = await readFile(path.join(distFolder, 'service-worker.js'), 'utf8');
  // The list that the build has put in.
  const [list = '[]'] = /\[\{"?revision"?:.*?\}\]/s.exec(code) ?? [];
  const listed = [...list.matchAll(/"?url"?:"([^"]+)"/g)].map(([, url]) => url);
  const files = [...listed, 'models/mobilenet-v1/weights.bin'];
  const missing = [];
  let totalBytes = 0;
  for (const file of files) {
    try {
      totalBytes += (await stat(path.join(distFolder, file))).size;
    } catch {
      missing.push(file);
    }
  }
  const later = 'models/mobilenet-v1/imagenet-head.bin';
  const { size: laterBytes } = await stat(path.join(distFolder, later));
  return { files, missing, totalBytes, laterBytes };
}
