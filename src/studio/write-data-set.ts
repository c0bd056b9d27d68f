import { arrangeDataSet } from '../core/export/arrange-data-set.ts';
import { createFileName } from '../core/export/file-name.ts';
import type { Failure } from '../core/shared/failure.ts';
import type { ExportRun, LargeFile } from './export-runner.ts';
import { findWrittenSets } from './find-written-sets.ts';
import { selectActiveSamples } from './select-active-samples.ts';
import type { StudioState } from './studio-state.ts';
import { measureBytes, measureFiles, zipFiles } from './zip-files.ts';

/** Writes the images as a ZIP of class folders with a table of labels. */
export async function writeDataSet(
  { classes, samples, model }: StudioState,
  run: ExportRun,
): Promise<LargeFile | Failure | 'stopped'> {
  if (samples.length === 0) return { kind: 'nothing-to-save' };
  const checksums = await measureFiles(
    samples.map(({ image }) => image),
    run,
  );
  if (checksums === 'stopped') return checksums;
  const readable = samples.filter((_, index) => checksums[index] !== null);
  const setOf = findWrittenSets(samples, model);
  const isActive = new Set(selectActiveSamples(classes, samples));
  const { paths, table } = arrangeDataSet(
    classes,
    readable.map((sample) => ({
      ...sample,
      mediaType: sample.image.type,
      set: setOf(sample),
      disabled: !isActive.has(sample),
    })),
  );
  const read = checksums.filter((crc32) => crc32 !== null);
  const files = readable.map(({ image }, index) => ({
    path: paths[index] as string,
    content: image,
    crc32: read[index] as number,
  }));
  const labels = await measureBytes(table.path, new TextEncoder().encode(table.text), run);
  const names = classes.map(({ name }) => name);
  return {
    fileName: createFileName('graft-data-set', names, 'zip'),
    blob: await zipFiles([labels, ...files], 'application/zip', run),
    leftOut: samples.filter((_, index) => checksums[index] === null).map(({ file }) => file),
  };
}
