import { inputSizes } from '../../src/core/embedding/input-sizes.ts';
import { StudioPage } from '../e2e/studio-page.ts';
import { alignColumns } from './align-columns.ts';
import { type DataSet, zipDataSet } from './data-sets.ts';
import type { BenchRoom } from './open-bench-page.ts';

/** One input size on one data set. */
export interface SizeFigures {
  readonly dataSet: string;
  readonly inputSize: number;
  /** As the page measures them on the training part: time of the base model for an image, share that is right. */
  readonly oneImage: string;
  readonly crossValidated: string;
  /** On the test part, one for each of `seeds`. */
  readonly testAccuracies: readonly number[];
}

const seeds = [1, 2, 3];
const patienceMs = 3_600_000;

/** What each input size takes and gives on data sets, through the built app: measured as a person would, then trained at it. */
export async function measureInputSizes(
  room: BenchRoom,
  dataSets: readonly DataSet[],
): Promise<readonly SizeFigures[]> {
  const figures: SizeFigures[] = [];
  for (const dataSet of dataSets) figures.push(...(await measureDataSet(room, dataSet)));
  const heading = ['set', 'size', 'one image', 'cross-validated', `test, seeds ${seeds.join(', ')}`, 'mean'];
  const rows = figures.map(({ dataSet, inputSize, oneImage, crossValidated, testAccuracies }) => [
    dataSet,
    String(inputSize),
    oneImage,
    crossValidated,
    testAccuracies.map((accuracy) => accuracy.toFixed(3)).join('  '),
    (testAccuracies.reduce((sum, accuracy) => sum + accuracy, 0) / seeds.length).toFixed(4),
  ]);
  console.log(`\n${alignColumns([heading, ...rows])}`);
  return figures;
}

async function measureDataSet(
  { browser, appUrl }: BenchRoom,
  dataSet: DataSet,
): Promise<readonly SizeFigures[]> {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  context.setDefaultTimeout(patienceMs);
  const page = await context.newPage();
  const studio = new StudioPage(page);
  await studio.open(appUrl);
  const buffer = await zipDataSet(dataSet);
  await studio.importZip({ name: `${dataSet.name}.zip`, mimeType: 'application/zip', buffer });
  await studio.waitUntilImagesAreReady();
  const dialog = page.getByRole('dialog');
  const openEngine = () => page.getByRole('button', { name: /^Engine/ }).click();
  await openEngine();
  await dialog.getByRole('button', { name: 'Measure on my images' }).click();
  const measured = new Map<string, readonly string[]>();
  await dialog.getByRole('table').waitFor();
  for (const row of await dialog.getByRole('table').getByRole('row').all()) {
    const [size = '', ...cells] = (await row.innerText()).split('\t');
    measured.set(size.slice(0, 3), cells);
  }
  await page.keyboard.press('Escape');

  const figures: SizeFigures[] = [];
  for (const inputSize of inputSizes) {
    await openEngine();
    await dialog.getByRole('radio', { name: `${inputSize} × ${inputSize}` }).check();
    const use = dialog.getByRole('button', { name: 'Use this size' });
    if (await use.isEnabled()) await use.click();
    await dialog.getByText(`${inputSize} × ${inputSize} pixels in`).waitFor();
    await page.keyboard.press('Escape');
    await studio.waitUntilImagesAreReady();
    const testAccuracies: number[] = [];
    for (const seed of seeds) {
      await studio.setNumber('Seed', seed);
      await studio.train();
      const { baseModel, evaluation } = await studio.downloadReport();
      if (baseModel.inputSize !== inputSize || evaluation.test === null)
        throw new Error(`${dataSet.name}: the report is not of a model at ${inputSize}`);
      testAccuracies.push(evaluation.test.accuracy);
    }
    const [oneImage = '', crossValidated = ''] = measured.get(String(inputSize)) ?? [];
    figures.push({ dataSet: dataSet.name, inputSize, oneImage, crossValidated, testAccuracies });
  }
  await context.close();
  return figures;
}
