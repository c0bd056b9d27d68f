import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BackendName } from '../../../src/engine/engine-api.ts';
import type { Goal } from '../compare-with-goals.ts';
import type { DataSet } from '../data-sets.ts';
import type { BenchRoom } from '../open-bench-page.ts';
import { gatherPhotos, writePhotos } from './gather-photos.ts';
import { settings } from './measure-peers.ts';
import { type GraftVisit, trainFirst } from './visit-graft.ts';

/** First visits of the studio with few and with many images, one after the other in one browser. */
export interface ScaleFigures {
  readonly small: ScaleVisit;
  readonly large: ScaleVisit;
}

interface ScaleVisit extends GraftVisit {
  readonly imageCount: number;
}

const counts = { small: 500, large: 20_000 };
const timeRatioGoal = 1.2;
const bytesGoal = 1.5e9;
const patienceMsPerImage = 2000;

/** The studio alone: its peers would take hours for as many images, and none of its goals for them asks for them. */
export async function measureScale(
  room: BenchRoom,
  dataSets: readonly DataSet[],
  backend: BackendName,
): Promise<ScaleFigures> {
  const folder = await mkdtemp(path.join(tmpdir(), 'graft-bench-photos-'));
  const visit = async (imageCount: number): Promise<ScaleVisit> => {
    const { classes } = await gatherPhotos(room, dataSets, imageCount);
    const photos = await writePhotos(path.join(folder, `${imageCount}`), classes);
    const timeoutMs = patienceMsPerImage * imageCount + 120_000;
    const figures = await trainFirst({ browser: room.browser, backend, settings, timeoutMs }, photos);
    const megabytes = ((figures.peakBytes ?? Number.NaN) / 1e6).toFixed(0);
    console.log(
      `${imageCount} images: trained after ${(figures.totalMs / 1000).toFixed(1)} s, ${timePerImage(figures).toFixed(1)} ms per image, ` +
        `${megabytes} MB, longest task ${figures.longestTaskMs.toFixed(0)} ms`,
    );
    return { ...figures, imageCount };
  };
  try {
    return { small: await visit(counts.small), large: await visit(counts.large) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What the studio must reach with many images. */
export function compareScale({ small, large }: ScaleFigures): Goal[] {
  const embeddedAll = large.imagesEmbedded === large.imageCount;
  return [
    {
      measure: `${large.imageCount} images: embedded and trained on`,
      reach: 'all of them',
      got: `${large.imagesEmbedded} embedded`,
      reached: embeddedAll,
    },
    compareImageTimes(
      { imageCount: small.imageCount, msPerImage: timePerImage(small) },
      { imageCount: large.imageCount, msPerImage: timePerImage(large) },
    ),
    {
      measure: `memory of the page's processes, workers too, with ${large.imageCount} images`,
      reach: `<= ${bytesGoal / 1e9} GB`,
      got: large.peakBytes === null ? 'not told by this system' : `${(large.peakBytes / 1e9).toFixed(2)} GB`,
      reached: large.peakBytes === null ? null : large.peakBytes <= bytesGoal,
    },
  ];
}

interface ImageTime {
  readonly imageCount: number;
  readonly msPerImage: number;
}

/** Whether an image of many takes about as long as one of few. */
export function compareImageTimes(small: ImageTime, large: ImageTime): Goal {
  const ratio = large.msPerImage / small.msPerImage;
  return {
    measure: `embedding: time per image at ${large.imageCount} images / that at ${small.imageCount}`,
    reach: `<= ${timeRatioGoal} x`,
    got: `${ratio.toFixed(2)} x`,
    reached: ratio <= timeRatioGoal,
  };
}

/** From file to embedding, in milliseconds. */
export function timePerImage({ decodeMs, embedMs, imagesEmbedded }: GraftVisit): number {
  return (decodeMs + embedMs) / imagesEmbedded;
}
