import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from '../../scripts/project.mjs';

/** Files of unusual and broken kinds, real ones, that are not part of the project. */
const folder = process.env.GRAFT_HOSTILE_FILES ?? path.join(projectFolder, '../shared/data/hostile');
/** What lies beside them. */
const notes: ReadonlySet<string> = new Set(['SOURCE.txt', 'manifest-chromium.json']);

/** Why tests that need the hostile files are skipped; null where the files are there. */
export const hostileFilesMissing = existsSync(folder)
  ? null
  : `there is no folder ${folder} (GRAFT_HOSTILE_FILES names another)`;

/** The hostile files by their path inside the folder, with the path on this machine; none where there is no folder. */
export function listHostileFiles(): ReadonlyMap<string, string> {
  if (hostileFilesMissing !== null) return new Map();
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file).includes('.') && !notes.has(file))
    .map((file) => file.split(path.sep).join('/'))
    .sort();
  return new Map(paths.map((file) => [file, path.join(folder, file)]));
}
