import { strToU8, zipSync } from 'fflate';
import type { ExportedFile } from './exported-file.ts';
import type { ModelMetadata } from './model-metadata.ts';

/** The two files that `tf.loadLayersModel` or `tf.loadGraphModel` reads. */
export interface ModelFiles {
  readonly 'model.json': Uint8Array<ArrayBuffer>;
  readonly 'weights.bin': Uint8Array<ArrayBuffer>;
}

/** One ZIP of exactly model.json, weights.bin and metadata.json; the same content gives the same bytes. */
export function zipModel(fileName: string, model: ModelFiles, metadata: ModelMetadata): ExportedFile {
  return zipModelFiles(fileName, model, strToU8(`${JSON.stringify(metadata, null, 2)}\n`));
}

/** The same with a metadata.json of another kind. */
export function zipModelFiles(
  fileName: string,
  model: ModelFiles,
  metadata: Uint8Array<ArrayBuffer>,
): ExportedFile {
  const files = { ...model, 'metadata.json': metadata };
  return {
    fileName,
    mediaType: 'application/zip',
    // The earliest time a ZIP can name, instead of the moment of the export.
    bytes: zipSync(files, { level: 0, mtime: new Date(1980, 0, 1) }),
  };
}
