import { spread } from '../../../src/studio/spread.ts';
import { alignColumns } from '../align-columns.ts';
import { describeGoals, type Goal } from '../compare-with-goals.ts';
import type { DataSet } from '../data-sets.ts';
import type { BenchRoom } from '../open-bench-page.ts';
import { type Client, clientsOnFiles, clientsOnSquares } from './clients.ts';
import { type AnswerComparison, compareAnswers } from './compare-answers.ts';
import { compareExportsWithGoals } from './compare-exports-with-goals.ts';
import {
  type Bits,
  type Download,
  describeDownload,
  downloadModel,
  type ExportedModel,
} from './exported-model.ts';
import { openStudioWithModel, readPictures, type StudioWithModel } from './studio-with-model.ts';
import { type OfflinePageFigures, timeOfflinePage } from './time-offline-page.ts';

/** One download with the clock running. */
interface DownloadFigures {
  readonly name: string;
  readonly downloadMs: number;
  readonly sizeBytes: number;
  readonly check: string;
}

/** What one client says of pictures, beside the preview. */
interface ClientFigures extends AnswerComparison {
  readonly name: string;
  readonly bits?: Bits;
  /** Not what people are told to do. */
  readonly isUnmended?: true;
}

/** What was measured of the exports. */
export interface ExportFigures {
  readonly downloads: readonly DownloadFigures[];
  /** The same squares of 224 pixels: 50, with 8 bits 200. */
  readonly squares: readonly ClientFigures[];
  readonly offlinePage: OfflinePageFigures;
  /** Original files, by data set. */
  readonly files: Readonly<Record<string, readonly ClientFigures[]>>;
  readonly foreignRequests: readonly string[];
}

/** The data set of the goals. */
const goalSet = 'flowers5';
const pictureCount = 50;
const int8PictureCount = 200;

/** What the page offers of a full model; a head alone is opened by no client here. */
const allDownloads: readonly Download[] = [
  ...(['32-bit', '16-bit'] as const).map((bits) => ({ button: 'full model (TF.js)', bits })),
  ...(['32-bit', '16-bit', '8-bit'] as const).map((bits) => ({ button: 'graph model (TF.js)', bits })),
  { button: 'for Teachable Machine' },
  ...(['32-bit', '16-bit'] as const).map((bits) => ({ button: 'ONNX', bits })),
  { button: 'ONNX', bits: '32-bit', takesAnySize: true },
  ...(['32-bit', '16-bit', '8-bit'] as const).map((bits) => ({ button: 'TFLite', bits })),
  { button: 'C header' },
  { button: 'Keras' },
  { button: 'offline page' },
  { button: 'web component' },
  { button: 'Scratch extension' },
];

/**
 * Trains a head on each data set in the built app, on wasm, downloads it in every format, and lets the programs that people use
 * classify the same squares and the original files.
 */
export async function measureExports(
  room: BenchRoom,
  dataSets: readonly DataSet[],
): Promise<ExportFigures & { readonly goals: readonly Goal[] }> {
  const main = dataSets.find(({ name }) => name === goalSet) ?? (dataSets[0] as DataSet);
  const opened = await openStudioWithModel(room, main);
  const models: ExportedModel[] = [];
  for (const download of allDownloads) models.push(await downloadModel(opened.studio, download));
  const downloads = models.map((model) => ({
    name: describeDownload(model),
    downloadMs: model.downloadMs,
    sizeBytes: model.sizeBytes,
    check: model.check,
  }));
  console.log(
    `\n${main.name}: from pressing the button to the download, with the check where the page makes one`,
  );
  console.log(alignColumns(downloads.map(describeTime)));

  const squares = await compareSquares(room, opened, main, models);
  const photos = await readPictures(main, spread(main.test, pictureCount));
  const [html] = Object.values(models.find(({ button }) => button === 'offline page')?.files ?? {});
  const offlinePage = await timeOfflinePage(room.browser, html as Uint8Array, photos[0] as Uint8Array);
  const files: Record<string, readonly ClientFigures[]> = {};
  files[main.name] = await compareFiles(room, opened, main, models);
  const foreignRequests = [...opened.foreignRequests];
  await opened.close();
  for (const dataSet of dataSets) {
    if (dataSet === main) continue;
    const other = await openStudioWithModel(room, dataSet);
    const needed = allDownloads.filter((download) =>
      clientsOnFiles.some((client) => opens(client, download)),
    );
    const others: ExportedModel[] = [];
    for (const download of needed) others.push(await downloadModel(other.studio, download));
    files[dataSet.name] = await compareFiles(room, other, dataSet, others);
    foreignRequests.push(...other.foreignRequests);
    await other.close();
  }
  const figures = { downloads, squares, offlinePage, files, foreignRequests };
  const goals = compareExportsWithGoals(figures);
  console.log(`\n${describeGoals(goals)}`);
  return { ...figures, goals };
}

