import { strToU8, zipSync } from 'fflate';
import type { BaseModel } from '../../embedding/base-model.ts';
import type { Head } from '../../training/head.ts';
import { checkDescription } from '../check-description.ts';
import type { ExportedFile } from '../exported-file.ts';
import { listBaseLayers } from '../list-base-layers.ts';
import { listHeadLayers } from '../list-head-layers.ts';
import type { ModelDescription } from '../model-description.ts';
import { createModelMetadata } from '../model-metadata.ts';
import { nameModelFile } from '../name-model-file.ts';
import { writeConfig } from './write-config.ts';
import { writeWeightsFile } from './write-weights-file.ts';

/** The first version whose format this is; later ones read it. */
const kerasVersion = '3.0.0';

/**
 * Base model and head as one `.keras` file for `keras.saving.load_model` of Keras 3 on any of its backends, from images
 * [batch, inputSize, inputSize, 3] in the base's input range to probabilities [batch, classCount]. The labels, and all
 * else that `metadata.json` of the other formats says, stand in the file's own metadata.json below `graft`.
 * @throws RangeError where base, head and description do not belong together
 */
export async function exportKeras(
  base: BaseModel,
  head: Head,
  description: ModelDescription,
): Promise<ExportedFile> {
  checkDescription(base, description);
  const { inputSize } = base.manifest;
  const layers = [...listBaseLayers(base), ...listHeadLayers(head)];
  const metadata = {
    keras_version: kerasVersion,
    date_saved: description.createdAt.slice(0, 19).replace('T', '@'),
    graft: createModelMetadata('full', head, description),
  };
  const files = {
    'metadata.json': strToU8(JSON.stringify(metadata)),
    'config.json': strToU8(JSON.stringify(writeConfig('graft_model', [inputSize, inputSize, 3], layers))),
    'model.weights.h5': await writeWeightsFile(layers),
  };
  return {
    fileName: nameModelFile({ format: 'keras' }, description.labels),
    // Browsers would give a ZIP by name an ending of their own.
    mediaType: 'application/octet-stream',
    bytes: zipSync(files, { level: 0, mtime: new Date(1980, 0, 1) }),
  };
}
