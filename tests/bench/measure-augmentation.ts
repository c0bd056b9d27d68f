import { StudioPage } from '../e2e/studio-page.ts';
import { type DataSet, zipDataSet } from './data-sets.ts';
import type { BenchRoom } from './open-bench-page.ts';

/** What copies brought and cost on one data set. */
interface AugmentationFigures {
  readonly name: string;
  readonly trainingCount: number;
  readonly copiesPerImage: number;
  /** On the test images, one for each of `seeds`. */
  readonly accuracies: readonly number[];
  readonly mean: number;
  /** Images, or copies that were new, looked at for the runs of all seeds, each once. */
  readonly lookedAtCount: number;
  readonly msPerLook: number;
  /** Mean of the runs. */
  readonly trainMs: number;
}

const seeds = [1, 2, 3];
const copyCounts = [0, 1, 3];
/** The small version of each data set has so many training images of each class. */
const fewPerClass = 10;

/**
 * Test accuracy with and without copies, through the built app with default settings: on all training images of each
 * data set, and on a few of each class, where augmentation is said to help most.
 */
export async function measureAugmentation(
  room: BenchRoom,
  dataSets: readonly DataSet[],
): Promise<readonly AugmentationFigures[]> {
  const results: AugmentationFigures[] = [];
  console.log(`\nTest accuracy by copies of each training image, seeds ${seeds.join(', ')}`);
  for (const dataSet of dataSets.flatMap(withSmallVersion)) {
    results.push(...(await measureDataSet(room, dataSet)));
  }
  return results;
}

function withSmallVersion(dataSet: DataSet): readonly DataSet[] {
  const counts = new Map<string, number>();
  const few = dataSet.train.filter((file) => {
    const name = file.slice(0, file.lastIndexOf('/'));
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return count <= fewPerClass;
  });
  const isSmall = few.length === dataSet.train.length;
  return isSmall
    ? [dataSet]
    : [dataSet, { ...dataSet, name: `${dataSet.name}, ${fewPerClass} each`, train: few }];
}

async function measureDataSet(
  { browser, appUrl }: BenchRoom,
  dataSet: DataSet,
): Promise<readonly AugmentationFigures[]> {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  // A whole data set on its way into the browser takes its time.
  context.setDefaultTimeout(300_000);
  const studio = new StudioPage(await context.newPage());
  await studio.open(appUrl);
  await studio.importZip({
    name: 'set.zip',
    mimeType: 'application/zip',
    buffer: await zipDataSet(dataSet),
  });
  await studio.waitUntilImagesAreReady();
  const results: AugmentationFigures[] = [];
  let before = { imagesEmbedded: 0, embeddedMs: 0 };
  for (const copiesPerImage of copyCounts) {
    await studio.chooseCopies(copiesPerImage);
    const accuracies: number[] = [];
    let trainMs = 0;
    let after = before;
    for (const seed of seeds) {
      await studio.setNumber('Seed', seed);
      await studio.train(1_800_000);
      const { evaluation, config, timings } = await studio.downloadReport();
      if (evaluation.test === null || config.seed !== seed || config.copiesPerImage !== copiesPerImage) {
        throw new Error(`${dataSet.name}: the report does not belong to this run`);
      }
      accuracies.push(evaluation.test.accuracy);
      trainMs += timings.trainMs / seeds.length;
      after = { imagesEmbedded: timings.imagesEmbedded, embeddedMs: timings.totalMs - timings.trainMs };
    }
    const mean = accuracies.reduce((sum, value) => sum + value, 0) / accuracies.length;
    const lookedAtCount = after.imagesEmbedded - before.imagesEmbedded;
    const msPerLook = (after.embeddedMs - before.embeddedMs) / lookedAtCount;
    before = after;
    const costs = { lookedAtCount, msPerLook, trainMs };
    results.push({
      name: dataSet.name,
      trainingCount: dataSet.train.length,
      copiesPerImage,
      accuracies,
      mean,
      ...costs,
    });
    const each = accuracies.map((value) => value.toFixed(3)).join('  ');
    const times = `${lookedAtCount} looked at, ${msPerLook.toFixed(0)} ms each, ${(trainMs / 1000).toFixed(1)} s training`;
    console.log(
      `${dataSet.name.padEnd(20)} ${copiesPerImage} copies  ${each}   mean ${mean.toFixed(4)}   ${times}`,
    );
  }
  await context.close();
  return results;
}
