import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** `from './a.mjs'`, `import './a.mjs'`, `import('./a.mjs')` */
const relativeImport = /(?:\bfrom|\bimport)\s*\(?\s*['"](\.{1,2}\/[^'"]+)['"]/g;
/** `importCore('shared/float16.ts')`, whose path is below src/core. */
const coreImport = /\bimportCore\(\s*['"]([^'"]+)['"]/g;

/**
 * All files of the project that a module is made of: itself and whatever it imports, and so on.
 * @param {string} root the project's folder
 * @param {string} entry path of the module below `root`
 * @returns {Promise<string[]>} paths below `root` with forward slashes, sorted
 */
export async function listSources(root, entry) {
  const found = new Set();
  const waiting = [entry];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (found.has(file)) continue;
    found.add(file);
    const code = await readFile(path.join(root, file), 'utf8');
    for (const [, target] of code.matchAll(relativeImport)) {
      waiting.push(path.posix.join(path.posix.dirname(file), target));
    }
    for (const [, target] of code.matchAll(coreImport)) waiting.push(path.posix.join('src/core', target));
  }
  return [...found].sort();
}
