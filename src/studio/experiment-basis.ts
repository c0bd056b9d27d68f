import type { SetName } from '../core/dataset/dataset.ts';
import { stackEmbeddings } from '../core/embedding/embedding-table.ts';
import type { ExperimentData } from '../core/experiments/experiment-data.ts';
import { baseModelKey, type EmbeddingStore } from './embedding-store.ts';
import { selectModelFit } from './select-model-fit.ts';
import type { StudioSample, StudioState } from './studio-state.ts';
import type { TrainedModel } from './trained-model.ts';

/** What experiments are made on: the images of the trained model, and its split. */
export interface ExperimentBasis {
  /** Equal for two models exactly when base model, images, classes and sets are the same. */
  readonly key: string;
  readonly classIds: readonly string[];
  readonly classNamesAtTraining: readonly string[];
  /** The test set where there is one, else the validation set. */
  readonly judgedSet: Exclude<SetName, 'training'>;
  /** Samples that may be learned from: where there is a test set, those of the validation set, too. */
  readonly trainingIds: readonly string[];
  readonly judgedIds: readonly string[];
  /** The class column of each of the training samples, then of the judged ones. */
  readonly classIndexes: readonly number[];
}

const known = new WeakMap<TrainedModel, ExperimentBasis | null>();

/** The basis of a model, the same object each time; null where no image was held back to judge by. */
export function basisOfModel(model: TrainedModel): ExperimentBasis | null {
  const before = known.get(model);
  if (before !== undefined) return before;
  const basis = describeBasis(model);
  known.set(model, basis);
  return basis;
}

function describeBasis(model: TrainedModel): ExperimentBasis | null {
  const { split, sampleClassIndexes, classIds, classNamesAtTraining } = model;
  const judgedSet = split.test.length > 0 ? 'test' : 'validation';
  const learned = judgedSet === 'test' ? (['training', 'validation'] as const) : (['training'] as const);
  const trainingIds = learned.flatMap((set) => split[set]);
  const judgedIds = split[judgedSet];
  if (judgedIds.length === 0) return null;
  const sets: readonly SetName[] = [...learned, judgedSet];
  const classIndexes = sets.flatMap((set) => sampleClassIndexes[set]);
  const key = JSON.stringify([baseModelKey(model.baseModel), classIds, trainingIds, judgedIds, classIndexes]);
  return { key, classIds, classNamesAtTraining, judgedSet, trainingIds, judgedIds, classIndexes };
}

/** Why experiments cannot be made now; null when they can. `busy`: images are read, or a head is trained. */
export type ExperimentObstacle = 'no-model' | 'out-of-date' | 'nothing-held-back' | 'busy';

/** What stands in the way of an experiment on the images as they are. */
export function findExperimentObstacle(state: StudioState): ExperimentObstacle | null {
  const { model, training, importing } = state;
  if (model === null) return 'no-model';
  if (training.phase === 'running' || importing !== null) return 'busy';
  if (selectModelFit(state) !== 'current') return 'out-of-date';
  return basisOfModel(model) === null ? 'nothing-held-back' : null;
}

/** A network from scratch is trained and judged on so many images at most: their pixels take 60 MB. */
const scratchMaximum = 5000;

/** Whether there are more images than a network from scratch can be tried on. */
export function isTooLargeForScratch({ classIndexes }: ExperimentBasis): boolean {
  return classIndexes.length > scratchMaximum;
}

/** What the engine needs of the basis: samples in the order of the rows of its table. */
export interface ExperimentMaterial {
  readonly data: ExperimentData;
  readonly samples: readonly StudioSample[];
}

/** Puts samples and embeddings together. @returns null when something of it is not there any more */
export function gatherMaterial(
  { trainingIds, judgedIds, classIndexes, classIds }: ExperimentBasis,
  { samples }: Pick<StudioState, 'samples'>,
  { baseModel }: TrainedModel,
  embeddings: EmbeddingStore,
): ExperimentMaterial | null {
  const byId = new Map(samples.map((sample) => [sample.id, sample]));
  const members = [...trainingIds, ...judgedIds].map((id) => byId.get(id));
  const rows = members.map((sample) =>
    sample?.imageHash == null ? null : embeddings.get(sample.imageHash, baseModel),
  );
  if (!members.every((sample) => sample !== undefined) || !rows.every((row) => row !== null)) return null;
  const trainingCount = trainingIds.length;
  return {
    samples: members,
    data: {
      embeddings: stackEmbeddings(rows, baseModel.embeddingSize),
      classIndexes: Int32Array.from(classIndexes),
      classCount: classIds.length,
      trainingRows: Int32Array.from(trainingIds.keys()),
      judgedRows: Int32Array.from(judgedIds, (_, row) => trainingCount + row),
    },
  };
}
