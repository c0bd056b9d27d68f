/** Checks what the built page loads before it can be used: at most 200 kB of JavaScript (gzip), no TF.js, no other origin. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { firstLoadBudgetBytes, measureFirstLoad } from './measure-first-load.mjs';
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
for (const problem of problems) console.error(problem);
process.exit(problems.length === 0 ? 0 : 1);
