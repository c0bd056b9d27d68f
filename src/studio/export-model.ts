import { createReport, exportReport } from '../core/export/create-report.ts';
import type { ExportedFile } from '../core/export/exported-file.ts';
import { type Failure, isFailure } from '../core/shared/failure.ts';
import { baseModelKey } from './embedding-store.ts';
import { answerOrFailure } from './engine-access.ts';
import { selectModelDescription } from './select-model-description.ts';
import { selectReportInput } from './select-report-input.ts';
import type { StudioContext } from './studio-context.ts';
import type { ExportFormat, TrainedModel } from './studio-state.ts';

/** Writes the trained model, or the report on it, and hands it to the person. One export at a time. */
export interface Exporter {
  exportModel(format: ExportFormat): Promise<void>;
  stopExport(): void;
}

export function createExporter(context: StudioContext): Exporter {
  const { ports, store } = context;
  const { announcements } = ports.messages;

  /** A file is handed over only while the export that it was made for is under way. */
  let current = 0;

  return {
    async exportModel(format) {
      const { exporting, model } = store.getState();
      if (exporting.phase === 'running') return;
      if (model === null) return fail(format, { kind: 'nothing-trained' });
      const own = ++current;
      store.setState({ exporting: { phase: 'running', format } });
      context.announce(announcements.exportRunning);
      const file = await write(format, model);
      if (own !== current) return;
      if (isFailure(file)) return fail(format, file);
      const problem = await ports.downloadFile(file);
      if (own !== current) return;
      if (problem !== null) return fail(format, problem);
      const { fileName, bytes } = file;
      store.setState({ exporting: { phase: 'done', format, fileName, sizeBytes: bytes.byteLength } });
      context.announce(announcements.exportDone(fileName, bytes.byteLength));
    },

    stopExport() {
      if (store.getState().exporting.phase !== 'running') return;
      current++;
      store.setState({ exporting: { phase: 'idle' } });
      context.announce(announcements.exportStopped);
    },
  };

  async function write(format: ExportFormat, model: TrainedModel): Promise<ExportedFile | Failure> {
    const state = store.getState();
    const createdAt = ports.clock.today();
    if (format === 'report') return exportReport(createReport(selectReportInput(state, model, createdAt)));
    const description = selectModelDescription(state, model, createdAt, ports.graftVersion);
    const request = { head: model.head, description };
    // A head is written from its own numbers: that works without a backend, too.
    if (format === 'head') return answerOrFailure(() => ports.engine.exportHead(request));
    return context.engine.ask<ExportedFile | Failure>(async (client, { baseModel }) => {
      return baseModelKey(baseModel) === baseModelKey(model.baseModel)
        ? client.exportFullModel(request)
        : { kind: 'model-of-other-base', baseModel: model.baseModel.name };
    });
  }

  function fail(format: ExportFormat, failure: Failure): void {
    store.setState({ exporting: { phase: 'failed', format, failure } });
    context.announce(context.describe(failure));
  }
}
