import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds package.json. */
export const projectFolder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/**
 * Imports a TypeScript module of the project, so that scripts, tests and the app share one piece of code.
 * @param {string} file path below the project's folder
 */
export async function importTypeScript(file) {
  const { runnerImport } = await import('vite');
  const nodeEnv = process.env.NODE_ENV;
  const { module } = await runnerImport(path.join(projectFolder, file), {
    root: projectFolder,
    configFile: false,
    logLevel: 'error',
  });
  // Vite leaves `development` behind, and a build started from here would become a development build.
  if (nodeEnv === undefined) delete process.env.NODE_ENV;
  else process.env.NODE_ENV = nodeEnv;
  return module;
}

/** Imports a module of `src/core`. */
export function importCore(file) {
  return importTypeScript(path.join('src/core', file));
}
