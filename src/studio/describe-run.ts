import type { EmbedTimings } from '../engine/engine-api.ts';
import type { ReadyEngine } from './engine-access.ts';
import type { TrainingFacts } from './kept-training.ts';
import { countSets, type TrainingPlan } from './plan-training.ts';

/** All that is known of a run's model before its first epoch. */
export function describeRun(
  plan: TrainingPlan,
  { baseModel, backend }: ReadyEngine,
  embedTimings: EmbedTimings,
): TrainingFacts {
  return {
    classIds: plan.classes.map(({ id }) => id),
    classNamesAtTraining: plan.classes.map(({ name }) => name),
    baseModel,
    backend,
    settings: plan.settings,
    split: plan.split,
    sampleClassIndexes: {
      training: plan.training.classIndexes,
      validation: plan.validation.classIndexes,
      test: plan.test.classIndexes,
    },
    splitNotes: plan.notes,
    setCounts: countSets(plan),
    embedTimings,
  };
}
