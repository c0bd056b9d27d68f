import type { SetName } from '../core/dataset/dataset.ts';
import { givenSet } from '../core/dataset/given-set.ts';
import { type Split, type SplitNote, splitSamples } from '../core/dataset/split-samples.ts';
import { stackEmbeddings } from '../core/embedding/embedding-table.ts';
import type { Failure } from '../core/shared/failure.ts';
import type { TrainingSettings } from '../core/training/training-settings.ts';
import type { TrainingRequest } from '../core/training/training-types.ts';
import type { BaseModelInfo } from '../engine/engine-api.ts';
import type { EmbeddingStore } from './embedding-store.ts';
import { groupSamples, type NearDuplicates } from './find-near-duplicates.ts';
import { copySettingKey, listCopyNumbers } from './list-missing-copies.ts';
import { selectActiveClassSamples, selectActiveSamples } from './select-active-samples.ts';
import type { StudioClass, StudioSample, StudioState } from './studio-state.ts';

/** What a training run is made on, as it was when the run began. */
export interface TrainingPlan {
  /** The classes that have images: one column each. */
  readonly classes: readonly StudioClass[];
  readonly split: Split;
  readonly notes: readonly SplitNote[];
  /** Ids of samples that are nearly the same. */
  readonly groups: readonly (readonly string[])[];
  readonly settings: TrainingSettings;
  readonly training: PlannedSet;
  readonly validation: PlannedSet;
  readonly test: PlannedSet;
}

/** One set with its embeddings. */
export interface PlannedSet {
  readonly samples: readonly StudioSample[];
  readonly embeddings: readonly Float32Array<ArrayBuffer>[];
  readonly classIndexes: readonly number[];
}

/**
 * Takes classes, split and embeddings as they are now.
 * @param nearDuplicates stay together, as copies and bursts do
 * @param splitBefore what training goes on from: samples stay where they were in it, unless they were given to a set
 * @returns the plan; a failure when these images cannot be trained on; null when some are not embedded or compared yet
 */
export function planTraining(
  { classes, samples: allSamples, settings }: Pick<StudioState, 'classes' | 'samples' | 'settings'>,
  embeddings: EmbeddingStore,
  baseModel: BaseModelInfo,
  nearDuplicates: NearDuplicates,
  splitBefore: Split | null = null,
): TrainingPlan | Failure | null {
  const samples = selectActiveSamples(classes, allSamples);
  const classSamples = selectActiveClassSamples(classes, allSamples);
  const filled = classes.filter(({ id }) => classSamples.has(id));
  if (filled.length < 2) return { kind: 'too-few-classes', classCount: filled.length };
  const groups = groupSamples(samples, nearDuplicates);
  if (groups === null) return null;
  const { split, notes } = splitSamples(
    keepPlaces(samples, splitBefore),
    { ...settings, shareOfPinned: splitBefore !== null },
    groups,
  );
  const samplesById = new Map(samples.map((sample) => [sample.id, sample]));
  const trainedClassIds = new Set(split.training.map((id) => samplesById.get(id)?.classId));
  const untrained = filled.filter(({ id }) => !trainedClassIds.has(id));
  if (untrained.length > 0) {
    return { kind: 'class-without-training-samples', classNames: untrained.map(({ name }) => name) };
  }

  const columns = new Map(filled.map(({ id }, classIndex) => [id, classIndex]));
  const planSet = (ids: readonly string[]): PlannedSet | null => {
    const members = ids.map((id) => samplesById.get(id) as StudioSample);
    const rows = members.map(({ image }) => {
      const identity = embeddings.identify(image);
      return identity === null ? null : embeddings.get(identity.imageHash, baseModel);
    });
    if (!rows.every((row) => row !== null)) return null;
    const classIndexes = members.map(({ classId }) => columns.get(classId) as number);
    return { samples: members, embeddings: rows, classIndexes };
  };
  const training = planSet(split.training);
  const validation = planSet(split.validation);
  const test = planSet(split.test);
  if (training === null || validation === null || test === null) return null;
  return { classes: filled, split, notes, groups, settings, training, validation, test };
}

/** The samples as if those of the split had been put there by hand. */
function keepPlaces(samples: readonly StudioSample[], split: Split | null): readonly StudioSample[] {
  if (split === null) return samples;
  const places = new Map<string, SetName>();
  for (const set of ['training', 'validation'] as const) for (const id of split[set]) places.set(id, set);
  return samples.map((sample) =>
    givenSet(sample) === null ? { ...sample, pinnedSet: places.get(sample.id) ?? null } : sample,
  );
}

/** How many samples of each class are in each set, in the order of the columns. */
export function countSets({ classes, ...sets }: TrainingPlan): readonly Readonly<Record<SetName, number>>[] {
  const counts = classes.map(() => ({ training: 0, validation: 0, test: 0 }));
  for (const name of ['training', 'validation', 'test'] as const) {
    for (const classIndex of sets[name].classIndexes) {
      const ofClass = counts[classIndex];
      if (ofClass !== undefined) ofClass[name]++;
    }
  }
  return counts;
}

/** The copies of training samples that are known, each with the class of its sample. */
interface PlannedCopies extends Pick<PlannedSet, 'embeddings' | 'classIndexes'> {
  /** The row of the training set that each is a copy of. */
  readonly sampleRows: readonly number[];
}

/** Takes the copies of the training set alone: validation and test are images as they are. */
export function planCopies(
  { training, settings }: TrainingPlan,
  { copies }: EmbeddingStore,
  baseModel: BaseModelInfo,
): PlannedCopies {
  const settingKey = copySettingKey(baseModel, settings);
  const numbers = listCopyNumbers(settings);
  const embeddings: Float32Array<ArrayBuffer>[] = [];
  const classIndexes: number[] = [];
  const sampleRows: number[] = [];
  training.samples.forEach(({ imageHash }, row) => {
    for (const number of numbers) {
      const embedding = imageHash === null ? null : copies.get(settingKey, imageHash, number);
      if (embedding === null) continue;
      embeddings.push(embedding);
      classIndexes.push(training.classIndexes[row] as number);
      sampleRows.push(row);
    }
  });
  return { embeddings, classIndexes, sampleRows };
}

/**
 * What the engine is asked to train: rows of the training set first, then those of the validation set, then copies of
 * training samples. They count as training rows, so they take part in the refit, too; no copy of a validation sample does.
 */
export function requestTraining(
  plan: TrainingPlan,
  copies: PlannedCopies,
  baseModel: BaseModelInfo,
): TrainingRequest {
  const { training, validation } = plan;
  const trainingCount = training.samples.length;
  const imageCount = trainingCount + validation.samples.length;
  const sets = [training, validation, copies];
  return {
    embeddings: stackEmbeddings(
      sets.flatMap(({ embeddings }) => embeddings),
      baseModel.embeddingSize,
    ),
    classIndexes: Int32Array.from(sets.flatMap(({ classIndexes }) => classIndexes)),
    classCount: plan.classes.length,
    trainingRows: Int32Array.from([
      ...training.samples.keys(),
      ...copies.classIndexes.map((_, row) => imageCount + row),
    ]),
    validationRows: Int32Array.from(validation.samples, (_, row) => trainingCount + row),
    settings: plan.settings,
  };
}
