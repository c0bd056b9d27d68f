import { arrangeImport } from '../core/dataset/arrange-import.ts';
import type { NamedBlob } from '../platform/named-blob.ts';
import { takeLabels } from './take-labels.ts';

/** Finds classes and sets in the paths of an import, and in the table of labels where it has one, which then is none of `files`. */
export async function arrangeFiles(all: readonly NamedBlob[]) {
  const { files, labelOf } = await takeLabels(all);
  const labelAt = (index: number) => labelOf(files[index] as NamedBlob);
  return {
    files,
    labelAt,
    ...arrangeImport(
      files.map(({ path }) => path),
      labelAt,
    ),
  };
}
