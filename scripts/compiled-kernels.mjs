import { readFileSync } from 'node:fs';
import asc from 'assemblyscript/asc';

const ending = '?kernels';

/**
 * Lets code import a file in AssemblyScript as WebAssembly: `import { fused, plain } from './convolution.as.ts?kernels'` gives it
 * with and without fused multiply-add, in base64: some 3 kB, which then need no request of their own.
 * @returns {import('vite').Plugin}
 */
export function compiledKernels() {
  return {
    name: 'compiled-kernels',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (!source.endsWith(ending)) return null;
      const resolved = await this.resolve(source.slice(0, -ending.length), importer, { skipSelf: true });
      // With the null byte other plugins leave it alone, as it is by then no TypeScript.
      return resolved && `\0${resolved.id}${ending}`;
    },
    async load(id) {
      if (!id.startsWith('\0') || !id.endsWith(ending)) return null;
      const file = id.slice(1, -ending.length);
      this.addWatchFile(file);
      const source = readFileSync(file, 'utf8');
      const fused = await compile(source, ['--enable', 'relaxed-simd']);
      const plain = await compile(source, []);
      return `export const fused = ${JSON.stringify(fused)};\nexport const plain = ${JSON.stringify(plain)};`;
    },
  };
}

/** @type {Map<string, Promise<string>>} */
const known = new Map();

/** The page's worker and its lanes, and each file of tests, want the same: it is compiled once. */
function compile(source, features) {
  const key = JSON.stringify([source, features]);
  const compiled = known.get(key) ?? runCompiler(source, features);
  known.set(key, compiled);
  return compiled;
}

async function runCompiler(source, features) {
  const name = 'kernels.ts';
  let binary = null;
  const options = [
    '--optimizeLevel',
    '3',
    '--noAssert',
    '--runtime',
    'stub',
    '--enable',
    'simd',
    ...features,
  ];
  const { error, stderr } = await asc.main([name, '--outFile', 'kernels.wasm', ...options], {
    readFile: (file) => (file === name ? source : null),
    writeFile: (_, contents) => {
      binary = contents;
    },
    listFiles: () => [],
  });
  if (error !== null) throw new Error(`the kernels were not compiled: ${stderr.toString()}`);
  return Buffer.from(binary).toString('base64');
}
