import type { Head } from '../training/head.ts';
import type { ExportedFile } from './exported-file.ts';
import { createFileName } from './file-name.ts';
import { listHeadLayers } from './list-head-layers.ts';
import type { ModelDescription } from './model-description.ts';
import { createModelMetadata } from './model-metadata.ts';
import { writeLayersModel } from './write-layers-model.ts';
import { zipModel } from './zip-model.ts';

/**
 * The head as a TF.js layers model, from embeddings [batch, embeddingSize] to probabilities [batch, classCount].
 * @throws RangeError where head and description do not belong together
 */
export async function exportHeadModel(head: Head, description: ModelDescription): Promise<ExportedFile> {
  return zipModel(
    createFileName('graft-head', description.labels, 'zip'),
    writeLayersModel('graft_head', [head.embeddingSize], listHeadLayers(head)),
    createModelMetadata('head', head, description),
  );
}
