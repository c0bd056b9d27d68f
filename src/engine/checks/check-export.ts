import {
  compareProbabilities,
  type ExportCheck,
  type ExportTolerance,
} from '../../core/export/export-check.ts';
import { predictTable } from '../../core/prediction/predict-table.ts';
import type { Answer } from '../../core/shared/answer.ts';
import type { Head } from '../../core/training/head.ts';
import type { EngineClock, ImagePort } from '../engine-ports.ts';
import type { Picture } from '../experiments-api.ts';
import { prepareForClassification } from '../prepare-image.ts';
import type { CheckedImage, ExportClient } from './export-client.ts';

/** No image is begun after this: nobody waits longer for a download than that. */
const patienceMs = 10_000;

/** A model in the studio, and the same in a file. */
export interface CheckRequest {
  readonly head: Head;
  readonly inputSize: number;
  /** The base model of the studio, one image at a time. */
  readonly embed: (pixels: Uint8Array) => Promise<Float32Array<ArrayBuffer>>;
  /** Opens the file. */
  readonly open: () => Promise<ExportClient>;
  /** The program that opens it, as it is called where it does not. */
  readonly clientName: string;
  readonly labels: readonly string[];
  readonly tolerance: ExportTolerance;
  readonly pictures: readonly Picture[];
}

/** What came of a check, and what the file said of each image. */
export interface CheckResult {
  readonly check: ExportCheck;
  readonly answers: readonly FileAnswer[];
}

/** What a file says of an image. */
export interface FileAnswer {
  readonly image: CheckedImage;
  readonly probabilities: Float32Array;
}

/**
 * Lets the studio and a file classify the same pixels. Pictures that cannot be read any more are passed over.
 * @param onChecked told before the first picture and after each; `stop` leaves it at those so far
 */
export async function checkExport(
  request: CheckRequest,
  { images, clock }: { readonly images: ImagePort; readonly clock: EngineClock },
  onChecked: (doneCount: number) => Promise<Answer>,
): Promise<CheckResult> {
  const { head, inputSize, embed, labels, pictures } = request;
  const rows: { readonly expected: Float32Array; readonly actual: Float32Array }[] = [];
  const answers: FileAnswer[] = [];
  let client: ExportClient | null = null;
  let stopped = false;
  const goesOn = async (doneCount: number) => {
    stopped ||= (await onChecked(doneCount)) === 'stop';
    return !stopped;
  };
  try {
    if (!(await goesOn(0))) return compare();
    client = await request.open();
    if (client.labels !== null && !isSameList(client.labels, labels)) {
      return refuse(client.name, 'the class names in it are not those of the model');
    }
    const startMs = clock.now();
    for (const [index, { image }] of pictures.entries()) {
      const prepared = await prepareForClassification(image, inputSize, images);
      if (!('kind' in prepared)) {
        const { pixels } = prepared;
        const embedding = await embed(pixels);
        const expected = predictTable(head, {
          sampleCount: 1,
          embeddingSize: embedding.length,
          values: embedding,
        });
        const actual = await client.predict({ pixels, embedding });
        if (actual.length !== expected.length) {
          return refuse(client.name, `it gives ${actual.length} numbers for ${expected.length} classes`);
        }
        rows.push({ expected, actual });
        answers.push({ image: { pixels, embedding }, probabilities: actual });
      }
      if (!(await goesOn(index + 1)) || clock.now() - startMs > patienceMs) break;
    }
    return compare();
  } catch (error) {
    // A program that is told to stop is ended wherever it is.
    if (!(await goesOn(rows.length))) return compare();
    return refuse(client?.name ?? request.clientName, error instanceof Error ? error.message : String(error));
  } finally {
    client?.dispose();
  }

  function compare(): CheckResult {
    const name = client?.name ?? request.clientName;
    if (rows.length > 0) return { check: compareProbabilities(name, rows, request.tolerance), answers };
    if (stopped) return { check: { outcome: 'unchecked', reason: 'broken-off', client: name }, answers };
    return { check: { outcome: 'unchecked', reason: 'no-images' }, answers };
  }
}

function refuse(client: string, detail: string): CheckResult {
  return { check: { outcome: 'refused', client, detail }, answers: [] };
}

/** Whether two lists of names are the same, letter by letter. */
export function isSameList(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((text, index) => text === others[index]);
}
