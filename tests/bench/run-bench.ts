import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import path from 'node:path';
import { measureFirstLoad } from '../../scripts/measure-first-load.mjs';
import { projectFolder } from '../../scripts/project.mjs';
import type { BackendName } from '../../src/engine/engine-api.ts';
import { compareWithGoals, describeGoals } from './compare-with-goals.ts';
import type { DataSet } from './data-sets.ts';
import { chooseDefaults } from './defaults/choose-defaults.ts';
import { measureExports } from './exports/measure-exports.ts';
import { measureDataSets } from './health/measure-data-sets.ts';
import { measureLabelErrors } from './labels/measure-label-errors.ts';
import { measureAccuracy } from './measure-accuracy.ts';
import { measureAugmentation } from './measure-augmentation.ts';
import { measureGallery } from './measure-gallery.ts';
import { measureInputSizes } from './measure-input-sizes.ts';
import { measureLearningCurve } from './measure-learning-curve.ts';
import { measureProjects } from './measure-projects.ts';
import { withBenchRoom } from './open-bench-page.ts';
import { compareWithPeers } from './peers/compare-with-peers.ts';
import { measurePeers } from './peers/measure-peers.ts';
import { compareScale, measureScale } from './peers/measure-scale.ts';
import { measureRecipes } from './recipes/measure-recipes.ts';
import { timeBackends } from './time-backends.ts';
import { timeSampleJourney } from './time-sample-journey.ts';
import { measureTuning } from './tuning/measure-tuning.ts';

/** What is measured, and where the figures go. */
export interface BenchOptions {
  /** May be empty. */
  readonly dataSets: readonly DataSet[];
  readonly backends: readonly BackendName[];
  /** The large sizes. */
  readonly full: boolean;
  /** Measures imports of thousands of images and the reopening of a project; needs data sets. */
  readonly projects: boolean;
  readonly jsonFile: string | null;
}

/** Measures the built studio in one browser, prints what it did beside what it must reach, and writes the JSON file. */
export async function runBench({
  dataSets,
  backends,
  full,
  projects,
  jsonFile,
}: BenchOptions): Promise<void> {
  const { files, totalBytes } = await measureFirstLoad(path.join(projectFolder, 'dist'));
  const figures = await withBenchRoom(async (room) => ({
    machine: { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, browser: room.browser.version() },
    firstLoad: { totalBytes, holdsTensorFlow: files.some(({ holdsTensorFlow }) => holdsTensorFlow) },
    backends: await timeBackends(room, backends, full),
    samples: await timeSampleJourney(room),
    accuracy: await measureAccuracy(room, dataSets),
    projects: projects ? await measureProjects(room, dataSets) : null,
    peers: await measurePeers(room, dataSets, backends[0] ?? 'wasm', full),
  }));
  const goals = [...compareWithGoals(figures), ...compareWithPeers(figures.peers)];
  console.log(`\n${describeGoals(goals)}`);
  if (jsonFile !== null) await writeJson(jsonFile, { ...figures, goals });
}

/** Measures the studio beside its peers alone, and prints what it must reach beside them. */
export async function measureBesidePeers(options: {
  readonly dataSets: readonly DataSet[];
  readonly backend: BackendName;
  readonly full: boolean;
  readonly jsonFile: string | null;
}): Promise<void> {
  const figures = await withBenchRoom((room) =>
    measurePeers(room, options.dataSets, options.backend, options.full),
  );
  const goals = compareWithPeers(figures);
  console.log(`\n${describeGoals(goals)}`);
  if (options.jsonFile !== null) await writeJson(options.jsonFile, { ...figures, goals });
}

/** Brings the studio as many images as it is to hold; prints what it must reach with them. */
export async function measureManyImages(options: {
  readonly dataSets: readonly DataSet[];
  readonly backend: BackendName;
  readonly jsonFile: string | null;
}): Promise<void> {
  const figures = await withBenchRoom((room) => measureScale(room, options.dataSets, options.backend));
  const goals = compareScale(figures);
  console.log(`\n${describeGoals(goals)}`);
  if (options.jsonFile !== null) await writeJson(options.jsonFile, { ...figures, goals });
}

