import * as Comlink from 'comlink';
import { embedDataSet } from '../embed-data-set.ts';
import type { RecipePair, RecipeTrainer } from './recipe-worker.ts';

let trainer: Comlink.Remote<RecipeTrainer> | null = null;

/**
 * Embeds a data set once and hands it to a worker.
 * @param files `class/file` of each image, the train part first
 * @param images their bytes as base64
 */
export async function openForRecipes(
  modelUrl: string,
  files: readonly string[],
  images: readonly string[],
  trainCount: number,
): Promise<void> {
  const embedded = await embedDataSet(modelUrl, files, images);
  trainer = Comlink.wrap<RecipeTrainer>(
    new Worker(new URL('./recipe-worker.ts', import.meta.url), { type: 'module' }),
  );
  await trainer.setUp(embedded, trainCount);
}

/** Trains both recipes on the open data set. */
export async function compareRecipes(seed: number): Promise<RecipePair> {
  if (trainer === null) throw new Error('open a data set first');
  return trainer.compare(seed);
}
