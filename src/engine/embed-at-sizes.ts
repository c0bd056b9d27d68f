import type { BatchPlan, Embedder } from '../core/embedding/embedder.ts';
import { stackEmbeddings } from '../core/embedding/embedding-table.ts';
import type { Answer } from '../core/shared/answer.ts';
import type { Failure } from '../core/shared/failure.ts';
import type { BaseModelInfo } from './base-model-info.ts';
import type { EnginePorts, LoadedBaseModel } from './engine-ports.ts';
import type { EmbeddingsAtSizes, Picture } from './experiments-api.ts';
import { explainOutOfMemory } from './explain-out-of-memory.ts';
import { median } from './median.ts';
import { prepareForClassification } from './prepare-image.ts';

/** One input size on the backend, with what it has made of the pictures so far. */
interface SizeUnderWay {
  readonly baseModel: BaseModelInfo;
  readonly embedder: Embedder;
  /** By the places of the pictures. */
  readonly embeddings: Map<number, Float32Array>;
  /** Of each full pass, per image. */
  readonly passMs: number[];
}

/** See `ExperimentsApi`. The sizes take turns at each few pictures, so that what else the machine does slows all of them alike. */
export async function embedAtSizes(
  base: LoadedBaseModel,
  plan: BatchPlan,
  { images, clock }: Pick<EnginePorts, 'images' | 'clock'>,
  pictures: readonly Picture[],
  inputSizes: readonly number[],
  onProgress: (doneFraction: number) => Promise<Answer>,
): Promise<EmbeddingsAtSizes | Failure | null> {
  const sizes: SizeUnderWay[] = [];
  const unread = new Map<number, Failure>();
  const passSize = Math.min(plan.batchSize, pictures.length);
  try {
    for (const inputSize of inputSizes) {
      const resized = base.atInputSize?.(inputSize) ?? unresizable;
      const embedder = 'kind' in resized ? resized : await resized.createEmbedder(plan);
      if ('kind' in embedder) return embedder;
      const { embeddingSize } = embedder;
      const baseModel = { ...base.facts, inputSize, embeddingSize };
      sizes.push({ baseModel, embedder, embeddings: new Map(), passMs: [] });
      // The first pass of a size makes room, and compiles programs: it is not timed.
      await embedder.embed(Array.from({ length: passSize }, () => new Uint8Array(3 * inputSize ** 2)));
    }
    for (let first = 0; first < pictures.length; first += plan.batchSize) {
      const some = pictures.slice(first, first + plan.batchSize);
      for (const [index, { embedder, embeddings, passMs, baseModel }] of sizes.entries()) {
        const squares: Uint8Array[] = [];
        const rows: number[] = [];
        for (const [place, { image }] of some.entries()) {
          if (unread.has(first + place)) continue;
          const prepared = await prepareForClassification(image, baseModel.inputSize, images);
          if ('kind' in prepared) {
            unread.set(first + place, prepared);
            continue;
          }
          squares.push(prepared.pixels);
          rows.push(first + place);
        }
        if (rows.length > 0) {
          const startMs = clock.now();
          const values = await embedder.embed(squares);
          // What is left of a full pass is timed, too: there may be no other.
          if (rows.length >= passSize - unread.size) passMs.push((clock.now() - startMs) / rows.length);
          for (const [at, row] of rows.entries())
            embeddings.set(
              row,
              values.slice(at * baseModel.embeddingSize, (at + 1) * baseModel.embeddingSize),
            );
        }
        const done = (first + (some.length * (index + 1)) / sizes.length) / pictures.length;
        if ((await onProgress(done)) === 'stop') return null;
      }
    }
    const readRows = [...pictures.keys()].filter((row) => !unread.has(row));
    const [failure] = unread.values();
    if (readRows.length === 0 && failure !== undefined) return failure;
    return {
      readRows,
      sizes: sizes.map(({ baseModel, embeddings, passMs }) => ({
        baseModel,
        embeddings: stackEmbeddings(
          readRows.map((row) => embeddings.get(row) as Float32Array),
          baseModel.embeddingSize,
        ),
        msPerImage: median(passMs),
      })),
    };
  } catch (error) {
    return explainOutOfMemory(error);
  } finally {
    for (const { embedder } of sizes) embedder.dispose();
  }
}

const unresizable = { kind: 'base-model-unfit', detail: 'it takes squares of one size only' } as const;
