import {
  isTeachableMachineProject,
  readTeachableMachinePath,
} from '../core/dataset/read-teachable-machine-path.ts';
import type { NamedBlob } from '../platform/named-blob.ts';

/**
 * The files of an archive as class folders: those of a project of Teachable Machine are called by their classes, and one only
 * describes the others.
 */
export function arrangeArchive(archiveName: string, files: readonly NamedBlob[]): readonly NamedBlob[] {
  if (!isTeachableMachineProject(archiveName)) return files;
  return files
    .filter(({ path }) => path !== 'manifest.json')
    .map((file) => ({ ...file, path: readTeachableMachinePath(file.path) }));
}
