import { writeCsvCell } from '../shared/csv-cell.ts';
import { rankClasses } from './rank-classes.ts';

/** One file, and what the head says of it. */
export interface TablePrediction {
  readonly file: string;
  /** The class that its folder names; null where it names none. */
  readonly folderClass: string | null;
  /** One per class; null where the file could not be classified. */
  readonly probabilities: Float32Array | null;
  /** Why not, in a sentence; empty where it was. */
  readonly problem: string;
}

/** So many classes are named in order, the likeliest first. */
const rankedCount = 3;

/**
 * Writes predictions as CSV (RFC 4180): the likeliest classes of each file, then the probability of every class, 0 to 1 with six
 * decimals. No cell is taken for a formula by a spreadsheet.
 * @param noneThreshold below which confidence it is none of the classes, 0 to 1; null for never
 */
export function* writePredictionsTable(
  predictions: readonly TablePrediction[],
  classNames: readonly string[],
  noneThreshold: number | null,
): Generator<string> {
  const ranks = Array.from({ length: Math.min(rankedCount, classNames.length) }, (_, rank) => rank);
  yield writeRecord([
    'file',
    'folder',
    ...ranks.flatMap((rank) =>
      rank === 0 ? ['class', 'confidence'] : [`class ${rank + 1}`, `confidence ${rank + 1}`],
    ),
    'none of these',
    'problem',
    ...classNames.map((name) => `probability of ${name}`),
  ]);
  for (const { file, folderClass, probabilities, problem } of predictions) {
    const order = probabilities === null ? [] : rankClasses(probabilities);
    const confidence = probabilities?.[order[0] ?? 0] ?? 0;
    yield writeRecord([
      file,
      folderClass ?? '',
      ...ranks.flatMap((rank) => {
        const classIndex = order[rank];
        if (probabilities === null || classIndex === undefined) return ['', ''];
        return [classNames[classIndex] ?? '', writeFraction(probabilities[classIndex] ?? 0)];
      }),
      probabilities === null ? '' : confidence < (noneThreshold ?? 0) ? 'yes' : 'no',
      problem,
      ...classNames.map((_, index) =>
        probabilities === null ? '' : writeFraction(probabilities[index] ?? 0),
      ),
    ]);
  }
}

function writeRecord(cells: readonly string[]): string {
  return `${cells.map(writeCsvCell).join(',')}\r\n`;
}

function writeFraction(value: number): string {
  return value.toFixed(6);
}
