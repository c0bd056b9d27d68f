import { expectCalibrationErrorByChance } from '../../src/core/evaluation/measure-calibration-error.ts';
import { StudioPage } from '../e2e/studio-page.ts';
import { type DataSet, zipDataSet } from './data-sets.ts';
import type { BenchRoom } from './open-bench-page.ts';

/** Test accuracy and calibration on one data set. */
export interface DataSetAccuracy {
  readonly name: string;
  /** One for each of `seeds`. */
  readonly accuracies: readonly number[];
  readonly mean: number;
  /** Mean over the seeds of the expected calibration error on the test part, after temperature. */
  readonly calibrationError: number;
  /** The same of labels drawn from the model's own probabilities: what chance alone gives on so few images. */
  readonly calibrationErrorByChance: number;
  readonly imagesPerSecond: number;
}

const seeds = [1, 2, 3, 4, 5];

/**
 * Test accuracy and calibration with default settings for each seed, through the built app: import a ZIP, train, download
 * the report.
 */
export async function measureAccuracy(
  room: BenchRoom,
  dataSets: readonly DataSet[],
): Promise<readonly DataSetAccuracy[]> {
  const results: DataSetAccuracy[] = [];
  if (dataSets.length > 0) console.log(`\nTest accuracy with default settings, seeds ${seeds.join(', ')}`);
  for (const dataSet of dataSets) {
    const result = await measureDataSet(room, dataSet);
    results.push(result);
    const each = result.accuracies.map((value) => value.toFixed(3)).join('  ');
    console.log(`${result.name.padEnd(12)} ${each}   mean ${result.mean.toFixed(4)}`);
  }
  return results;
}

async function measureDataSet({ browser, appUrl }: BenchRoom, dataSet: DataSet): Promise<DataSetAccuracy> {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const studio = new StudioPage(await context.newPage());
  await studio.open(appUrl);
  await studio.importZip({
    name: `${dataSet.name}.zip`,
    mimeType: 'application/zip',
    buffer: await zipDataSet(dataSet),
  });
  await studio.waitUntilImagesAreReady();
  const accuracies: number[] = [];
  const calibrationErrors: number[] = [];
  const errorsByChance: number[] = [];
  let imagesPerSecond = 0;
  for (const seed of seeds) {
    await studio.setNumber('Seed', seed);
    await studio.train();
    const report = await studio.downloadReport();
    const test = report.evaluation.test;
    if (test === null || test.sampleCount !== dataSet.test.length || report.config.seed !== seed) {
      throw new Error(`${dataSet.name}: the report does not belong to this run`);
    }
    accuracies.push(test.accuracy);
    calibrationErrors.push(test.expectedCalibrationError);
    const confidences = Float32Array.from(test.predictions, ({ probabilities }) =>
      Math.max(...probabilities),
    );
    errorsByChance.push(expectCalibrationErrorByChance(confidences, seed));
    imagesPerSecond = report.timings.imagesPerSecond;
  }
  await context.close();
  return {
    name: dataSet.name,
    accuracies,
    mean: average(accuracies),
    calibrationError: average(calibrationErrors),
    calibrationErrorByChance: average(errorsByChance),
    imagesPerSecond,
  };
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
