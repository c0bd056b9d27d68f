import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { build } from 'vite';
import { projectFolder } from '../../scripts/project.mjs';
import { serveBuild } from '../../scripts/serve.mjs';
import type { TrainingSettings } from '../../src/core/training/training-settings.ts';
import type { BackendName } from '../../src/engine/engine-api.ts';
import { StudioPage } from '../e2e/studio-page.ts';
import { launchBrowser } from '../support/browser.ts';
import type { BackendTimes } from './bench-page.ts';
import { type DataSet, findDataSets, zipDataSet } from './data-sets.ts';

export interface BenchOptions {
  /** A folder of data sets, each of class folders with a `split.json` of `train` and `test`. */
  readonly dataFolder: string | null;
  readonly jsonFile: string | null;
  readonly backends: readonly BackendName[];
  /** Cross-validate candidate settings instead of measuring. */
  readonly chooseDefaults: boolean;
}

interface Server {
  readonly url: string;
  close(): Promise<void>;
}

const seeds = [1, 2, 3, 4, 5];
const rounds = 5;

/** Runs all that the options ask for in one browser, prints tables, and writes the JSON file. */
export async function runBench(options: BenchOptions): Promise<void> {
  const dataSets = options.dataFolder === null ? [] : await findDataSets(options.dataFolder);
  const page = await buildBenchPage();
  const servers = {
    app: (await serveBuild()) as Server,
    bench: (await serveBuild({ folder: page })) as Server,
  };
  const browser = await launchBrowser();
  try {
    if (options.chooseDefaults) {
      await chooseDefaults(browser, servers.bench.url, dataSets);
      return;
    }
    const results = {
      machine: { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, browser: browser.version() },
      backends: await timeBackends(browser, servers.bench.url, options.backends),
      samples: await timeSampleJourney(browser, servers.app.url),
      accuracy: await measureAccuracy(browser, servers.app.url, dataSets),
    };
    if (options.jsonFile !== null) await writeFile(options.jsonFile, `${JSON.stringify(results, null, 2)}\n`);
  } finally {
    await browser.close();
    for (const server of Object.values(servers)) await server.close();
    await rm(page, { recursive: true, force: true });
  }
}

/** Builds the bench's own page as the app is built, minified and split into chunks. @returns its folder */
async function buildBenchPage(): Promise<string> {
  const outDir = await mkdtemp(path.join(tmpdir(), 'graft-bench-'));
  await build({
    root: path.join(projectFolder, 'tests/bench'),
    base: './',
    publicDir: path.join(projectFolder, 'public'),
    configFile: false,
    logLevel: 'error',
    worker: { format: 'es' },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      rolldownOptions: { input: path.join(projectFolder, 'tests/bench/bench.html') },
    },
  });
  return outDir;
}

