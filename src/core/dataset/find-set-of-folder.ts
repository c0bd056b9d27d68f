import type { SetName } from './dataset.ts';

/** The set that a folder of this name holds; null for every other name. */
export function findSetOfFolder(folder: string | undefined): SetName | null {
  return setFolders.get(folder?.trim().toLowerCase() ?? '') ?? null;
}

const setFolders: ReadonlyMap<string, SetName> = new Map([
  ['train', 'training'],
  ['training', 'training'],
  ['val', 'validation'],
  ['valid', 'validation'],
  ['validation', 'validation'],
  ['test', 'test'],
  ['testing', 'test'],
]);
