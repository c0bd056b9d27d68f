import { projectPaths } from '../core/project/project-file.ts';
import type { NamedBlob } from '../platform/named-blob.ts';

/** What comes before the name of the first file of a ZIP. */
const headerBytes = 30;

/** Whether a file is a project of Graft: by its name, or because its first entry is the one that describes a project. */
export async function isProjectFile({ path, blob }: NamedBlob): Promise<boolean> {
  if (/\.graft$/i.test(path)) return true;
  try {
    const start = await blob.slice(0, headerBytes + projectPaths.project.length).text();
    return start.startsWith('PK\u0003\u0004') && start.endsWith(projectPaths.project);
  } catch {
    return false;
  }
}
