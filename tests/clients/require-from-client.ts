import { createRequire } from 'node:module';

/**
 * A package of a client's folder. Not imported, because the types of the app are checked without the clients, too.
 * @param client name of the folder
 * @throws where the clients have not been installed, as `npm test` does first
 */
export function requireFromClient<Package>(client: string, packageName: string): Package {
  return createRequire(new URL(`${client}/package.json`, import.meta.url))(packageName);
}
