import type { Page } from 'playwright-core';
import { StudioPage } from '../e2e/studio-page.ts';
import { alignColumns } from './align-columns.ts';
import { type DataSet, zipDataSet } from './data-sets.ts';
import type { BenchRoom } from './open-bench-page.ts';
import { watchPage } from './watch-page.ts';

/** What "Compare and explore" took on one data set, and what came out: tables as they are shown, cell by cell. */
export interface LearningCurveFigures {
  readonly name: string;
  /** Of head and nearest neighbours: all sizes, five seeds each. */
  readonly curveMs: number;
  readonly slowestClickMs: number;
  readonly clickCount: number;
  readonly curve: readonly (readonly string[])[];
  readonly compareMs: number;
  readonly comparison: readonly (readonly string[])[];
  readonly scratchMs: number;
  readonly curveWithScratch: readonly (readonly string[])[];
}

const curveGoalMs = 60_000;
const clickGoalMs = 200;
/** The data set of the goal. */
const goalSet = 'flowers5';
const patienceMs = 3_600_000;

/**
 * Draws the learning curve of head and nearest neighbours in the built app, on wasm, while the page is clicked on; then
 * compares the approaches, and adds the network from scratch to the curve.
 */
export async function measureLearningCurve(
  { browser, appUrl }: BenchRoom,
  dataSets: readonly DataSet[],
): Promise<LearningCurveFigures> {
  const dataSet = dataSets.find(({ name }) => name === goalSet) ?? (dataSets[0] as DataSet);
  const context = await browser.newContext({ serviceWorkers: 'block' });
  context.setDefaultTimeout(patienceMs);
  const page = await context.newPage();
  const studio = new StudioPage(page);
  await studio.open(appUrl);
  const buffer = await zipDataSet(dataSet);
  await studio.importZip({ name: `${dataSet.name}.zip`, mimeType: 'application/zip', buffer });
  await studio.waitUntilImagesAreReady();
  await studio.train();
  await page.locator('summary').getByText('Compare and explore', { exact: true }).click();
  const clock = async (button: string, progress: string) => {
    const startMs = performance.now();
    await studio.button(button).click();
    const bar = page.getByRole('progressbar', { name: progress });
    await bar.waitFor();
    await bar.waitFor({ state: 'detached' });
    return performance.now() - startMs;
  };

  const watch = await watchPage(page);
  const curveMs = await clock('Draw learning curve', 'Drawing the learning curve');
  const { slowestClickMs, clickCount } = await watch.end();
  const curve = await readTable(page, 'Accuracy by training images per class');
  console.log(`\n${dataSet.name}: learning curve of head and nearest neighbours, 5 seeds`);
  console.log(alignColumns(curve));
  describeGoal('time', curveMs, curveGoalMs);
  describeGoal(`slowest answer to ${clickCount} clicks`, slowestClickMs, clickGoalMs);

  const compareMs = await clock('Compare approaches', 'Comparing');
  const comparison = await readTable(page, 'Approaches compared');
  console.log(`\nFrom scratch against transfer, and other approaches: ${(compareMs / 1000).toFixed(1)} s`);
  console.log(alignColumns(comparison));

  const scratchMs = await clock('Add a network from scratch', 'Drawing the learning curve');
  const curveWithScratch = await readTable(page, 'Accuracy by training images per class');
  console.log(`\nThe same curve with a network from scratch, 3 seeds: ${(scratchMs / 1000).toFixed(1)} s`);
  console.log(alignColumns(curveWithScratch));
  await context.close();
  const times = { curveMs, slowestClickMs, clickCount, compareMs, scratchMs };
  return { name: dataSet.name, ...times, curve, comparison, curveWithScratch };
}

function describeGoal(what: string, gotMs: number, goalMs: number): void {
  const verdict = gotMs <= goalMs ? 'reached' : 'MISSED';
  console.log(`${what}: ${gotMs.toFixed(0)} ms, must be at most ${goalMs} ms: ${verdict}`);
}

/** The cells of a table, row by row; of each cell the lines in one. */
function readTable(page: Page, name: string): Promise<string[][]> {
  return page
    .getByRole('table', { name })
    .evaluate((table) =>
      [...(table as HTMLTableElement).rows].map((row) =>
        [...row.cells].map((cell) => cell.innerText.replaceAll('\n', '  ')),
      ),
    );
}
