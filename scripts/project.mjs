import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds package.json. */
export const projectFolder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Imports a TypeScript module of `src/core`, so that build steps and the app share one piece of code. */
export async function importCore(file) {
  const { runnerImport } = await import('vite');
  const { module } = await runnerImport(path.join(projectFolder, 'src/core', file), {
    root: projectFolder,
    configFile: false,
    logLevel: 'error',
  });
  return module;
}
