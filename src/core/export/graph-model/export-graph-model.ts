import type { BaseModel } from '../../embedding/base-model.ts';
import type { WeightPrecision } from '../../shared/compress-weights.ts';
import type { Head } from '../../training/head.ts';
import { checkDescription } from '../check-description.ts';
import type { ExportedFile } from '../exported-file.ts';
import type { ModelDescription } from '../model-description.ts';
import { createModelMetadata } from '../model-metadata.ts';
import { nameModelFile } from '../name-model-file.ts';
import { zipModel } from '../zip-model.ts';
import { writeGraphModel } from './write-graph-model.ts';

/**
 * Base model and head as one TF.js graph model, from images [batch, inputSize, inputSize, 3] in the base's input range
 * to probabilities [batch, classCount].
 * @throws RangeError where base, head and description do not belong together
 */
export async function exportGraphModel(
  base: BaseModel,
  head: Head,
  description: ModelDescription,
  { precision }: { readonly precision: WeightPrecision },
): Promise<ExportedFile> {
  checkDescription(base, description);
  return zipModel(
    nameModelFile({ format: 'graph-model', precision }, description.labels),
    writeGraphModel(base, head, precision),
    createModelMetadata('full', head, description, { precision }),
  );
}
