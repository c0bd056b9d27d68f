import * as Comlink from 'comlink';
import { splitSamples } from '../../../src/core/dataset/split-samples.ts';
import { predictTable } from '../../../src/core/prediction/predict-table.ts';
import { isFailure } from '../../../src/core/shared/failure.ts';
import { trainHead } from '../../../src/core/training/train-head.ts';
import { defaultTrainingSettings } from '../../../src/core/training/training-settings.ts';
import { createBrowserBackends } from '../../../src/engine/worker/browser-backends.ts';
import type { EmbeddedFiles } from '../embed-data-set.ts';
import {
  chooseTrainingRows,
  classifyRaw,
  randomOfRecipe,
  trainLikeTeachableMachine,
} from './teachable-machine-recipe.ts';

/** Test accuracies of both recipes with one seed, 0 to 1. */
export interface RecipePair {
  readonly studio: number;
  readonly teachableMachine: number;
}

let set: { readonly embedded: EmbeddedFiles; readonly trainCount: number } | null = null;

const recipeTrainer = {
  /** @param trainCount so many rows, from the first on, are the train part; the others are the test part */
  async setUp(embedded: EmbeddedFiles, trainCount: number): Promise<void> {
    set = { embedded, trainCount };
    await createBrowserBackends().activate('wasm', () => {});
  },
  async compare(seed: number): Promise<RecipePair> {
    if (set === null) throw new Error('set up first');
    const { embedded, trainCount } = set;
    return {
      studio: await measureStudio(embedded, trainCount, seed),
      teachableMachine: await measureTeachableMachine(embedded, trainCount, seed),
    };
  },
};

export type RecipeTrainer = typeof recipeTrainer;

Comlink.expose(recipeTrainer);

/** The studio's split, default settings, fit and refit. */
async function measureStudio(embedded: EmbeddedFiles, trainCount: number, seed: number): Promise<number> {
  const { files, classIndexes, classCount, embeddings } = embedded;
  const samples = files.slice(0, trainCount).map((file, row) => ({
    id: String(row),
    classId: String(classIndexes[row]),
    file,
    assignedSet: null,
  }));
  const settings = { ...defaultTrainingSettings, seed };
  const { split } = splitSamples(samples, settings);
  const training = trainHead(
    {
      embeddings,
      classIndexes,
      classCount,
      trainingRows: Int32Array.from(split.training, Number),
      validationRows: Int32Array.from(split.validation, Number),
      settings,
    },
    performance,
  );
  let step = await training.next();
  while (step.done !== true) step = await training.next('continue');
  if (isFailure(step.value)) throw new Error(step.value.kind);
  const probabilities = predictTable(step.value.head, embeddings);
  return countRight(embedded, trainCount, (row) => {
    const ofRow = probabilities.subarray(row * classCount, (row + 1) * classCount);
    return ofRow.indexOf(Math.max(...ofRow));
  });
}

async function measureTeachableMachine(
  embedded: EmbeddedFiles,
  trainCount: number,
  seed: number,
): Promise<number> {
  const { classIndexes, classCount, embeddings } = embedded;
  const train = Array.from({ length: trainCount }, (_, row) => row);
  const rows = chooseTrainingRows(classIndexes, train, classCount, randomOfRecipe(seed, 'rows'));
  const layers = await trainLikeTeachableMachine(embedded, rows, randomOfRecipe(seed, 'weights'));
  const { embeddingSize, values } = embeddings;
  return countRight(embedded, trainCount, (row) =>
    classifyRaw(layers, values.subarray(row * embeddingSize, (row + 1) * embeddingSize)),
  );
}

/** @returns the fraction of the test part that is classified right */
function countRight(
  { classIndexes }: EmbeddedFiles,
  trainCount: number,
  classify: (row: number) => number,
): number {
  let right = 0;
  for (let row = trainCount; row < classIndexes.length; row++) {
    if (classify(row) === classIndexes[row]) right++;
  }
  return right / (classIndexes.length - trainCount);
}
