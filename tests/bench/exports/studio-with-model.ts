import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { zipSync } from 'fflate';
import { writeDrawing } from '../../../src/ui/features/export/javascript-code.ts';
import { StudioPage } from '../../e2e/studio-page.ts';
import type { DataSet } from '../data-sets.ts';
import type { BenchRoom } from '../open-bench-page.ts';

/** The built app on wasm with a head that has learned from the training part of a data set. */
export interface StudioWithModel {
  readonly studio: StudioPage;
  /** What the studio predicts, as "Predict many" writes it: of each picture, six decimals for each class. */
  predict(pictures: readonly Uint8Array[]): Promise<number[][]>;
  /** The square of each picture as the studio sees it, as PNG files. */
  cutSquares(pictures: readonly Uint8Array[]): Promise<Uint8Array[]>;
  /** Addresses on other origins that were asked for. */
  readonly foreignRequests: readonly string[];
  close(): Promise<void>;
}

const patienceMs = 600_000;
const inputSize = 224;

export async function openStudioWithModel(
  { browser, appUrl }: BenchRoom,
  dataSet: DataSet,
): Promise<StudioWithModel> {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  context.setDefaultTimeout(patienceMs);
  const foreignRequests: string[] = [];
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.origin !== new URL(appUrl).origin)
      foreignRequests.push(url.href);
  });
  const page = await context.newPage();
  const studio = new StudioPage(page);
  await studio.open(appUrl);
  const training = await readPictures(dataSet, dataSet.train);
  const files = Object.fromEntries(dataSet.train.map((file, i) => [file, training[i] as Uint8Array]));
  await studio.importZip(packZip(files));
  await studio.waitUntilImagesAreReady();
  await studio.train();
  await page.getByText('Predict many', { exact: true }).click();
  return {
    studio,
    foreignRequests,
    async predict(pictures) {
      const names = pictures.map((_, i) => `${String(i).padStart(4, '0')}.jpg`);
      const zip = packZip(Object.fromEntries(names.map((name, i) => [name, pictures[i] as Uint8Array])));
      await studio.fileInput('Images or ZIP to classify').setInputFiles(zip);
      const bar = page.getByRole('progressbar', { name: 'Classifying many images' });
      await bar.waitFor();
      await bar.waitFor({ state: 'detached' });
      await studio.button('Download table (CSV)').waitFor();
      const { bytes } = await studio.download('Download table (CSV)');
      return readTable(new TextDecoder().decode(bytes), names);
    },
    async cutSquares(pictures) {
      const squares: Uint8Array[] = [];
      for (const picture of pictures) {
        const base64 = await page.evaluate<string>(`(async () => {
          const image = await (await fetch('data:;base64,${Buffer.from(picture).toString('base64')}')).blob();
          ${writeDrawing(inputSize, 'page')}
          const png = await context.canvas.convertToBlob();
          return new Uint8Array(await png.arrayBuffer()).toBase64();
        })()`);
        squares.push(Uint8Array.from(Buffer.from(base64, 'base64')));
      }
      return squares;
    },
    close: () => context.close(),
  };
}

/** The files of a data set, by their paths in it. */
export function readPictures({ folder }: DataSet, files: readonly string[]): Promise<Uint8Array[]> {
  return Promise.all(files.map(async (file) => Uint8Array.from(await readFile(path.join(folder, file)))));
}

function packZip(files: Readonly<Record<string, Uint8Array>>) {
  const buffer = Buffer.from(zipSync(files, { level: 0 }));
  return { name: 'pictures.zip', mimeType: 'application/zip', buffer };
}

/** The last columns of the table, in the order of the files. Names of the data sets have no commas. */
function readTable(text: string, names: readonly string[]): number[][] {
  const [head = [], ...rows] = text
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','));
  const first = head.findIndex((cell) => cell.startsWith('probability of '));
  return names.map((name) => {
    const row = rows.find(([file]) => file === name);
    if (row === undefined) throw new Error(`the table has no ${name}`);
    return row.slice(first).map(Number);
  });
}
