import { arrangeImport, type ImportArrangement } from '../core/dataset/arrange-import.ts';
import { noCutNames } from '../core/dataset/cut-names.ts';
import { isImage } from '../core/dataset/is-image.ts';
import type { NamedBlob } from '../platform/named-blob.ts';
import { takeLabels } from './take-labels.ts';

/** Finds classes and sets in the paths of an import, and in the table of labels where it has one, which then is none of `files`. */
export async function arrangeFiles(all: readonly NamedBlob[]) {
  const { files, labelOf } = await takeLabels(all);
  const labelAt = (index: number) => labelOf(files[index] as NamedBlob);
  const paths = files.map(({ path }) => path);
  return { files, labelAt, ...(holdsModel(files) ? aModel : arrangeImport(paths, labelAt)) };
}

/** One sentence says more of a model than one for each of its files. */
const aModel: ImportArrangement = {
  placed: [],
  refused: [],
  ignored: [],
  classNames: [],
  cutNames: noCutNames,
  failure: { kind: 'import-is-model' },
};

function holdsModel(files: readonly NamedBlob[]): boolean {
  return (
    files.some(({ path }) => /(^|[\\/])(model|classifier)\.json$|\.(onnx|tflite)$/i.test(path)) &&
    !files.some(({ path, blob }) => isImage(path, blob.type))
  );
}
