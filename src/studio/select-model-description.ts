import type { ModelDescription } from '../core/export/model-description.ts';
import { figuresOf } from './evaluate-model.ts';
import { selectClassName } from './select-class-name.ts';
import type { StudioState } from './studio-state.ts';
import type { SetEvaluation, TrainedModel } from './trained-model.ts';

/**
 * What an exported model says about itself, with the class names of now.
 * @param createdAt ISO 8601
 */
export function selectModelDescription(
  state: StudioState,
  model: TrainedModel,
  createdAt: string,
  graftVersion: string,
): ModelDescription {
  const { id, sha256, inputSize, embeddingSize, inputRange } = model.baseModel;
  return {
    labels: model.classIds.map((classId) => selectClassName(state, classId)),
    createdAt,
    graftVersion,
    baseModel: {
      id,
      sha256,
      inputSize,
      embeddingSize,
      inputRange,
      tunedBlockCount: (model.tunedLayers?.length ?? 0) / 2,
    },
    calibration: { temperature: model.temperature, noneThreshold: model.noneThreshold },
    metrics: {
      validation: measure(figuresOf(model.evaluation.validation)),
      test: measure(figuresOf(model.evaluation.test)),
    },
  };
}

function measure(set: SetEvaluation | null) {
  if (set === null) return null;
  const { sampleCount, accuracy, macroF1 } = set.evaluation;
  return { sampleCount, accuracy, macroF1 };
}
