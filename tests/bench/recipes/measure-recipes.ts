import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { alignColumns } from '../align-columns.ts';
import type { DataSet } from '../data-sets.ts';
import type { RecipePair } from './recipe-worker.ts';

/** What both recipes gave on one data set, a pair per seed. */
export interface RecipeComparison {
  readonly name: string;
  readonly pairs: readonly RecipePair[];
}

/** In points of test accuracy. */
const meanGoal = 1;
const worstGoal = -1.5;

/**
 * Trains the studio's default settings and Teachable Machine's recipe on the same embeddings of the same train parts, and
 * measures both on the test parts, with seeds 1 to `seedCount`. Prints a row per data set and the mean over them.
 */
export async function measureRecipes(
  openPage: () => Promise<Page>,
  dataSets: readonly DataSet[],
  seedCount: number,
): Promise<readonly RecipeComparison[]> {
  const comparisons: RecipeComparison[] = [];
  for (const dataSet of dataSets) {
    console.log(
      `${dataSet.name}: ${dataSet.train.length} images to train on, ${dataSet.test.length} to test ...`,
    );
    comparisons.push(await compareOn(await openPage(), dataSet, seedCount));
  }
  console.log(`\n${describeComparisons(comparisons)}`);
  return comparisons;
}

async function compareOn(
  page: Page,
  { name, folder, train, test }: DataSet,
  seedCount: number,
): Promise<RecipeComparison> {
  const files = [...train, ...test];
  const images = await Promise.all(files.map((file) => readFile(path.join(folder, file), 'base64')));
  await page.evaluate((set) => window.bench.openForRecipes(set.files, set.images, set.trainCount), {
    files,
    images,
    trainCount: train.length,
  });
  const pairs: RecipePair[] = [];
  for (let seed = 1; seed <= seedCount; seed++) {
    pairs.push(await page.evaluate((value) => window.bench.compareRecipes(value), seed));
  }
  await page.context().close();
  return { name, pairs };
}

/** The comparison as a table, with what must be reached below it. Differences are in points of test accuracy; errors are those of the seeds alone. */
export function describeComparisons(comparisons: readonly RecipeComparison[]): string {
  const rows = comparisons.map(({ name, pairs }) => {
    const differences = pairs.map(({ studio, teachableMachine }) => 100 * (studio - teachableMachine));
    return {
      name,
      studio: mean(pairs.map(({ studio }) => studio)),
      teachableMachine: mean(pairs.map(({ teachableMachine }) => teachableMachine)),
      difference: mean(differences),
      error: Math.sqrt(variance(differences) / differences.length),
    };
  });
  const difference = mean(rows.map((row) => row.difference));
  const error = Math.hypot(...rows.map((row) => row.error)) / rows.length;
  const worst = Math.min(...rows.map((row) => row.difference));
  const table = alignColumns([
    ['data set', 'default settings', "Teachable Machine's recipe", 'difference', 'standard error'],
    ...rows.map((row) => [
      row.name,
      row.studio.toFixed(4),
      row.teachableMachine.toFixed(4),
      `${row.difference >= 0 ? '+' : ''}${row.difference.toFixed(2)}`,
      row.error.toFixed(2),
    ]),
  ]);
  const verdict = difference >= meanGoal && worst >= worstGoal ? 'reached' : 'MISSED';
  return (
    `${table}\n\nMean difference ${difference.toFixed(2)} points, standard error ${error.toFixed(2)} (reach >= ${meanGoal.toFixed(1)}), ` +
    `worst ${worst.toFixed(2)} (reach >= ${worstGoal.toFixed(1)}): ${verdict}`
  );
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Of a sample; 0 for a single value. */
function variance(values: readonly number[]): number {
  const middle = mean(values);
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / Math.max(1, values.length - 1);
}
