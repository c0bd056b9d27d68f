import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { alignColumns } from '../align-columns.ts';
import type { DataSet } from '../data-sets.ts';

/** What was found of labels that were made wrong on purpose, with one seed. */
export interface FlippedLabels {
  readonly seed: number;
  readonly flippedCount: number;
  /** How many images were named as likely label errors. */
  readonly listedCount: number;
  /** Of the first tenth of all images as they are listed, the worst first: how many are flipped ones, 0 to 1. */
  readonly topPrecision: number;
}

const seeds = [1, 2, 3, 4, 5];
const precisionGoal = 0.7;
/** The data set of the goal. */
const goalSet = 'flowers5';

/**
 * Puts a tenth of the training images into another class and lets the studio's engine look for likely label errors. Prints
 * a row per seed and the worst of them.
 */
export async function measureLabelErrors(
  openPage: () => Promise<Page>,
  dataSets: readonly DataSet[],
): Promise<readonly FlippedLabels[]> {
  const { name, folder, train } = dataSets.find((set) => set.name === goalSet) ?? (dataSets[0] as DataSet);
  const page = await openPage();
  const images = await Promise.all(train.map((file) => readFile(path.join(folder, file), 'base64')));
  await page.evaluate((set) => window.bench.openForLabels(set.files, set.images), { files: train, images });
  const results: FlippedLabels[] = [];
  for (const seed of seeds) {
    results.push({ seed, ...(await page.evaluate((value) => window.bench.findFlipped(value), seed)) });
  }
  await page.context().close();
  const lowest = Math.min(...results.map(({ topPrecision }) => topPrecision));
  console.log(`\n${name}: ${train.length} training images, a tenth of them put into another class`);
  console.log(
    alignColumns([
      ['seed', 'flipped', 'named', 'flipped in the top 10 %'],
      ...results.map((result) => [
        String(result.seed),
        String(result.flippedCount),
        String(result.listedCount),
        `${(100 * result.topPrecision).toFixed(1)} %`,
      ]),
    ]),
  );
  console.log(
    `\nLowest ${(100 * lowest).toFixed(1)} % (reach >= ${100 * precisionGoal} %): ${lowest >= precisionGoal ? 'reached' : 'MISSED'}`,
  );
  return results;
}
