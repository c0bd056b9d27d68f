import * as tfjs from '@tensorflow/tfjs';
import { strFromU8, unzipSync } from 'fflate';
import { scalePixels } from '../../core/embedding/embedder.ts';
import type { ExportedFile } from '../../core/export/exported-file.ts';
import type { ModelMetadata } from '../../core/export/model-metadata.ts';
import { teachableRange } from '../../core/export/read-model-notes.ts';
import type { ExportClient } from './export-client.ts';

/**
 * Opens a ZIP of a TF.js model as a program does that uses it: from its bytes, with the labels and the input range of
 * its metadata. It runs on the current backend.
 * @throws what TF.js throws where the file is no model
 */
export async function openTfjsZip(file: ExportedFile): Promise<ExportClient> {
  const files = unzipSync(file.bytes);
  const read = (name: string) => {
    const bytes = files[name];
    if (bytes === undefined) throw new Error(`the ZIP has no ${name}`);
    return bytes;
  };
  const json = JSON.parse(strFromU8(read('model.json')));
  const metadata = readMetadata(JSON.parse(strFromU8(read('metadata.json'))));
  const artifacts = await tfjs.io.getModelArtifactsForJSON(json, async (manifest) => [
    manifest.flatMap(({ weights }) => weights),
    tfjs.io.concatenateArrayBuffers(
      manifest.flatMap(({ paths }) => paths).map((path) => Uint8Array.from(read(path)).buffer),
    ),
  ]);
  const handler = { load: async () => artifacts };
  const model: tfjs.LayersModel | tfjs.GraphModel =
    json.format === 'graph-model' ? await tfjs.loadGraphModel(handler) : await tfjs.loadLayersModel(handler);
  const { contains, labels, inputSize, inputRange } = metadata;
  return {
    name: `TensorFlow.js ${tfjs.version.tfjs}`,
    labels,
    async predict({ pixels, embedding }) {
      const output = tfjs.tidy(() => {
        const input =
          contains === 'head'
            ? tfjs.tensor2d(embedding, [1, embedding.length])
            : tfjs.tensor4d(scalePixels([pixels], inputSize, 1, inputRange), [1, inputSize, inputSize, 3]);
        return model.predict(input) as tfjs.Tensor;
      });
      try {
        return Float32Array.from(await output.data());
      } finally {
        output.dispose();
      }
    },
    dispose: () => model.dispose(),
  };
}

type InputFacts = Pick<ModelMetadata, 'contains' | 'labels' | 'inputSize' | 'inputRange'>;

/** What `metadata.json` says of the input: in Graft's own words, or as Teachable Machine's library takes it. */
function readMetadata(
  metadata: ModelMetadata | { readonly imageSize: number; readonly labels: readonly string[] },
): InputFacts {
  if ('inputSize' in metadata) return metadata;
  const { labels, imageSize } = metadata;
  return { contains: 'full', labels, inputSize: imageSize, inputRange: teachableRange };
}
