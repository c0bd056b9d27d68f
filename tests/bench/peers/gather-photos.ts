import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { DataSet } from '../data-sets.ts';
import type { BenchRoom } from '../open-bench-page.ts';

/** Photos of four classes, and of a fifth that is added later. */
export interface BenchPhotos {
  /** Where they come from, in words. */
  readonly source: string;
  /** By class, of files in the form in which they lie on the disk. */
  readonly classes: readonly PhotoClass[];
  readonly added: PhotoClass;
}

export interface PhotoClass {
  readonly name: string;
  readonly photos: readonly Buffer[];
}

const classCount = 4;
/** Of the class that is added. */
const addedCount = 50;
/** As many as Teachable Machine holds back. */
const validationFraction = 0.15;
/** More are not made, but resampled from those. */
const mostMade = 125;

/**
 * Photos of the first data set that has five classes, else made ones. Where there are fewer than `imageCount`, all are
 * resampled from those that there are, so that a size has photos of one kind.
 */
export async function gatherPhotos(
  { openPage }: BenchRoom,
  dataSets: readonly DataSet[],
  imageCount: number,
): Promise<BenchPhotos> {
  const page = await openPage();
  const counts = Array.from({ length: classCount + 1 }, (_, index) =>
    index === classCount ? addedCount : Math.ceil((imageCount - index) / classCount),
  );
  const dataSet = dataSets.find((each) => listClasses(each).size > classCount);
  const sources =
    dataSet === undefined
      ? await makeSources(counts.map((count) => Math.min(count, mostMade)))
      : await readSources(dataSet);
  const classes: PhotoClass[] = [];
  const isResampled = sources.some(({ photos }, index) => photos.length < (counts[index] as number));
  for (const [index, count] of counts.entries()) {
    const { name, photos } = sources[index] as PhotoClass;
    classes.push({ name, photos: (isResampled ? await resample(photos, count) : photos).slice(0, count) });
  }
  await page.context().close();
  const origin = dataSet === undefined ? 'made photos' : `photos of ${dataSet.name}`;
  return {
    source: isResampled ? `${origin}, resampled` : origin,
    classes: classes.slice(0, classCount),
    added: classes[classCount] as PhotoClass,
  };

  async function makeSources(counts: readonly number[]): Promise<readonly PhotoClass[]> {
    const made = await page.evaluate(
      (count) => window.bench.makePhotoFiles(count),
      counts.reduce((sum, count) => sum + count, 0),
    );
    return counts.map((count, index) => ({
      name: `class ${index + 1}`,
      photos: made.splice(0, count).map((photo) => Buffer.from(photo, 'base64')),
    }));
  }

  async function resample(photos: readonly Buffer[], count: number): Promise<readonly Buffer[]> {
    const perSource = Math.ceil(count / photos.length);
    const resampled: Buffer[] = [];
    for (const [seed, photo] of photos.entries()) {
      if (resampled.length >= count) break;
      const copies = await page.evaluate(
        ([photo, wanted, seed]) => window.bench.resamplePhoto(photo, wanted, seed),
        [photo.toString('base64'), perSource, seed] as const,
      );
      resampled.push(...copies.map((copy) => Buffer.from(copy, 'base64')));
    }
    return resampled;
  }
}

/** Writes photos as `train/class/file` and `validation/class/file`, the split that holds for everybody. @returns the folder */
export async function writePhotos(folder: string, classes: readonly PhotoClass[]): Promise<string> {
  for (const { name, photos } of classes) {
    const trainingCount = photos.length - Math.ceil(validationFraction * photos.length);
    for (const [index, photo] of photos.entries()) {
      const set = path.join(folder, index < trainingCount ? 'train' : 'validation', name);
      await mkdir(set, { recursive: true });
      await writeFile(path.join(set, `${name} ${index + 1}.jpg`), photo);
    }
  }
  return folder;
}

async function readSources(dataSet: DataSet): Promise<readonly PhotoClass[]> {
  return Promise.all(
    [...listClasses(dataSet)].slice(0, classCount + 1).map(async ([name, files]) => ({
      name,
      photos: await Promise.all(files.map((file) => readFile(path.join(dataSet.folder, file)))),
    })),
  );
}

function listClasses({ train, test }: DataSet): Map<string, string[]> {
  const classes = new Map<string, string[]>();
  for (const file of [...train, ...test].sort()) {
    const name = path.dirname(file);
    classes.set(name, [...(classes.get(name) ?? []), file]);
  }
  return classes;
}
