import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import { createRandom, shuffled } from '../../src/core/shared/random.ts';
import { StudioPage } from '../e2e/studio-page.ts';
import type { DataSet } from './data-sets.ts';
import { measureProjectFile, type ProjectFileFigures } from './measure-project-file.ts';
import type { BenchRoom } from './open-bench-page.ts';
import { type PageStrain, watchPage } from './watch-page.ts';

/** How the studio bears many images, and how fast a kept project is there again. */
export interface ProjectFigures {
  readonly imports: readonly LargeImport[];
  /** Of the images of the large import. */
  readonly projectFile: ProjectFileFigures;
  readonly reopening: {
    readonly imageCount: number;
    /** From the opening of the page to an answer of the trained head to a new image. */
    readonly firstPredictionMs: number;
    readonly imagesEmbedded: number;
  };
}

interface LargeImport extends PageStrain {
  readonly imageCount: number;
  readonly msPerImage: number;
}

const largeCount = 5000;
const smallCount = 500;
const reopenedCount = 1000;

/** Imports ZIPs of resampled photos, small and large in turn, then trains a project, closes its page and opens it again. */
export async function measureProjects(
  room: BenchRoom,
  dataSets: readonly DataSet[],
): Promise<ProjectFigures> {
  const folder = await mkdtemp(path.join(tmpdir(), 'graft-bench-images-'));
  try {
    console.log('\nMany images: ZIPs of resampled photos');
    const photos = await resampleDataSets(room, dataSets, largeCount);
    const zip = async (count: number) => {
      const file = path.join(folder, `${count}.zip`);
      await writeFile(file, zipSync(Object.fromEntries(photos.slice(0, count)), { level: 0 }));
      return file;
    };
    // The machine may be busier at one time than at another: the small import before and after the large one.
    const before = await measureImport(room, await zip(smallCount), smallCount);
    const large = await measureImport(room, await zip(largeCount), largeCount, (studio) =>
      measureProjectFile(room, studio, largeCount, path.join(folder, 'large.graft')),
    );
    const after = await measureImport(room, await zip(smallCount), smallCount);
    const reopening = await measureReopening(room, await zip(reopenedCount));
    return {
      imports: [before.figures, large.figures, after.figures],
      projectFile: large.result,
      reopening,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** `count` different photos by their paths in class folders, alike for each run. */
async function resampleDataSets(
  room: BenchRoom,
  dataSets: readonly DataSet[],
  count: number,
): Promise<readonly (readonly [string, Uint8Array])[]> {
  const page = await room.openPage();
  const sources = dataSets.flatMap(({ name, folder, train }) =>
    train.map((file) => ({ className: `${name} ${path.dirname(file)}`, file: path.join(folder, file) })),
  );
  const perSource = Math.ceil(count / sources.length);
  const photos: [string, Uint8Array][] = [];
  // In a random order, so that the first of them are of all classes.
  for (const [index, { className, file }] of shuffled(sources, createRandom(5)).entries()) {
    if (photos.length >= count) break;
    const source = (await readFile(file)).toString('base64');
    const made = await page.evaluate(
      ([photo, wanted, seed]) => window.bench.resamplePhoto(photo, wanted, seed),
      [source, perSource, index] as const,
    );
    made.forEach((photo, copy) => {
      photos.push([`${className}/${index}-${copy}.jpg`, Buffer.from(photo, 'base64')]);
    });
  }
  await page.context().close();
  return photos.slice(0, count);
}

/** @param then what is done with the page after that */
async function measureImport<Result = null>(
  { browser, appUrl }: BenchRoom,
  zip: string,
  imageCount: number,
  then: (studio: StudioPage) => Promise<Result> = async () => null as Result,
): Promise<{ readonly figures: LargeImport; readonly result: Result }> {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const studio = new StudioPage(await context.newPage());
  await studio.open(appUrl);
  await studio.page.getByRole('button', { name: /^Engine: WebAssembly/ }).waitFor();
  const watch = await watchPage(studio.page);
  const startMs = performance.now();
  await studio.importZip(zip);
  await studio.waitUntilImagesAreReady(3_600_000);
  const msPerImage = (performance.now() - startMs) / imageCount;
  const strain = await watch.end();
  const status = await studio.status.innerText();
  if (!status.replaceAll(',', '').startsWith(`${imageCount} images ready`)) {
    throw new Error(`of ${imageCount} images not all came in: ${status}`);
  }
  console.log(
    `${String(imageCount).padStart(6)} images: ${msPerImage.toFixed(1)} ms each; slowest of ${strain.clickCount} clicks ` +
      `${strain.slowestClickMs.toFixed(0)} ms; heaps at most ${inMegabytes(strain.heapBytes)}, ` +
      `with buffers ${inMegabytes(strain.heapAndBuffersBytes)}`,
  );
  const result = await then(studio);
  await context.close();
  return { figures: { imageCount, msPerImage, ...strain }, result };
}

async function measureReopening(
  { browser, appUrl }: BenchRoom,
  zip: string,
): Promise<ProjectFigures['reopening']> {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const before = new StudioPage(await context.newPage());
  await before.open(appUrl);
  await before.importZip(zip);
  await before.waitUntilImagesAreReady(3_600_000);
  await before.train();
  await before.page.close();
  const studio = new StudioPage(await context.newPage());
  const newPhoto = { name: 'new.jpg', mimeType: 'image/jpeg', buffer: await firstPhoto(zip) };
  const startMs = performance.now();
  await studio.open(appUrl);
  await studio.page.getByRole('group').first().waitFor();
  await studio.fileInput('Image to classify').setInputFiles(newPhoto);
  await studio.page.getByRole('list', { name: 'Predictions' }).getByRole('listitem').first().waitFor();
  const firstPredictionMs = performance.now() - startMs;
  const waitingCount = await studio.page
    .locator('#images')
    .getByText(/waiting$/)
    .count();
  // A second training embeds what is not known; the report then tells how many that were in this visit.
  await studio.setNumber('Epochs', 1);
  await studio.train();
  const { timings, dataset } = await studio.downloadReport();
  const imageCount = dataset.classes.reduce(
    (sum, { training, validation, test }) => sum + training + validation + test,
    0,
  );
  await context.close();
  if (waitingCount > 0) throw new Error(`${waitingCount} classes have images that wait`);
  console.log(
    `A project of ${imageCount} images is opened again: first prediction after ${(firstPredictionMs / 1000).toFixed(1)} s, ` +
      `${timings.imagesEmbedded} images embedded again`,
  );
  return { imageCount, firstPredictionMs, imagesEmbedded: timings.imagesEmbedded };
}

async function firstPhoto(zip: string): Promise<Buffer> {
  const files = unzipSync(await readFile(zip), { filter: ({ name }) => name.includes('/0-0.') });
  const [photo] = Object.values(files);
  if (photo === undefined) throw new Error('the ZIP has no first photo');
  return Buffer.from(photo);
}

function inMegabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}
