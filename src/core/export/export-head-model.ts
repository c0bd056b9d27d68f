import type { Head } from '../training/head.ts';
import type { ExportOptions } from './export-options.ts';
import type { ExportedFile } from './exported-file.ts';
import { listHeadLayers } from './list-head-layers.ts';
import type { ModelDescription } from './model-description.ts';
import { createModelMetadata } from './model-metadata.ts';
import { nameModelFile } from './name-model-file.ts';
import { writeLayersModel } from './write-layers-model.ts';
import { zipModel } from './zip-model.ts';

/**
 * The head as a TF.js layers model, from embeddings [batch, embeddingSize] to probabilities [batch, classCount].
 * @throws RangeError where head and description do not belong together
 */
export async function exportHeadModel(
  head: Head,
  description: ModelDescription,
  { precision }: ExportOptions = { precision: 'float32' },
): Promise<ExportedFile> {
  return zipModel(
    nameModelFile({ format: 'head', precision }, description.labels),
    writeLayersModel('graft_head', [head.embeddingSize], listHeadLayers(head), precision),
    createModelMetadata('head', head, description, { precision }),
  );
}
