import type { BaseModel } from '../embedding/base-model.ts';
import type { Head } from '../training/head.ts';
import type { ExportedFile } from './exported-file.ts';
import { createFileName } from './file-name.ts';
import { listBaseLayers } from './list-base-layers.ts';
import { listHeadLayers } from './list-head-layers.ts';
import type { ModelDescription } from './model-description.ts';
import { createModelMetadata } from './model-metadata.ts';
import { writeLayersModel } from './write-layers-model.ts';
import { zipModel } from './zip-model.ts';

/**
 * Base model and head as one TF.js layers model, from images [batch, inputSize, inputSize, 3] in the base's input
 * range to probabilities [batch, classCount].
 * @throws RangeError where base, head and description do not belong together
 */
export async function exportFullModel(
  base: BaseModel,
  head: Head,
  description: ModelDescription,
): Promise<ExportedFile> {
  const { id, inputSize } = base.manifest;
  if (description.baseModel.id !== id || description.baseModel.inputSize !== inputSize) {
    throw new RangeError(`the description speaks of ${description.baseModel.id}, the base model is ${id}`);
  }
  return zipModel(
    createFileName('graft-model', description.labels, 'zip'),
    writeLayersModel(
      'graft_model',
      [inputSize, inputSize, 3],
      [...listBaseLayers(base), ...listHeadLayers(head)],
    ),
    createModelMetadata('full', head, description),
  );
}
