import { isFailure } from '../core/shared/failure.ts';
import { loadPart } from '../core/shared/load-part.ts';
import type { ExportRunner } from './export-runner.ts';
import type { StudioContext } from './studio-context.ts';

/** Hands everything that the person made to them as one file. */
export function createProjectSaver(context: StudioContext, runner: ExportRunner) {
  return {
    saveProject: ({ withEmbeddings }: { readonly withEmbeddings: boolean }) =>
      runner.run('project', async (run) => {
        const writer = await loadPart(() => import('./write-project-file.ts'));
        return isFailure(writer) ? writer : writer.writeProjectFile(context, withEmbeddings, run);
      }),
  };
}
