import {
  labelsBytes,
  labelsHeader,
  labelsPath,
  type ReadLabel,
  readLabelsTable,
} from '../core/dataset/labels-table.ts';
import { pause } from '../core/shared/pause.ts';
import type { NamedBlob } from '../platform/named-blob.ts';

/** Files of an import, and what a table among them says of the others. */
interface LabelledFiles {
  /** All but the table. */
  readonly files: readonly NamedBlob[];
  /** Null where nothing is said of this file. */
  labelOf(file: NamedBlob): ReadLabel | null;
}

/** Takes the table of labels out of an import, where it is a data set that Graft wrote. Any other table stays a file among files. */
export async function takeLabels(files: readonly NamedBlob[]): Promise<LabelledFiles> {
  const table = files.find(({ path }) => path === labelsPath || path.endsWith(`/${labelsPath}`));
  const none = { files, labelOf: () => null };
  if (table === undefined || table.blob.size > labelsBytes) return none;
  try {
    // Spreadsheets begin a table that they save with a mark, and end its lines as their system does.
    const text = (await table.blob.text()).replace(/^\uFEFF/, '').replace(/^([^\r\n]*)\n/, '$1\r\n');
    if (!text.startsWith(labelsHeader)) return none;
    const labels = await readLabelsTable(text, pause);
    const folderLength = table.path.length - labelsPath.length;
    return {
      files: files.filter((file) => file !== table),
      labelOf: ({ path }) => labels.get(path.slice(folderLength).normalize('NFC')) ?? null,
    };
  } catch {
    // A file that is gone is listed with the others.
    return none;
  }
}
