import type { SetName } from '../core/dataset/dataset.ts';
import { givenSet } from '../core/dataset/given-set.ts';
import { arrangeDataSet } from '../core/export/arrange-data-set.ts';
import { createFileName } from '../core/export/file-name.ts';
import type { Failure } from '../core/shared/failure.ts';
import type { ExportRun, LargeFile } from './export-runner.ts';
import { selectActiveSamples } from './select-active-samples.ts';
import type { StudioSample, StudioState } from './studio-state.ts';
import type { TrainedModel } from './trained-model.ts';
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
  const setOf = findSets(samples, model);
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

/** The set of each sample: as it was given, else as the model was trained, else training; null where there are no sets. */
function findSets(
  samples: readonly StudioSample[],
  model: TrainedModel | null,
): (sample: StudioSample) => SetName | null {
  if (model === null && samples.every((sample) => givenSet(sample) === null)) return () => null;
  const trained = new Map<string, SetName>();
  for (const set of ['training', 'validation', 'test'] as const) {
    for (const id of model?.split[set] ?? []) trained.set(id, set);
  }
  return (sample) => givenSet(sample) ?? trained.get(sample.id) ?? 'training';
}
