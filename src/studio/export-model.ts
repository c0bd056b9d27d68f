import type { ExportedFile } from '../core/export/exported-file.ts';
import { type Failure, isFailure } from '../core/shared/failure.ts';
import { loadPart } from '../core/shared/load-part.ts';
import { baseModelKey } from './embedding-store.ts';
import { answerOrFailure } from './engine-access.ts';
import type { ExportRunner } from './export-runner.ts';
import { selectModelDescription } from './select-model-description.ts';
import type { StudioContext } from './studio-context.ts';
import type { ModelFormat } from './studio-state.ts';
import type { TrainedModel } from './trained-model.ts';

/** Writes the trained model, or the report on it, and hands it to the person. */
export function createModelExporter(context: StudioContext, runner: ExportRunner) {
  const { ports, store } = context;

  return {
    exportModel: (format: ModelFormat) =>
      runner.run(format, async () => {
        const { model } = store.getState();
        return model === null ? { kind: 'nothing-trained' } : write(format, model);
      }),
  };

  async function write(format: ModelFormat, model: TrainedModel): Promise<ExportedFile | Failure> {
    const state = store.getState();
    const createdAt = ports.clock.today();
    if (format === 'report') {
      const writer = await loadPart(() => import('./write-report.ts'));
      return isFailure(writer) ? writer : writer.writeReport(state, model, createdAt);
    }
    const description = selectModelDescription(state, model, createdAt, ports.graftVersion);
    const { head, tunedLayers } = model;
    if (format === 'head') {
      // It would give wrong answers on embeddings of the base model as everybody has it.
      if (tunedLayers !== null) return { kind: 'head-of-tuned-base' };
      // A head is written from its own numbers: that works without a backend, too.
      return answerOrFailure(() => ports.engine.exportHead({ head, description }));
    }
    return context.engine.ask<ExportedFile | Failure>(async (client, { baseModel }) => {
      return baseModelKey(baseModel) === baseModelKey(model.baseModel)
        ? client.exportFullModel({ head, description, tunedLayers })
        : { kind: 'model-of-other-base', baseModel: model.baseModel.name };
    });
  }
}
