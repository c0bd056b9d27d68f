import { createBaseModelEmbedder } from '../../core/embedding/base-model-embedder.ts';
import { readClassifier } from '../../core/export/classifier/read-classifier.ts';
import { predictTable } from '../../core/prediction/predict-table.ts';
import type { ExportClient } from './export-client.ts';
import type { ClassifierParts } from './read-classifier-parts.ts';

/**
 * Runs a classifier of Graft's own runtime on the current backend.
 * @throws where it is none
 */
export function runClassifier({ manifest, weights }: ClassifierParts): ExportClient {
  const stored = readClassifier(JSON.parse(manifest), weights.buffer);
  if ('kind' in stored) throw new Error(stored.detail);
  const { facts, layers, head } = stored;
  const embedder = createBaseModelEmbedder({ manifest: facts, layers }, { batchSize: 1, padding: 'none' });
  return {
    name: `Graft ${facts.graftVersion}`,
    labels: facts.labels,
    async predict({ pixels }) {
      const values = Float32Array.from(await embedder.embed([pixels]));
      return predictTable(head, { sampleCount: 1, embeddingSize: values.length, values });
    },
    dispose: () => embedder.dispose(),
  };
}
