import { strToU8, zipSync } from 'fflate';
import type { ExportedFile } from './exported-file.ts';
import type { ModelMetadata } from './model-metadata.ts';
import type { LayersModelFiles } from './write-layers-model.ts';

/** One ZIP of exactly model.json, weights.bin and metadata.json; the same content gives the same bytes. */
export function zipModel(fileName: string, model: LayersModelFiles, metadata: ModelMetadata): ExportedFile {
  const files = { ...model, 'metadata.json': strToU8(`${JSON.stringify(metadata, null, 2)}\n`) };
  return {
    fileName,
    mediaType: 'application/zip',
    // The earliest time a ZIP can name, instead of the moment of the export.
    bytes: zipSync(files, { level: 0, mtime: new Date(1980, 0, 1) }),
  };
}
