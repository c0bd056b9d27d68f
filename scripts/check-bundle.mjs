/** Checks what the built page loads before it can be used: at most 200 kB of JavaScript (gzip), no TF.js, no other origin. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { projectFolder } from './project.mjs';

const budgetBytes = 200_000;
const dist = path.join(projectFolder, 'dist');
const manifest = JSON.parse(await readFile(path.join(dist, '.vite/manifest.json'), 'utf8'));

const problems = [];
const loaded = new Map();
await load('index.html');
const totalBytes = [...loaded.values()].reduce((sum, sizeBytes) => sum + sizeBytes, 0);
for (const [file, sizeBytes] of loaded)
  console.log(`${(sizeBytes / 1000).toFixed(1).padStart(8)} kB  ${file}`);
console.log(`${(totalBytes / 1000).toFixed(1).padStart(8)} kB  of ${budgetBytes / 1000} kB (gzip)`);

if (totalBytes > budgetBytes) problems.push('The first load is over its budget.');
const page = await readFile(path.join(dist, 'index.html'), 'utf8');
if (/(?:src|href)="(?:https?:)?\/\//.test(page))
  problems.push('index.html loads something from another origin.');
for (const problem of problems) console.error(problem);
process.exit(problems.length === 0 ? 0 : 1);

/** Follows static imports, the ones that a browser waits for. */
async function load(key) {
  const chunk = manifest[key];
  if (loaded.has(chunk.file)) return;
  const code = await readFile(path.join(dist, chunk.file));
  loaded.set(chunk.file, gzipSync(code).length);
  // Names that only TF.js has; they survive minification as strings.
  for (const mark of ['Conv2DBackpropFilter', 'FusedBatchNorm']) {
    if (code.includes(mark)) problems.push(`${chunk.file} contains TF.js.`);
  }
  await Promise.all((chunk.imports ?? []).map(load));
}
