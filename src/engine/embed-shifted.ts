import { stackEmbeddings } from '../core/embedding/embedding-table.ts';
import { type ImageShift, shiftImage } from '../core/images/shift-image.ts';
import type { Answer } from '../core/shared/answer.ts';
import type { Failure } from '../core/shared/failure.ts';
import type { EnginePorts, LoadedBaseModel } from './engine-ports.ts';
import type { EmbeddingsOfShifts, Picture } from './experiments-api.ts';
import { explainOutOfMemory } from './explain-out-of-memory.ts';
import { prepareForClassification } from './prepare-image.ts';

/** Image by image: the page is told after each. */
const plan = { batchSize: 1, padding: 'none' } as const;

/** See `ExperimentsApi`. */
export async function embedShifted(
  base: LoadedBaseModel,
  { images }: Pick<EnginePorts, 'images'>,
  pictures: readonly Picture[],
  shifts: readonly ImageShift[],
  onProgress: (doneFraction: number) => Promise<Answer>,
): Promise<EmbeddingsOfShifts | Failure | null> {
  try {
    const embedder = await base.createEmbedder(plan);
    if ('kind' in embedder) return embedder;
    try {
      const rows = shifts.map((): Float32Array[] => []);
      const previews: Blob[] = [];
      const readRows: number[] = [];
      let failure: Failure | null = null;
      const totalCount = pictures.length * shifts.length;
      let doneCount = 0;
      for (const [row, { image }] of pictures.entries()) {
        const prepared = await prepareForClassification(image, embedder.inputSize, images);
        if ('kind' in prepared) {
          failure ??= prepared;
          doneCount += shifts.length;
          if ((await onProgress(doneCount / totalCount)) === 'stop' && doneCount < totalCount) return null;
          continue;
        }
        readRows.push(row);
        for (const [index, shift] of shifts.entries()) {
          const shifted = shiftImage(prepared.pixels, embedder.inputSize, shift);
          if (previews.length < shifts.length) {
            previews.push(await images.encodeThumbnail(withAlpha(shifted), embedder.inputSize));
          }
          rows[index]?.push(await embedder.embed([shifted]));
          doneCount++;
          if ((await onProgress(doneCount / totalCount)) === 'stop' && doneCount < totalCount) return null;
        }
      }
      if (readRows.length === 0 && failure !== null) return failure;
      return {
        readRows,
        shifts: shifts.map((shift, index) => ({
          shift,
          embeddings: stackEmbeddings(rows[index] ?? [], embedder.embeddingSize),
          preview: previews[index] ?? null,
        })),
      };
    } finally {
      embedder.dispose();
    }
  } catch (error) {
    return explainOutOfMemory(error);
  }
}

function withAlpha(rgb: Uint8Array): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray((rgb.length / 3) * 4).fill(255);
  for (let from = 0, to = 0; from < rgb.length; from += 3, to += 4)
    rgba.set(rgb.subarray(from, from + 3), to);
  return rgba;
}
