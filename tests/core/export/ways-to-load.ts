import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as tf from '@tensorflow/tfjs';
import type { ExportedFile } from '../../../src/core/export/exported-file.ts';
import { unzipModel } from './export-fixtures.ts';

/** The two ways in which people open an exported model with plain TF.js. */
export const waysToLoad = [
  { way: 'from memory', load: loadFromMemory },
  { way: 'by URL', load: loadByUrl },
] as const;

function loadFromMemory(file: ExportedFile): Promise<tf.LayersModel> {
  const { model, weights } = unzipModel(file);
  return tf.loadLayersModel(
    tf.io.fromMemory({
      modelTopology: model.modelTopology,
      weightSpecs: model.weightsManifest.flatMap((group) => group.weights) as tf.io.WeightsManifestEntry[],
      weightData: weights.slice().buffer,
    }),
  );
}

async function loadByUrl(file: ExportedFile): Promise<tf.LayersModel> {
  const { files } = unzipModel(file);
  const server = createServer((request, response) => {
    const bytes = files[request.url?.slice('/my-model/'.length) ?? ''];
    response.statusCode = bytes === undefined ? 404 : 200;
    response.end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    return await tf.loadLayersModel(`http://127.0.0.1:${port}/my-model/model.json`);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

/** Runs a loaded model on one batch and frees both. */
export async function predictAndDispose(
  model: tf.LayersModel,
  values: Float32Array,
  shape: number[],
): Promise<Float32Array> {
  const input = tf.tensor(values, shape);
  const output = model.predict(input) as tf.Tensor;
  const probabilities = (await output.data()) as Float32Array;
  tf.dispose([input, output]);
  model.dispose();
  return probabilities;
}