/** Every precision on the same squares: nobody resizes anything. */
async function compareSquares(
  { browser }: BenchRoom,
  { predict, cutSquares }: StudioWithModel,
  dataSet: DataSet,
  models: readonly ExportedModel[],
): Promise<readonly ClientFigures[]> {
  const all = [...dataSet.test, ...dataSet.train];
  const squares = await cutSquares(await readPictures(dataSet, all.slice(0, int8PictureCount)));
  const expected = await predict(squares);
  const picked = spread([...squares.keys()], pictureCount);
  const rows: ClientFigures[] = [];
  console.log('\nThe same squares of 224 pixels, beside the preview');
  for (const client of clientsOnSquares) {
    for (const model of models.filter((model) => model.button === client.button && !model.takesAnySize)) {
      const chosen = model.bits === '8-bit' ? [...squares.keys()] : picked;
      const answers = await client.classify(browser, model, pick(squares, chosen));
      const { bits } = model;
      const row = {
        name: `${client.name}, ${describeDownload(model)}`,
        ...(bits !== undefined && { bits }),
        ...(client.isUnmended && { isUnmended: true as const }),
        ...compareAnswers(answers, pick(expected, chosen)),
      };
      printRow(row);
      rows.push(row);
    }
  }
  return rows;
}

/** From original files in float32, each client with its own way to the square. */
async function compareFiles(
  { browser }: BenchRoom,
  { predict }: StudioWithModel,
  dataSet: DataSet,
  models: readonly ExportedModel[],
): Promise<readonly ClientFigures[]> {
  const photos = await readPictures(dataSet, spread(dataSet.test, pictureCount));
  const expected = await predict(photos);
  const rows: ClientFigures[] = [];
  console.log(`\n${dataSet.name}: from original files, float32, beside the preview`);
  for (const client of clientsOnFiles) {
    const model = models.find((model) => opens(client, model));
    if (model === undefined) throw new Error(`nothing was downloaded for ${client.name}`);
    const answers = await client.classify(browser, model, photos);
    const row = {
      name: client.name,
      ...(client.isUnmended && { isUnmended: true as const }),
      ...compareAnswers(answers, expected),
    };
    printRow(row);
    rows.push(row);
  }
  return rows;
}

function opens({ button, takesAnySize }: Client, download: Download): boolean {
  return (
    button === download.button &&
    takesAnySize === download.takesAnySize &&
    (download.bits ?? '32-bit') === '32-bit'
  );
}

function pick<Item>(items: readonly Item[], indexes: readonly number[]): readonly Item[] {
  return indexes.map((index) => items[index] as Item);
}

function describeTime({ name, downloadMs, sizeBytes, check }: DownloadFigures): readonly string[] {
  return [name, `${(downloadMs / 1000).toFixed(1)} s`, `${(sizeBytes / 1e6).toFixed(1)} MB`, check];
}

/** One after the other, as they come: all of them take minutes. */
function printRow({
  name,
  largestDifference,
  meanDifference,
  agreeingCount,
  pictureCount,
}: ClientFigures): void {
  const cells = [
    name.padEnd(48),
    `largest difference ${largestDifference.toPrecision(2).padEnd(8)}`,
    `mean ${meanDifference.toPrecision(2).padEnd(8)}`,
    `same top class ${agreeingCount} of ${pictureCount}`,
  ];
  console.log(cells.join('  '));
}
