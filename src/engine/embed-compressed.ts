import { stackEmbeddings } from '../core/embedding/embedding-table.ts';
import type { Answer } from '../core/shared/answer.ts';
import type { WeightPrecision } from '../core/shared/compress-weights.ts';
import type { Failure } from '../core/shared/failure.ts';
import type { EnginePorts, LoadedBaseModel } from './engine-ports.ts';
import type { CompressedEmbeddings, Picture } from './experiments-api.ts';
import { explainOutOfMemory } from './explain-out-of-memory.ts';
import { prepareForClassification } from './prepare-image.ts';

/** Image by image: there are few, and the page is told often. */
const plan = { batchSize: 1, padding: 'none' } as const;

/** See `ExperimentsApi`. */
export async function embedCompressed(
  { facts, createCompressedEmbedder }: LoadedBaseModel,
  { images, clock }: Pick<EnginePorts, 'images' | 'clock'>,
  pictures: readonly Picture[],
  precision: WeightPrecision,
  onProgress: (doneFraction: number) => Promise<Answer>,
): Promise<CompressedEmbeddings | Failure | null> {
  if (createCompressedEmbedder === null) return { kind: 'base-not-compressible', baseModel: facts.name };
  try {
    const { embedder, sizeBytes } = createCompressedEmbedder(plan, precision);
    try {
      const embeddings: Float32Array[] = [];
      let embedMs = 0;
      for (const { image } of pictures) {
        const prepared = await prepareForClassification(image, embedder.inputSize, images);
        if ('kind' in prepared) return prepared;
        const startMs = clock.now();
        embeddings.push(await embedder.embed([prepared.pixels]));
        embedMs += clock.now() - startMs;
        const isLast = embeddings.length === pictures.length;
        if ((await onProgress(embeddings.length / pictures.length)) === 'stop' && !isLast) return null;
      }
      return {
        embeddings: stackEmbeddings(embeddings, embedder.embeddingSize),
        sizeBytes,
        msPerImage: embedMs / Math.max(1, pictures.length),
      };
    } finally {
      embedder.dispose();
    }
  } catch (error) {
    return explainOutOfMemory(error);
  }
}