/** Chooses default settings by cross-validation on the training parts of the data sets; prints the candidates. */
export async function chooseDefaultSettings(options: {
  readonly dataSets: readonly DataSet[];
  readonly repeats: number;
  readonly jsonFile: string | null;
}): Promise<void> {
  const scores = await withBenchRoom(({ openPage }) =>
    chooseDefaults(openPage, options.dataSets, options.repeats),
  );
  if (options.jsonFile !== null) await writeJson(options.jsonFile, scores);
}

/** Measures how well the health of images is judged; prints the figures. */
export async function measureImageHealth(options: {
  readonly dataSets: readonly DataSet[];
  readonly jsonFile: string | null;
}): Promise<void> {
  const figures = await withBenchRoom(async ({ openPage }) =>
    measureDataSets(await openPage(), options.dataSets),
  );
  if (options.jsonFile !== null) await writeJson(options.jsonFile, figures);
}

/** Measures what edits of ten thousand images cost the page; prints the figures. */
export async function measureLargeGallery({ jsonFile }: { readonly jsonFile: string | null }): Promise<void> {
  const figures = await withBenchRoom(measureGallery);
  if (jsonFile !== null) await writeJson(jsonFile, figures);
}

/** Measures what copies of training images bring and cost on the data sets. */
export async function measureCopies(options: {
  readonly dataSets: readonly DataSet[];
  readonly jsonFile: string | null;
}): Promise<void> {
  const figures = await withBenchRoom((room) => measureAugmentation(room, options.dataSets));
  if (options.jsonFile !== null) await writeJson(options.jsonFile, figures);
}

/** Compares the default settings with Teachable Machine's recipe on the same embeddings; prints the table. */
export async function compareRecipes(options: {
  readonly dataSets: readonly DataSet[];
  readonly seedCount: number;
  readonly jsonFile: string | null;
}): Promise<void> {
  const figures = await withBenchRoom(({ openPage }) =>
    measureRecipes(openPage, options.dataSets, options.seedCount),
  );
  if (options.jsonFile !== null) await writeJson(options.jsonFile, figures);
}

/** Measures what training the last blocks of the base model brings; prints the figures. */
export async function measureLastBlocks(options: {
  readonly dataSets: readonly DataSet[];
  readonly jsonFile: string | null;
}): Promise<void> {
  const figures = await withBenchRoom(({ openPage }) => measureTuning(openPage, options.dataSets));
  if (options.jsonFile !== null) await writeJson(options.jsonFile, figures);
}

/** Measures how many labels that were made wrong on purpose are found; prints the figures. */
export async function findWrongLabels(options: {
  readonly dataSets: readonly DataSet[];
  readonly jsonFile: string | null;
}): Promise<void> {
  const figures = await withBenchRoom(({ openPage }) => measureLabelErrors(openPage, options.dataSets));
  if (options.jsonFile !== null) await writeJson(options.jsonFile, figures);
}

/** Measures what each input size of the base model takes and gives on the data sets; prints the table. */
export async function compareInputSizes(options: {
  readonly dataSets: readonly DataSet[];
  readonly jsonFile: string | null;
}): Promise<void> {
  const figures = await withBenchRoom((room) => measureInputSizes(room, options.dataSets));
  if (options.jsonFile !== null) await writeJson(options.jsonFile, figures);
}

/** Times the learning curve, and compares a network from scratch with transfer. */
export async function drawLearningCurve(options: {
  readonly dataSets: readonly DataSet[];
  readonly jsonFile: string | null;
}): Promise<void> {
  const figures = await withBenchRoom((room) => measureLearningCurve(room, options.dataSets));
  if (options.jsonFile !== null) await writeJson(options.jsonFile, figures);
}

/** Times downloads of a trained model, and holds what opens them to the preview. */
export async function measureDownloads(options: {
  readonly dataSets: readonly DataSet[];
  readonly jsonFile: string | null;
}): Promise<void> {
  const figures = await withBenchRoom((room) => measureExports(room, options.dataSets));
  if (options.jsonFile !== null) await writeJson(options.jsonFile, figures);
}

async function writeJson(file: string, content: unknown): Promise<void> {
  await writeFile(file, `${JSON.stringify(content, null, 2)}\n`);
}
