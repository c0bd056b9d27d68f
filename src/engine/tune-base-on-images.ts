import { activationLimitBytes } from '../core/embedding/activation-limit.ts';
import type { BaseModel } from '../core/embedding/base-model.ts';
import { createTrunkEmbedder } from '../core/embedding/base-model-embedder.ts';
import { cutBaseModel, largestCut } from '../core/embedding/cut-base-model.ts';
import type { BatchPlan } from '../core/embedding/embedder.ts';
import { measureActivations } from '../core/embedding/measure-activations.ts';
import type { TunedLayers } from '../core/embedding/tuned-layers.ts';
import type { Answer } from '../core/shared/answer.ts';
import type { Failure } from '../core/shared/failure.ts';
import { encodeFloat16 } from '../core/shared/float16.ts';
import { embedByBlocks } from '../core/training/embed-by-blocks.ts';
import { tuneBase } from '../core/training/tune-base.ts';
import type { ActivationTable } from '../core/training/tuning-types.ts';
import type { EnginePorts } from './engine-ports.ts';
import { prepareForClassification } from './prepare-image.ts';
import type { ImageTuningRequest, ImageTuningResult, ImageTuningStep } from './tuning-api.ts';

type Step<Result> = AsyncGenerator<ImageTuningStep, Result, Answer | undefined>;

/** Few images at a time: the page is told often. */
const plan: BatchPlan = { batchSize: 4, padding: 'fixed-sizes' };

/** See `TuningApi`. */
export async function* tuneBaseOnImages(
  base: BaseModel,
  request: ImageTuningRequest,
  { images, clock }: Pick<EnginePorts, 'images' | 'clock'>,
): Step<ImageTuningResult | Failure | null> {
  const { tunedBlockCount: blockCount } = request.settings;
  const problem = findProblem(base, request);
  if (problem !== null) return problem;
  const { blocks, cutShape } = cutBaseModel(base, blockCount);
  const rows = yield* readActivations(base, request, images);
  if (rows === null || 'kind' in rows) return rows;
  const activations: ActivationTable = { shape: cutShape, rows };
  const result = yield* tuneBase({ ...request, activations }, blocks, clock);
  if ('kind' in result) return result;
  const { validationLayers, ...rest } = result;
  const { tunedLayers } = rest;
  const embed = async (layers: TunedLayers | null) =>
    layers === null ? null : embedByBlocks(activations, blocks, layers);
  const tunedEmbeddings = await embed(tunedLayers);
  const validationEmbeddings =
    validationLayers === tunedLayers ? tunedEmbeddings : await embed(validationLayers);
  return { ...rest, tunedEmbeddings, validationEmbeddings };
}

function findProblem(base: BaseModel, { settings, images }: ImageTuningRequest): Failure | null {
  const { tunedBlockCount: blockCount } = settings;
  const sizeBytes = images.length * measureActivations(base, blockCount);
  if (sizeBytes <= activationLimitBytes) return null;
  const smaller = Array.from({ length: largestCut }, (_, index) => largestCut - index).find(
    (count) => count < blockCount && images.length * measureActivations(base, count) <= activationLimitBytes,
  );
  return {
    kind: 'activations-too-large',
    sizeBytes,
    limitBytes: activationLimitBytes,
    blockCount: smaller ?? null,
  };
}

/** @returns one row for each image; null when it was stopped; why an image could not be read */
async function* readActivations(
  base: BaseModel,
  { settings, images: files }: ImageTuningRequest,
  images: EnginePorts['images'],
): Step<Uint16Array<ArrayBuffer>[] | Failure | null> {
  const trunk = createTrunkEmbedder(base, settings.tunedBlockCount, plan);
  try {
    const rows: Uint16Array<ArrayBuffer>[] = [];
    while (rows.length < files.length) {
      const group = await Promise.all(
        files
          .slice(rows.length, rows.length + plan.batchSize)
          .map((file) => prepareForClassification(file, trunk.inputSize, images)),
      );
      const pixels: Uint8Array[] = [];
      for (const prepared of group) {
        if ('kind' in prepared) return prepared;
        pixels.push(prepared.pixels);
      }
      const values = await trunk.embed(pixels);
      for (let row = 0; row < pixels.length; row++) {
        const activations = values.subarray(row * trunk.embeddingSize, (row + 1) * trunk.embeddingSize);
        rows.push(Uint16Array.from(activations, encodeFloat16));
      }
      const answer = yield { phase: 'reading', doneCount: rows.length, totalCount: files.length };
      if (answer === 'stop') return null;
    }
    return rows;
  } finally {
    trunk.dispose();
  }
}
