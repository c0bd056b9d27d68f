import path from 'node:path';
import { unzipSync } from 'fflate';
import type { Browser } from 'playwright-core';
import { expect } from 'vitest';
import { runPageCode } from '../clients/run-page-code.ts';
import { readCode } from './read-code.ts';
import type { StudioPage } from './studio-page.ts';
import type { StudioSession } from './studio-session.ts';
import { drawPattern, packZip, resizingTrials } from './test-images.ts';

/** A studio with a trained model, whose export step gives code and the files that it opens. */
export interface ExportedCode {
  readonly studio: StudioPage;
  /** Pictures that every resizer treats otherwise. */
  readonly pictures: readonly Uint8Array[];
  /** What the studio predicts for each of them, in the order of `labels`. */
  readonly expected: readonly (readonly number[])[];
  readonly labels: readonly string[];
  /** The code of a download, as the page shows it, in the first or in another language. */
  read(button: string, language?: string): Promise<string>;
  /** Below which confidence the answer is "None of these"; null for never. */
  readonly noneThreshold: number | null;
  /** A download by its own name, or what is in it where it is a ZIP. */
  download(button: string): Promise<Readonly<Record<string, Uint8Array>>>;
}

/** Trains a model on patterns. Few epochs leave it unsure, so that the smallest difference of a pixel moves the probabilities. */
export async function openExportedCode(session: StudioSession): Promise<ExportedCode> {
  const studio = await session.openStudio();
  const files: Record<string, Uint8Array> = {};
  for (let seed = 10; seed < 15; seed++) {
    files[`train/fine/${seed}.png`] = drawPattern({ width: 300, height: 260, seed, fineness: 1.5 });
    files[`train/coarse/${seed}.png`] = drawPattern({ width: 260, height: 300, seed, fineness: 4 });
  }
  for (const [name, bytes] of Object.entries(resizingTrials)) files[`test/fine/${name}`] = bytes;
  await studio.importZip(packZip('patterns.zip', files));
  await studio.waitUntilImagesAreReady();
  await studio.setNumber('Epochs', 3);
  await studio.train();
  const report = await studio.downloadReport();
  const predictions = report.evaluation.test?.predictions ?? [];
  const expected = Object.keys(resizingTrials).map(
    (name) => predictions.find(({ file }) => path.basename(file) === name)?.probabilities ?? [],
  );
  for (const probabilities of expected) {
    expect(probabilities).toHaveLength(2);
    expect(Math.max(...probabilities)).toBeLessThan(0.99);
  }
  return {
    studio,
    pictures: Object.values(resizingTrials),
    expected,
    labels: report.dataset.classes.map(({ name }) => name),
    noneThreshold: report.calibration.noneThreshold,
    read: (button, language) => readCode(studio, button, language),
    download: (button) => download(studio, button),
  };
}

async function download(studio: StudioPage, button: string): Promise<Readonly<Record<string, Uint8Array>>> {
  const { fileName, bytes } = await studio.download(`Download ${button}`);
  return fileName.endsWith('.zip') ? unzipSync(bytes) : { [fileName]: bytes };
}

/** What the code for TF.js gives to the model, in its terms. */
export const tfjsInput = '[...(await input.data())]';

/** The pixels that the studio gives to the model, -1 to 1: as the code for a page makes them, which predicts the same to the last digits. */
export async function readPreviewPixels(
  browser: Browser,
  exported: ExportedCode,
): Promise<readonly number[][]> {
  const button = 'full model (TF.js)';
  const code = await exported.read(button, 'JavaScript');
  const files = await exported.download(button);
  return runPageCode(browser, 'tfjs', code, files, exported.pictures, 'file', tfjsInput);
}

/** Holds pixels of -1 to 1 to others, on average: as near as resizers come to each other that pass over none of a picture's pixels. */
export function expectNearPixels(
  pixels: readonly ArrayLike<number>[],
  others: readonly ArrayLike<number>[],
): void {
  expect(pixels).toHaveLength(others.length);
  for (const [i, own] of pixels.entries()) {
    const other = others[i] as ArrayLike<number>;
    expect(own.length).toBe(other.length);
    let sum = 0;
    for (let at = 0; at < own.length; at++) sum += Math.abs((own[at] as number) - (other[at] as number));
    expect(sum / own.length).toBeLessThan(0.05);
  }
}

/** Holds what code says of the pictures to what the studio says of them. */
export function expectNear(
  answers: readonly (readonly number[])[],
  { expected }: Pick<ExportedCode, 'expected'>,
  tolerance: number,
): void {
  expect(answers.map((answer) => answer.length)).toEqual(expected.map((each) => each.length));
  const differences = answers.flatMap((answer, i) =>
    answer.map((value, column) => Math.abs(value - (expected[i]?.[column] ?? Number.NaN))),
  );
  expect(Math.max(...differences)).toBeLessThan(tolerance);
}
