import type { ImportFailure } from '../shared/failure.ts';
import { cleanClassName, isClassNameCut } from './clean-class-name.ts';
import { type CutNames, noCutNames } from './cut-names.ts';
import { nameLimits, type SetName } from './dataset.ts';
import { findSetOfFolder } from './find-set-of-folder.ts';
import { importLimits } from './import-limits.ts';
import type { ReadLabel } from './labels-table.ts';
import { type ImportPath, readImportPath } from './read-import-path.ts';

/** Where one file of an import belongs. */
interface PlacedFile {
  /** Its place in the list of paths. */
  readonly index: number;
  readonly className: string;
  /** Null where the studio's split decides. */
  readonly set: SetName | null;
}

/** A file of an import that has no place, with the reason. */
interface RefusedFile {
  readonly index: number;
  readonly failure: ImportFailure;
}

/** What becomes of each file of an import. Every index is in exactly one of the three lists. */
export interface ImportArrangement {
  /** In the order of the paths. Empty when `failure` is not null. */
  readonly placed: readonly PlacedFile[];
  readonly refused: readonly RefusedFile[];
  /** Traces that systems leave in folders and archives, and folder entries: nothing that a person would miss. */
  readonly ignored: readonly number[];
  /** Names of the classes in alphabetical order, numbers by value. */
  readonly classNames: readonly string[];
  /** Of classes, by their folders or by what is known of the files: what begins alike is one class. Of files, by the latter. */
  readonly cutNames: CutNames;
  /** Why the import as a whole has no classes; null when it has. */
  readonly failure: ImportFailure | null;
}

/**
 * Finds classes and sets in the paths of an import.
 *
 * Folders that only wrap others are passed through. Below them each folder is a class, with all that lies in it at any
 * depth; or, where the folders are called train, validation (or val) and test, each folder in those is a class and
 * they decide the set. Training images are then assigned to the training set only when the import has validation
 * images of its own; otherwise the studio takes validation from them, and never from the test set.
 *
 * A folder counts as a class rather than a wrapping when at least half of its images lie directly in it, so that one
 * folder of bare images is a class, and a stray picture beside class folders does not swallow them. A folder with
 * nothing in it that looks like an image is no class.
 * @param paths separated by slashes or backslashes; may be hostile
 * @param labelOf what is known of a file by its place in the list, which goes before its folders; null where nothing is
 */
export function arrangeImport(
  paths: readonly string[],
  labelOf: (index: number) => ReadLabel | null = () => null,
): ImportArrangement {
  if (paths.length > importLimits.fileCount) {
    const failure: ImportFailure = { kind: 'import-too-many-files', limit: importLimits.fileCount };
    return {
      placed: [],
      refused: paths.map((_, index) => ({ index, failure })),
      ignored: [],
      classNames: [],
      cutNames: noCutNames,
      failure,
    };
  }
  const files: ImportPath[] = [];
  const refused: RefusedFile[] = [];
  const ignored: number[] = [];
  paths.forEach((path, index) => {
    const read = readImportPath(path, index);
    if (read === 'ignored') ignored.push(index);
    else if ('failure' in read) refused.push({ index, failure: read.failure });
    else files.push(read);
  });

  const placed = placeFiles(files, labelOf);
  const placedIndexes = new Set(placed.map(({ index }) => index));
  for (const { index } of files) {
    if (!placedIndexes.has(index)) refused.push({ index, failure: { kind: 'path-without-class' } });
  }
  const classNames = [...new Set(placed.map(({ className }) => className))].sort(compareNames);

  if (files.length + refused.length === 0) return fail({ kind: 'import-empty' });
  if (classNames.length === 0) return fail({ kind: 'import-no-classes' });
  if (classNames.length > nameLimits.classCount) {
    return fail({ kind: 'import-too-many-classes', limit: nameLimits.classCount });
  }
  const cutNames = countCutNames(placed, files, labelOf);
  return { placed, refused: inOrder(refused), ignored, classNames, cutNames, failure: null };

  function fail(failure: ImportFailure): ImportArrangement {
    const all = [...refused, ...placed.map(({ index }) => ({ index, failure }))];
    return { placed: [], refused: inOrder(all), ignored, classNames: [], cutNames: noCutNames, failure };
  }
}

/** Names come from the folders of what was placed, or from what is known of it. */
function countCutNames(
  placed: readonly PlacedFile[],
  files: readonly ImportPath[],
  labelOf: (index: number) => ReadLabel | null,
): CutNames {
  const classNames = new Set(placed.map(({ className }) => className));
  const folders = files.flatMap((file) => file.folders).filter(isClassNameCut);
  const labels = placed.map(({ index }) => labelOf(index)).filter((label) => label !== null);
  const longNames = new Set([
    ...folders.filter((folder) => classNames.has(cleanClassName(folder) ?? '')),
    ...labels.flatMap(({ longClassName }) => longClassName ?? []),
  ]);
  return {
    classNameCount: longNames.size,
    fileNameCount: labels.filter(({ isFileCut }) => isFileCut).length,
  };
}

function placeFiles(
  files: readonly ImportPath[],
  labelOf: (index: number) => ReadLabel | null,
): PlacedFile[] {
  const images = files.filter(({ looksLikeImage }) => looksLikeImage);
  // Where nothing looks like an image, every file counts: the reason of each is found when it is decoded.
  const telling = images.length > 0 ? images : files;
  const layout = findLayout(telling);
  const classNames = new Set(telling.map((file) => findPlace(file, layout)?.className));
  const placed = files
    .map((file) => findPlace(file, layout))
    .filter((place) => place !== null)
    .filter(({ className }) => classNames.has(className))
    .map((place): PlacedFile => {
      const label = labelOf(place.index);
      return {
        index: place.index,
        className: label?.className ?? place.className,
        set: label?.set ?? place.set,
      };
    });
  const validated = placed.some(({ set }) => set === 'validation');
  return placed.map((place) => (place.set === 'training' && !validated ? { ...place, set: null } : place));
}

/** How deep the folders lie that name the classes, or the sets when `bySet`. */
interface Layout {
  readonly depth: number;
  readonly bySet: boolean;
}

function findPlace({ index, folders }: ImportPath, { depth, bySet }: Layout): PlacedFile | null {
  const set = bySet ? findSetOfFolder(folders[depth]) : null;
  const className = cleanClassName(folders[bySet ? depth + 1 : depth] ?? '');
  return className === null || (bySet && set === null) ? null : { index, className, set };
}

function findLayout(files: readonly ImportPath[]): Layout {
  let inside = files;
  for (let depth = 0; ; depth++) {
    inside = inside.filter(({ folders }) => folders.length > depth);
    const names = new Set(inside.map(({ folders }) => folders[depth]));
    const direct = inside.filter(({ folders }) => folders.length === depth + 1).length;
    const single = names.size <= 1;
    if (single && 2 * direct >= inside.length) return { depth, bySet: false };
    if ([...names].every((name) => findSetOfFolder(name) !== null)) return { depth, bySet: true };
    if (!single) return { depth, bySet: false };
  }
}

const collator = new Intl.Collator('en', { numeric: true });

function compareNames(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : 1);
}

function inOrder(refused: readonly RefusedFile[]): RefusedFile[] {
  return refused.toSorted((a, b) => a.index - b.index);
}
