import type { ExportedFile } from '../core/export/exported-file.ts';
import type { PageFrame } from '../core/export/page-frame.ts';
import { type Failure, isFailure } from '../core/shared/failure.ts';
import { loadPart } from '../core/shared/load-part.ts';
import type { CheckedFile, EngineClient } from '../engine/engine-api.ts';
import { answerOrFailure } from './engine-access.ts';
import type { ExportRun, ExportRunner } from './export-runner.ts';
import { findExportObstacle } from './find-export-obstacle.ts';
import { listCalibrationPictures, listCheckPictures } from './list-check-pictures.ts';
import type { ModelChoice } from './model-formats.ts';
import { refuseOtherBase } from './refuse-other-base.ts';
import { selectModelDescription } from './select-model-description.ts';
import type { StudioContext } from './studio-context.ts';
import type { TrainedModel } from './trained-model.ts';

/** Writes the trained model, or the report on it, and hands it to the person. */
export function createModelExporter(context: StudioContext, runner: ExportRunner) {
  const { ports, store } = context;

  return {
    exportModel: (choice: ModelChoice) =>
      runner.run(choice.format, async (run) => {
        const { model } = store.getState();
        return model === null ? { kind: 'nothing-trained' } : write(choice, model, run);
      }),
  };

  async function write(
    choice: ModelChoice,
    model: TrainedModel,
    run: ExportRun,
  ): Promise<ExportedFile | CheckedFile | Failure | 'stopped'> {
    const state = store.getState();
    const obstacle = findExportObstacle(choice.format, model, state.engine);
    if (obstacle !== null) return obstacle;
    const createdAt = ports.clock.today();
    if (choice.format === 'report') {
      const writer = await loadPart(() => import('./write-report.ts'));
      return isFailure(writer) ? writer : writer.writeReport(state, model, createdAt);
    }
    if (choice.format === 'model-card') {
      const { messages, graftVersion } = ports;
      const parts = await loadPart(() => Promise.all([import('./write-model-card.ts'), messages.loadLate()]));
      if (isFailure(parts)) return parts;
      const [{ writeModelCard }, late] = parts;
      return writeModelCard(state, model, { createdAt, graftVersion }, messages, late);
    }
    const description = selectModelDescription(state, model, createdAt, ports.graftVersion);
    const pictures = listCheckPictures(state, model);
    const calibration = listCalibrationPictures(state, model);
    const { head, tunedLayers } = model;
    const { fetchesProgram } = state;
    const frame = await createFrame(choice.format);
    let interrupted = false;
    const ask = async (client: EngineClient) => {
      const made = await client.exportModel(
        { ...choice, head, description, tunedLayers, calibration, pictures, fetchesProgram },
        async (progress) => {
          if (progress.stage === 'fetching') {
            run.showProgress(progress.loadedBytes, progress.totalBytes, 'fetching');
          } else run.showProgress(progress.doneCount, pictures.length, 'checking');
          if (run.stop.aborted) return 'stop';
          return interrupted || run.skipCheck.aborted ? 'skip-check' : 'continue';
        },
        frame,
      );
      // An engine that has crashed, or was left, leaves it open.
      frame?.close();
      return made ?? 'stopped';
    };
    // A head is written from its own numbers: that works without a backend, too.
    if (choice.format === 'head') return answerOrFailure(() => ask(ports.engine));
    return context.engine.ask<CheckedFile | Failure | 'stopped'>(
      async (client, { baseModel }) => refuseOtherBase(model, baseModel) ?? ask(client),
      () => {
        interrupted = true;
      },
    );
  }

  /** Where a file that is a page is to run; null where it is none, or there is nowhere. */
  async function createFrame(format: ModelChoice['format']): Promise<PageFrame | null> {
    const { createPageFrame } = ports;
    if (createPageFrame === null || (format !== 'offline-page' && format !== 'web-component')) return null;
    const frame = await loadPart(createPageFrame);
    return isFailure(frame) ? null : frame;
  }
}
