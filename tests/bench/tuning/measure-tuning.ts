import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import type { DataSet } from '../data-sets.ts';
import type { TuningPair } from './tune-in-page.ts';

/** What training the last blocks brought on one data set, a pair per seed. */
export interface TuningFigures {
  readonly name: string;
  readonly pairs: readonly TuningPair[];
}

const blockCount = 2;
const seeds = [1, 2, 3];
/** In points of test accuracy. */
const goal = { dataSet: 'signdigits', points: 2 };

/** Compares the head alone with head and last blocks, on the data set of the goal. Prints a line per seed and the mean. */
export async function measureTuning(
  openPage: () => Promise<Page>,
  dataSets: readonly DataSet[],
): Promise<readonly TuningFigures[]> {
  const chosen = dataSets.filter(({ name }) => name === goal.dataSet);
  if (chosen.length === 0) console.log(`There is no data set ${goal.dataSet} in --data.`);
  const results: TuningFigures[] = [];
  for (const dataSet of chosen) results.push(await measureDataSet(await openPage(), dataSet));
  return results;
}

async function measureDataSet(page: Page, { name, folder, train, test }: DataSet): Promise<TuningFigures> {
  console.log(
    `${name}: ${train.length} images to train on, ${test.length} to test, last ${blockCount} blocks`,
  );
  const files = [...train, ...test];
  const images = await Promise.all(files.map((file) => readFile(path.join(folder, file), 'base64')));
  await page.evaluate((set) => window.bench.openForTuning(set.files, set.images, set.trainCount), {
    files,
    images,
    trainCount: train.length,
  });
  const pairs: TuningPair[] = [];
  for (const seed of seeds) {
    const pair = await page.evaluate(([count, value]) => window.bench.compareTuning(count, value), [
      blockCount,
      seed,
    ] as const);
    pairs.push(pair);
    console.log(
      `seed ${seed}: frozen ${pair.frozen.toFixed(4)} in ${seconds(pair.frozenMs)}, tuned ${pair.tuned.toFixed(4)} in ` +
        `${seconds(pair.tunedMs)} (best epoch ${pair.bestEpoch} of ${pair.epochCount})`,
    );
  }
  await page.context().close();
  const points = 100 * mean(pairs.map(({ tuned, frozen }) => tuned - frozen));
  console.log(
    `Mean: frozen ${mean(pairs.map(({ frozen }) => frozen)).toFixed(4)}, tuned ${mean(pairs.map(({ tuned }) => tuned)).toFixed(4)}, ` +
      `${points >= 0 ? '+' : ''}${points.toFixed(2)} points (reach >= +${goal.points.toFixed(1)}): ${points >= goal.points ? 'reached' : 'MISSED'}`,
  );
  return { name, pairs };
}

function seconds(durationMs: number): string {
  return `${(durationMs / 1000).toFixed(1)} s`;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
