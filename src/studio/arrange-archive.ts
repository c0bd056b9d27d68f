import {
  isTeachableMachineProject,
  readTeachableMachinePath,
} from '../core/dataset/read-teachable-machine-path.ts';
import { labelsHeader, labelsPath } from '../core/export/arrange-data-set.ts';
import type { NamedBlob } from '../platform/named-blob.ts';

/**
 * The files of an archive as class folders, without those that only describe the others: the table of labels of a data set
 * that Graft wrote, the manifest of a project of Teachable Machine.
 */
export async function arrangeArchive(
  archiveName: string,
  files: readonly NamedBlob[],
): Promise<readonly NamedBlob[]> {
  if (isTeachableMachineProject(archiveName)) {
    return files
      .filter(({ path }) => path !== 'manifest.json')
      .map((file) => ({ ...file, path: readTeachableMachinePath(file.path) }));
  }
  const table = files.find(({ path }) => path === labelsPath || path.endsWith(`/${labelsPath}`));
  const start = await table?.blob.slice(0, labelsHeader.length).text();
  return start === labelsHeader ? files.filter((file) => file !== table) : files;
}
