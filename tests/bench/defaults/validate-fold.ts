import { splitSamples } from '../../../src/core/dataset/split-samples.ts';
import { createRandom, randomIndex, shuffled } from '../../../src/core/shared/random.ts';
import { defaultTrainingSettings } from '../../../src/core/training/training-settings.ts';
import type { EmbeddedFiles } from '../embed-data-set.ts';
import type { Candidate } from './candidates.ts';
import { normalizeEmbeddings } from './normalize-embeddings.ts';
import { type TrialResult, tryCandidates } from './train-candidates.ts';

/** Into how many parts the samples are dealt; each is held out once. */
export const foldCount = 5;

/** The training part of a data set. The test part has no place in it. */
export type TrainingPart = EmbeddedFiles;

/** One fold of one repeat of the cross-validation. */
export interface Fold {
  readonly repeat: number;
  /** 0 to `foldCount` - 1 */
  readonly heldOut: number;
}

/**
 * Tries candidates (all of one normalization, number of epochs and batch size) on one fold. Of the other folds the
 * studio's own split takes its validation set.
 */
export async function validateFold(
  part: TrainingPart,
  candidates: readonly Candidate[],
  { repeat, heldOut }: Fold,
): Promise<TrialResult[]> {
  const folds = dealFolds(part.classIndexes, 100 + repeat);
  const seed = repeat * foldCount + heldOut;
  const rows = [...folds.keys()].filter((row) => folds[row] !== heldOut);
  const samples = rows.map((row) => ({
    id: String(row),
    classId: String(part.classIndexes[row]),
    file: part.files[row] as string,
    assignedSet: null,
  }));
  const { validationFraction } = defaultTrainingSettings;
  const { split } = splitSamples(samples, { validationFraction, seed });
  const normalization = candidates[0]?.normalization ?? 'raw';
  return tryCandidates(
    {
      inputs: normalizeEmbeddings(normalization, part.embeddings, Int32Array.from(rows)),
      embeddingSize: part.embeddings.embeddingSize,
      classIndexes: part.classIndexes,
      classCount: part.classCount,
      trainingRows: Int32Array.from(split.training, Number),
      validationRows: Int32Array.from(split.validation, Number),
      heldOutRows: Int32Array.from([...folds.keys()].filter((row) => folds[row] === heldOut)),
      seed,
    },
    candidates,
  );
}

/** Deals the samples of each class to the folds in turn, in random order from a random fold on. @returns each row's fold */
export function dealFolds(classIndexes: Int32Array, seed: number): number[] {
  const random = createRandom(seed);
  const folds = new Array<number>(classIndexes.length).fill(0);
  for (const classIndex of new Set(classIndexes)) {
    const rows = [...classIndexes.keys()].filter((row) => classIndexes[row] === classIndex);
    const first = randomIndex(random, foldCount);
    shuffled(rows, random).forEach((row, i) => {
      folds[row] = (first + i) % foldCount;
    });
  }
  return folds;
}
