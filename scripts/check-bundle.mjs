/**
 * Checks what the built page loads before it can be used (at most 200 kB of JavaScript with gzip, no TF.js, no other origin), and
 * what it keeps for working offline (at most 15 MB, nothing that is needed missing).
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { firstLoadBudgetBytes, measureFirstLoad } from './measure-first-load.mjs';
import { measureOffline, offlineBudgetBytes } from './measure-offline.mjs';
import { projectFolder } from './project.mjs';

const dist = path.join(projectFolder, 'dist');
const { files, totalBytes } = await measureFirstLoad(dist);
const inKilobytes = (bytes) => `${(bytes / 1000).toFixed(1).padStart(8)} kB`;
for (const { file, sizeBytes } of files) console.log(`${inKilobytes(sizeBytes)}  ${file}`);
console.log(`${inKilobytes(totalBytes)}  of ${firstLoadBudgetBytes / 1000} kB (gzip)`);

const problems = files
  .filter(({ holdsTensorFlow }) => holdsTensorFlow)
  .map(({ file }) => `${file} contains TF.js.`);
if (totalBytes > firstLoadBudgetBytes) problems.push('The first load is over its budget.');
const page = await readFile(path.join(dist, 'index.html'), 'utf8');
if (/(?:src|href)="(?:https?:)?\/\//.test(page)) {
  problems.push('index.html loads something from another origin.');
}
const offline = await measureOffline(dist);
console.log(
  `Works offline with ${offline.files.length} files, ${(offline.totalBytes / 1e6).toFixed(1)} of ${offlineBudgetBytes / 1e6} MB; ${(offline.laterBytes / 1e6).toFixed(1)} MB follow when the page is idle`,
);
if (offline.totalBytes > offlineBudgetBytes)
  problems.push('What is kept for working offline is over its budget.');
for (const file of offline.missing) problems.push(`The service worker keeps ${file}, which was not built.`);
for (const needed of [
  'index.html',
  'assets/engine-worker-',
  'models/mobilenet-v1/model.json',
  'models/mobilenet-v1/imagenet-classes.json',
  'samples/sample-images.zip',
]) {
  if (!offline.files.some((file) => file.startsWith(needed)))
    problems.push(`Offline, ${needed} would be missing.`);
}
for (const problem of problems) console.error(problem);
process.exit(problems.length === 0 ? 0 : 1);
