import { writeCsvCell } from '../shared/csv-cell.ts';
import { cleanClassName, isClassNameCut } from './clean-class-name.ts';
import { nameLimits, type SetName } from './dataset.ts';
import { findSetOfFolder } from './find-set-of-folder.ts';
import { importLimits } from './import-limits.ts';

/** Where the table of labels lies in a data set that Graft wrote. */
export const labelsPath = 'labels.csv';

const columns = ['path', 'file', 'class', 'set', 'disabled'];

/** What the table begins with. */
export const labelsHeader = `${columns.join(',')}\r\n`;

/** No table of as many images as an import may have is longer, in bytes. */
export const labelsBytes = importLimits.fileCount * 3 * nameLimits.pathLength;

/** What the table says of one image. */
export interface ImageLabel {
  /** What the image was called before its name was made fit for every file system; empty where that is not known. */
  readonly file: string;
  /** Null where there is nothing that can be shown. */
  readonly className: string | null;
  readonly set: SetName | null;
  readonly disabled: boolean;
}

/** The same as it was read from a table. */
export interface ReadLabel extends ImageLabel {
  /** The class name before it was cut; null where it is short enough. */
  readonly longClassName: string | null;
  /** Whether `file` is less than the table has. */
  readonly isFileCut: boolean;
}

/** One record of the table, as RFC 4180 has it. */
export function writeLabel(
  path: string,
  { file, className, disabled }: ImageLabel,
  setFolder: string,
): string {
  const cells = [path, file, className ?? '', setFolder, disabled ? 'yes' : 'no'];
  return `${cells.map(writeCsvCell).join(',')}\r\n`;
}

/** So many records are read without a pause. */
const recordsAtOnce = 500;

/**
 * Reads such a table, which may have been edited by hand, or be hostile.
 * @param text of the whole table
 * @param pause awaited now and then
 * @returns what it says, by the path of each image beside the table, in Unicode's composed form; records that are none are passed over
 */
export async function readLabelsTable(
  text: string,
  pause: () => Promise<unknown>,
): Promise<ReadonlyMap<string, ReadLabel>> {
  const labels = new Map<string, ReadLabel>();
  let count = 0;
  for (const cells of listRecords(text)) {
    if (++count % recordsAtOnce === 0) await pause();
    const [path, file = '', givenName = '', set, disabled] = cells;
    if (path === undefined || path.length > nameLimits.pathLength || disabled === undefined) continue;
    const className = givenName.slice(0, nameLimits.pathLength);
    labels.set(path.normalize('NFC'), {
      file: file.slice(0, nameLimits.pathLength),
      className: cleanClassName(className),
      set: findSetOfFolder(set),
      disabled: disabled.trim().toLowerCase() === 'yes',
      longClassName: isClassNameCut(className) ? className : null,
      isFileCut: file.length > nameLimits.pathLength,
    });
    if (labels.size >= importLimits.fileCount) break;
  }
  return labels;
}

/** The records behind the header. Ends where the text is no table any more. */
function* listRecords(text: string): Generator<readonly string[]> {
  let cells: string[] = [];
  for (let at = labelsHeader.length; at < text.length; ) {
    const end = text[at] === '"' ? findClosingQuote(text, at) : findEnd(text, at);
    if (end === null) return;
    const cell = text[at] === '"' ? text.slice(at + 1, end - 1).replaceAll('""', '"') : text.slice(at, end);
    cells.push(cell.replace(/^'(?='*[=+\-@\t\r])/, ''));
    at = end + (text.startsWith('\r\n', end) ? 2 : 1);
    if (text[end] === ',') continue;
    if (end < text.length && !/[\r\n]/.test(text[end] as string)) return;
    yield cells;
    cells = [];
  }
}

/** The place behind the quote that ends a cell; null where none does. */
function findClosingQuote(text: string, start: number): number | null {
  for (let at = start + 1; ; at += 2) {
    at = text.indexOf('"', at);
    if (at === -1) return null;
    if (text[at + 1] !== '"') return at + 1;
  }
}

const cellEnd = /[,\r\n]/g;

function findEnd(text: string, start: number): number {
  cellEnd.lastIndex = start;
  return cellEnd.exec(text)?.index ?? text.length;
}
