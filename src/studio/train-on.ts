import type { Failure } from '../core/shared/failure.ts';
import { growHead } from '../core/training/grow-head.ts';
import type { Head } from '../core/training/head.ts';
import { scaleLogits } from '../core/training/scale-logits.ts';
import type { EngineClient } from '../engine/engine-api.ts';
import { evaluateModel, figuresOf } from './evaluate-model.ts';
import { findTrainOnObstacle } from './find-train-on-obstacle.ts';
import type { PlannedSet, TrainingPlan } from './plan-training.ts';
import type { StudioState } from './studio-state.ts';
import type { TrainedModel, TrainedOn } from './trained-model.ts';

/** A training that goes on from the trained head. */
export interface TrainingOn {
  /** The model that it goes on from. */
  readonly from: TrainedModel;
  /** The head before the first epoch: what is known of a class stays with it, new classes begin at zero. */
  growHead(plan: TrainingPlan): Head;
  /** How the classes that the head knew did before and do now; null where none of their images is held back. */
  compare(
    engine: EngineClient,
    plan: TrainingPlan,
    evaluation: TrainedModel['evaluation'],
  ): Promise<TrainedOn | null>;
}

/** Begins where the trained head is. @returns a failure where that cannot be done any more */
export function trainOn(state: StudioState): TrainingOn | Failure {
  const { model } = state;
  if (model === null || findTrainOnObstacle(state) !== null) return { kind: 'head-does-not-fit' };
  const columnsOf = ({ classes }: TrainingPlan) =>
    classes.map(({ id }) => {
      const column = model.classIds.indexOf(id);
      return column === -1 ? null : column;
    });

  return {
    from: model,
    // The head from before the refit: it has not learned from images that are held back, and training judges by those.
    growHead: (plan) => growHead(scaleLogits(model.validationHead, 1 / model.temperature), columnsOf(plan)),
    async compare(engine, plan, evaluation) {
      const columns = columnsOf(plan);
      const known = {
        validation: chooseKnown(plan.validation, columns),
        test: chooseKnown(plan.test, columns),
      };
      const set = known.test.samples.length > 0 ? 'test' : 'validation';
      const head = set === 'test' ? model.head : model.validationHead;
      const before = figuresOf(await evaluateModel(engine, head, model.baseModel, known[set]));
      const after = figuresOf(evaluation[set]);
      if (before === null || after === null) return null;
      const { counts } = after.evaluation.confusionMatrix;
      const rightCount = columns.reduce<number>(
        (sum, column, classIndex) => sum + (column === null ? 0 : (counts[classIndex]?.[classIndex] ?? 0)),
        0,
      );
      return {
        set,
        newClassCount: columns.filter((column) => column === null).length,
        imageCount: before.sampleIds.length,
        accuracyBefore: before.evaluation.accuracy,
        accuracyAfter: rightCount / before.sampleIds.length,
      };
    },
  };
}

/** The samples of classes that the head knows, in its columns. */
function chooseKnown(
  { samples, embeddings, classIndexes }: PlannedSet,
  columns: readonly (number | null)[],
): PlannedSet {
  const rows = [...samples.keys()].filter((row) => columns[classIndexes[row] as number] !== null);
  const pick = <Value>(values: readonly Value[]) => rows.map((row) => values[row] as Value);
  return {
    samples: pick(samples),
    embeddings: pick(embeddings),
    classIndexes: pick(classIndexes).map((classIndex) => columns[classIndex] as number),
  };
}
