import type { SetName } from '../dataset/dataset.ts';
import { findSetOfFolder } from '../dataset/find-set-of-folder.ts';
import { labelsHeader, labelsPath, writeLabel } from '../dataset/labels-table.ts';
import { createUniqueNames, makeSafeFileName } from './safe-file-name.ts';

/** One image of a data set that is to be written. */
export interface DataSetImage {
  readonly classId: string;
  /** Its path inside the import, or its file's name. */
  readonly file: string;
  /** Its media type; empty where it is not known. */
  readonly mediaType: string;
  /** Null where nothing divides the images into sets. */
  readonly set: SetName | null;
  readonly disabled: boolean;
}

/** A data set as files: one path for each image, and the table that goes with them. */
export interface DataSetFiles {
  /** In the order of the images. */
  readonly paths: readonly string[];
  readonly table: { readonly path: string; readonly text: string };
}

/**
 * Lays images out as the tools of others read them (Keras' `image_dataset_from_directory`, Hugging Face's `imagefolder`
 * and AutoTrain), and as an import reads them back: one folder per class, below `train`, `validation` and `test` where
 * there are sets. Names are made fit for every file system.
 */
export function arrangeDataSet(
  classes: readonly { readonly id: string; readonly name: string }[],
  images: readonly DataSetImage[],
): DataSetFiles {
  const uniqueClass = createUniqueNames();
  const folders = new Map(
    classes.map(({ id, name }, index) => [id, uniqueClass(makeSafeFileName(name, `class ${index + 1}`))]),
  );
  const names = nameApart(classes);
  // Classes that are all called like sets would be taken for sets.
  const used = new Set(images.map(({ classId }) => folders.get(classId) ?? ''));
  const bySet =
    images.some(({ set }) => set !== null) || [...used].every((folder) => findSetOfFolder(folder) !== null);

  const uniqueIn = new Map<string, (name: string) => string>();
  let table = labelsHeader;
  const paths = images.map(({ classId, file, mediaType, set, disabled }, index) => {
    const setFolder = bySet ? setFolders[set ?? 'training'] : '';
    const classFolder = folders.get(classId) ?? '';
    const folder = bySet ? `${setFolder}/${classFolder}` : classFolder;
    const unique = uniqueIn.get(folder) ?? createUniqueNames();
    uniqueIn.set(folder, unique);
    const path = `${folder}/${unique(nameFile(file, mediaType, index))}`;
    const className = names.get(classId) ?? null;
    table += writeLabel(path, { file, className, set, disabled }, setFolder);
    return path;
  });
  return { paths, table: { path: labelsPath, text: table } };
}

/** The names of classes by their ids; of those that are called the same, the later ones get a number. */
function nameApart(classes: readonly { readonly id: string; readonly name: string }[]) {
  const taken = new Set<string>();
  const names = new Map<string, string>();
  for (const { id, name } of classes) {
    let unique = name;
    for (let number = 2; taken.has(unique); number++) unique = `${name} (${number})`;
    taken.add(unique);
    names.set(id, unique);
  }
  return names;
}

const setFolders: Readonly<Record<SetName, string>> = {
  training: 'train',
  validation: 'validation',
  test: 'test',
};

/** Tools choose files by their ending, so that one without gets what its media type stands for. */
function nameFile(file: string, mediaType: string, index: number): string {
  const name = makeSafeFileName(file.split(/[/\\]/).at(-1) ?? '', `image ${index + 1}`);
  return /\.[a-z0-9]{1,5}$/i.test(name) ? name : `${name}${endings.get(mediaType) ?? ''}`;
}

const endings: ReadonlyMap<string, string> = new Map([
  ['image/jpeg', '.jpg'],
  ['image/png', '.png'],
  ['image/webp', '.webp'],
  ['image/gif', '.gif'],
  ['image/bmp', '.bmp'],
  ['image/avif', '.avif'],
]);
