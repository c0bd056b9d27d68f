import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { bundledScripts } from '../../../scripts/bundled-scripts.mjs';
import { compiledKernels } from '../../../scripts/compiled-kernels.mjs';

const pageFolder = fileURLToPath(new URL('.', import.meta.url));

/** A page with the real engine client and its worker, built and minified as for a release. */
export interface EnginePage {
  /** Holds `engine-page.html`. */
  readonly folder: string;
  remove(): Promise<void>;
}

export async function buildEnginePage(): Promise<EnginePage> {
  const folder = await mkdtemp(path.join(tmpdir(), 'graft-engine-'));
  await build({
    configFile: false,
    root: pageFolder,
    base: './',
    logLevel: 'error',
    publicDir: false,
    worker: { format: 'es', plugins: () => [bundledScripts(), compiledKernels()] },
    build: {
      target: 'es2022',
      outDir: folder,
      emptyOutDir: true,
      chunkSizeWarningLimit: 2000,
      rolldownOptions: { input: path.join(pageFolder, 'engine-page.html') },
    },
  });
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