async function openBenchPage(browser: Browser, url: string) {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${url}bench.html`);
  await page.waitForFunction(() => 'bench' in window);
  return page;
}

/** Time per image and per epoch on each backend; graphics backends get few images, since here they may be emulated. */
async function timeBackends(
  browser: Browser,
  url: string,
  backends: readonly BackendName[],
): Promise<readonly BackendTimes[]> {
  const times: BackendTimes[] = [];
  console.log('\nEmbedding and head training (medians of rounds in turn; spread in brackets)');
  for (const backend of backends) {
    const page = await openBenchPage(browser, url);
    const imageCount = backend === 'wasm' ? 64 : 8;
    const result = await page.evaluate(
      (work) => window.bench.timeBackend(work.backend, work.imageCount, work.rounds),
      { backend, imageCount, rounds: backend === 'wasm' ? rounds : 1 },
    );
    await page.context().close();
    if (result === null) {
      console.log(`${backend}: does not run here`);
      continue;
    }
    times.push(result);
    const ratios = result.embed.map((ms, round) => ms / (result.bare[round] as number));
    const embedMs = median(result.embed);
    console.log(
      [
        `${backend}:`,
        `  bare folded forward, batch ${result.bareBatchSize}   ${describe(result.bare)} ms per image`,
        `  Graft, file to embedding          ${describe(result.embed)} ms per image, ${(1000 / embedMs).toFixed(1)} images per second`,
        `  Graft / bare, round by round      ${describe(ratios, 3)}`,
        `  linear head, model.fit            ${describe(result.trainingLinear.fit)} ms per epoch (1,000 embeddings, batch 32)`,
        `  linear head, Graft                ${describe(result.trainingLinear.ours)} ms per epoch`,
        `  100 hidden units, model.fit       ${describe(result.trainingHidden.fit)} ms per epoch`,
        `  100 hidden units, Graft           ${describe(result.trainingHidden.ours)} ms per epoch`,
      ].join('\n'),
    );
  }
  return times;
}

/** From a click on "Sample images" to a trained and evaluated head, as a newcomer would do it. */
async function timeSampleJourney(browser: Browser, url: string) {
  const context = await browser.newContext();
  const studio = new StudioPage(await context.newPage());
  await studio.open(url);
  const startMs = performance.now();
  await studio.button('Sample images').first().click();
  await studio.waitUntilImagesAreReady();
  const imagesMs = performance.now() - startMs;
  await studio.train();
  const totalMs = performance.now() - startMs;
  const report = await studio.downloadReport();
  await context.close();
  const accuracy = report.evaluation.test?.accuracy ?? Number.NaN;
  const imageCount = report.timings.imagesEmbedded;
  console.log(
    `\nSample images to a trained, evaluated head on wasm: ${(totalMs / 1000).toFixed(1)} s ` +
      `(${imageCount} images ready after ${(imagesMs / 1000).toFixed(1)} s); test accuracy ${accuracy.toFixed(3)}`,
  );
  return { imageCount, imagesMs, totalMs, testAccuracy: accuracy };
}

/** Test accuracy with default settings for each seed, through the built app: import a ZIP, train, download the report. */
async function measureAccuracy(browser: Browser, url: string, dataSets: readonly DataSet[]) {
  const results: { name: string; accuracies: number[]; mean: number; imagesPerSecond: number }[] = [];
  if (dataSets.length > 0) console.log(`\nTest accuracy with default settings, seeds ${seeds.join(', ')}`);
  for (const dataSet of dataSets) {
    const context = await browser.newContext();
    const studio = new StudioPage(await context.newPage());
    await studio.open(url);
    await studio.importZip({
      name: `${dataSet.name}.zip`,
      mimeType: 'application/zip',
      buffer: await zipDataSet(dataSet),
    });
    await studio.waitUntilImagesAreReady();
    const accuracies: number[] = [];
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
      imagesPerSecond = report.timings.imagesPerSecond;
    }
    await context.close();
    const mean = accuracies.reduce((sum, value) => sum + value, 0) / accuracies.length;
    results.push({ name: dataSet.name, accuracies, mean, imagesPerSecond });
    console.log(
      `${dataSet.name.padEnd(12)} ${accuracies.map((value) => value.toFixed(3)).join('  ')}   mean ${mean.toFixed(4)}`,
    );
  }
  return results;
}

/** Cross-validates candidates on the training parts, to choose default settings without a look at a test set. */
async function chooseDefaults(browser: Browser, url: string, dataSets: readonly DataSet[]): Promise<void> {
  const candidates: Partial<TrainingSettings>[] = [];
  for (const learningRate of [0.001, 0.003]) {
    for (const l2 of [0, 0.003, 0.01, 0.03]) {
      for (const epochs of [50, 100]) candidates.push({ learningRate, l2, epochs, hiddenUnits: 0 });
    }
    candidates.push({ learningRate, l2: 0.003, epochs: 50, hiddenUnits: 100 });
  }
  const accuracies: number[][] = [];
  for (const dataSet of dataSets) {
    console.log(`Cross-validating on the training part of ${dataSet.name} ...`);
    const images = await Promise.all(
      dataSet.train.map((file) => readFile(path.join(dataSet.folder, file), 'base64')),
    );
    const classNames = [...new Set(dataSet.train.map((file) => path.dirname(file)))];
    const classIndexes = dataSet.train.map((file) => classNames.indexOf(path.dirname(file)));
    const page = await openBenchPage(browser, url);
    accuracies.push(
      await page.evaluate(
        (work) => window.bench.crossValidate(work.images, work.classIndexes, work.candidates, 5),
        {
          images,
          classIndexes,
          candidates,
        },
      ),
    );
    await page.context().close();
  }
  const rows = candidates.map((candidate, index) => {
    const perSet = accuracies.map((set) => set[index] as number);
    return { candidate, perSet, mean: perSet.reduce((sum, value) => sum + value, 0) / perSet.length };
  });
  rows.sort((a, b) => b.mean - a.mean);
  console.log(`\nmean    ${dataSets.map(({ name }) => name).join('  ')}`);
  for (const { candidate, perSet, mean } of rows) {
    console.log(
      `${mean.toFixed(4)}  ${perSet.map((value) => value.toFixed(4)).join('  ')}  ${JSON.stringify(candidate)}`,
    );
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

function describe(values: readonly number[], digits = 1): string {
  const range =
    values.length > 1
      ? ` [${Math.min(...values).toFixed(digits)} to ${Math.max(...values).toFixed(digits)}]`
      : '';
  return `${median(values).toFixed(digits)}${range}`;
}
