import type { ReportInput } from '../core/export/create-report.ts';
import { figuresOf } from './evaluate-model.ts';
import { selectClassName } from './select-class-name.ts';
import type { StudioState } from './studio-state.ts';
import type { TrainedModel } from './trained-model.ts';

/**
 * Everything that the report on a model says, with the class names of now.
 * @param createdAt ISO 8601
 */
export function selectReportInput(state: StudioState, model: TrainedModel, createdAt: string): ReportInput {
  const { classIds, setCounts } = model;
  return {
    createdAt,
    baseModel: model.baseModel,
    backend: model.backend,
    settings: model.settings,
    classes: classIds.map((classId, classIndex) => ({
      name: selectClassName(state, classId),
      training: setCounts[classIndex]?.training ?? 0,
      validation: setCounts[classIndex]?.validation ?? 0,
      test: setCounts[classIndex]?.test ?? 0,
    })),
    history: model.history,
    bestEpoch: model.bestEpoch,
    refitDone: model.refitDone,
    tunedBlockCount: (model.tunedLayers?.length ?? 0) / 2,
    trainedOn: model.trainedOn ?? null,
    ending: model.ending,
    temperature: model.temperature,
    noneThreshold: model.noneThreshold,
    timings: { ...model.embedTimings, trainMs: model.durationMs },
    evaluation: {
      validation: figuresOf(model.evaluation.validation),
      test: figuresOf(model.evaluation.test),
    },
  };
}
