import { type ModelFormat, modelFormats } from './model-formats.ts';
import type { EngineState } from './studio-state.ts';
import type { TrainedModel } from './trained-model.ts';

/** Why a model can never be written in a format: failures of an export. */
export type ExportObstacle =
  | { readonly kind: 'head-of-tuned-base' }
  | { readonly kind: 'base-not-exportable'; readonly baseModel: string };

/** @returns null where nothing is known to be in the way, as before the engine has said what it knows of the base model */
export function findExportObstacle(
  format: ModelFormat,
  model: TrainedModel,
  engine: EngineState,
): ExportObstacle | null {
  const { name, exportable } = model.baseModel;
  switch (modelFormats[format].needs) {
    case 'frozen-base':
      // A head alone would give wrong answers on embeddings of the base model as everybody has it.
      return model.tunedLayers === null ? null : { kind: 'head-of-tuned-base' };
    case 'any-layers':
      return exportable ? null : { kind: 'base-not-exportable', baseModel: name };
    case 'known-layers':
      return exportable && hasKnownLayers(engine) ? null : { kind: 'base-not-exportable', baseModel: name };
    case 'nothing':
      return null;
  }
}

/** Whether the layers of the base model in use are known one by one, as far as is known. */
export function hasKnownLayers(engine: EngineState): boolean {
  return engine.phase !== 'ready' || engine.cuts.length > 0;
}
