import { stackEmbeddings } from '../core/embedding/embedding-table.ts';
import type { Answer } from '../core/shared/answer.ts';
import type { WeightPrecision } from '../core/shared/compress-weights.ts';
import type { Failure } from '../core/shared/failure.ts';
import type { EnginePorts, LoadedBaseModel } from './engine-ports.ts';
import type { CompressedEmbeddings, Picture } from './experiments-api.ts';
import { explainOutOfMemory } from './explain-out-of-memory.ts';
import { median } from './median.ts';
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
      const readRows: number[] = [];
      const passMs: number[] = [];
      let failure: Failure | null = null;
      // The first pass makes room, and compiles programs: it is not timed.
      if (pictures.length > 0) await embedder.embed([new Uint8Array(3 * embedder.inputSize ** 2)]);
      for (const [row, { image }] of pictures.entries()) {
        const prepared = await prepareForClassification(image, embedder.inputSize, images);
        if ('kind' in prepared) failure ??= prepared;
        else {
          const startMs = clock.now();
          embeddings.push(await embedder.embed([prepared.pixels]));
          passMs.push(clock.now() - startMs);
          readRows.push(row);
        }
        const doneCount = row + 1;
        if ((await onProgress(doneCount / pictures.length)) === 'stop' && doneCount < pictures.length)
          return null;
      }
      if (readRows.length === 0 && failure !== null) return failure;
      return {
        readRows,
        embeddings: stackEmbeddings(embeddings, embedder.embeddingSize),
        sizeBytes,
        msPerImage: median(passMs),
      };
    } finally {
      embedder.dispose();
    }
  } catch (error) {
    return explainOutOfMemory(error);
  }
}
