import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

/** The most JavaScript that the page may load before it can be used: bytes, gzip. */
export const firstLoadBudgetBytes = 200_000;

/** Names that only TF.js has; they survive minification as strings. */
const tensorFlowMarks = ['Conv2DBackpropFilter', 'FusedBatchNorm'];

/**
 * What the built page loads before it can be used: its script and, since a browser waits for those, what that imports
 * statically.
 * @param {string} distFolder a build with Vite's manifest
 * @returns {Promise<{ files: { file: string, sizeBytes: number, holdsTensorFlow: boolean }[], totalBytes: number }>}
 *   sizes with gzip
 */
export async function measureFirstLoad(distFolder) {
  const manifest = JSON.parse(await readFile(path.join(distFolder, '.vite/manifest.json'), 'utf8'));
  const chunks = new Set();
  const follow = (key) => {
    if (chunks.has(manifest[key])) return;
    chunks.add(manifest[key]);
    for (const imported of manifest[key].imports ?? []) follow(imported);
  };
  follow('index.html');
  const files = [];
  for (const { file } of chunks) {
    const code = await readFile(path.join(distFolder, file));
    const holdsTensorFlow = tensorFlowMarks.some((mark) => code.includes(mark));
    files.push({ file, sizeBytes: gzipSync(code).length, holdsTensorFlow });
  }
  return { files, totalBytes: files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) };
}
