import { isFailure } from '../core/shared/failure.ts';
import { loadPart } from '../core/shared/load-part.ts';
import type { ExportRunner } from './export-runner.ts';
import type { StudioContext } from './studio-context.ts';

/** Hands the images to the person as a ZIP of class folders with a table of labels. */
export function createDataSetDownload({ store }: StudioContext, runner: ExportRunner) {
  return {
    downloadDataSet: () =>
      runner.run('data-set', async (run) => {
        const writer = await loadPart(() => import('./write-data-set.ts'));
        return isFailure(writer) ? writer : writer.writeDataSet(store.getState(), run);
      }),
  };
}
