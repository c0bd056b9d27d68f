import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const ending = '?bundled';

/**
 * Lets code import a script that runs elsewhere as a text: `import script from './page.ts?bundled'` gives the module with all that
 * it imports inside, minified. It is built anew with the app, in development and for tests alike.
 * @returns {import('vite').Plugin}
 */
export function bundledScripts() {
  return {
    name: 'bundled-scripts',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (!source.endsWith(ending)) return null;
      const resolved = await this.resolve(source.slice(0, -ending.length), importer, { skipSelf: true });
      // With the null byte other plugins leave it alone, as it is by then no TypeScript.
      return resolved && `\0${resolved.id}${ending}`;
    },
    async load(id) {
      if (!id.startsWith('\0') || !id.endsWith(ending)) return null;
      const { code, sources } = await bundle(id.slice(1, -ending.length));
      for (const source of sources) this.addWatchFile(source);
      return `export default ${JSON.stringify(code)};`;
    },
  };
}

/** @type {Map<string, ReturnType<typeof runBuild>>} */
const built = new Map();

/** The page and its worker may want the same script: it is built once, but anew whenever something is watched. */
function bundle(entry) {
  const known = process.env.VITEST ? built.get(entry) : undefined;
  const bundled = known ?? runBuild(entry);
  built.set(entry, bundled);
  return bundled;
}

async function runBuild(entry) {
  const result = await build({
    configFile: false,
    root: fileURLToPath(new URL('..', import.meta.url)),
    publicDir: false,
    logLevel: 'warn',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      target: 'es2022',
      chunkSizeWarningLimit: 2000,
      modulePreload: false,
      // Not as a library, whose spaces would be kept.
      rolldownOptions: {
        input: entry,
        preserveEntrySignatures: 'strict',
        output: { format: 'es', codeSplitting: false },
      },
    },
  });
  const [{ output }] = Array.isArray(result) ? result : [result];
  const [chunk, ...others] = output;
  if (others.length > 0) throw new Error(`${entry} was not built as one file`);
  return { code: chunk.code, sources: chunk.moduleIds.filter((id) => !id.startsWith('\0')) };
}
