import * as tf from '@tensorflow/tfjs';
import { unzipSync } from 'fflate';

/** An exported ZIP opened as anybody with plain TF.js opens it. */
export interface ExportedModel {
  readonly model: tf.LayersModel;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly fileNames: readonly string[];
}

export async function loadExportedModel(zip: Uint8Array): Promise<ExportedModel> {
  const files = unzipSync(zip);
  const readJson = (name: string) => JSON.parse(new TextDecoder().decode(files[name]));
  const { modelTopology, weightsManifest } = readJson('model.json');
  const weightData = Uint8Array.from(files['weights.bin'] ?? []).buffer;
  const model = await tf.loadLayersModel(
    tf.io.fromMemory({ modelTopology, weightSpecs: weightsManifest[0].weights, weightData }),
  );
  return { model, metadata: readJson('metadata.json'), fileNames: Object.keys(files).sort() };
}
