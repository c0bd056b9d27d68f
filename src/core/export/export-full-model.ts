import type { BaseModel } from '../embedding/base-model.ts';
import type { Head } from '../training/head.ts';
import { checkDescription } from './check-description.ts';
import type { ExportOptions } from './export-options.ts';
import type { ExportedFile } from './exported-file.ts';
import { listBaseLayers } from './list-base-layers.ts';
import { listHeadLayers } from './list-head-layers.ts';
import type { ModelDescription } from './model-description.ts';
import { createModelMetadata } from './model-metadata.ts';
import { nameModelFile } from './name-model-file.ts';
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
  { precision }: ExportOptions = { precision: 'float32' },
): Promise<ExportedFile> {
  checkDescription(base, description);
  const { inputSize } = base.manifest;
  return zipModel(
    nameModelFile({ format: 'full-model', precision }, description.labels),
    writeLayersModel(
      'graft_model',
      [inputSize, inputSize, 3],
      [...listBaseLayers(base), ...listHeadLayers(head)],
      precision,
    ),
    createModelMetadata('full', head, description, { precision }),
  );
}
