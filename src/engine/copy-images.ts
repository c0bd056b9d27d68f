import { type Augmentation, changeImage, drawImageChange } from '../core/images/augment-image.ts';
import type { Answer } from '../core/shared/answer.ts';
import type { FileFailure } from '../core/shared/failure.ts';
import { type EmbedPorts, embedInGroups, type PreparedItem } from './embed-in-groups.ts';
import type { EmbeddedCopies, EmbedTimings, ImageToCopy } from './engine-api.ts';
import type { ImagePort } from './engine-ports.ts';
import { createPixelBudget, pixelsAtOnce } from './pixel-budget.ts';
import { type PreparedImage, prepareFile, readFile } from './prepare-image.ts';

/** Decodes each image once, and embeds its copies; otherwise like the embedding of images. */
export function embedCopies(
  toCopy: readonly ImageToCopy[],
  augmentation: Augmentation,
  inputSize: number,
  images: ImagePort,
  ports: EmbedPorts,
  onEmbedded: (results: readonly EmbeddedCopies[]) => Promise<Answer>,
): Promise<EmbedTimings> {
  const budget = createPixelBudget(pixelsAtOnce);
  const prepare = async ({
    image,
    imageHash,
    copyNumbers,
  }: ImageToCopy): Promise<PreparedItem<EmbeddedCopies>> => {
    const file = await readFile(image);
    const decoded = 'kind' in file ? file : await prepareFile(image, file.bytes, inputSize, images, budget);
    if ('kind' in decoded)
      return { makeSquares: null, complete: async () => ({ imageHash, failure: decoded }) };
    return {
      makeSquares: () =>
        copyNumbers.map((number) => makeCopy(decoded, inputSize, augmentation, imageHash, number)),
      complete: async (embeddings) => ({
        imageHash,
        copies: embeddings.map((embedding, index) => ({
          copyNumber: copyNumbers[index] as number,
          embedding,
        })),
      }),
    };
  };
  return embedInGroups(toCopy, prepare, ports, onEmbedded);
}

/** Small pictures of an image's copies as the model sees them. */
export async function drawCopies(
  { image, imageHash, copyNumbers }: ImageToCopy,
  augmentation: Augmentation,
  inputSize: number,
  images: ImagePort,
): Promise<readonly Blob[] | FileFailure> {
  const file = await readFile(image);
  if ('kind' in file) return file;
  const decoded = await prepareFile(image, file.bytes, inputSize, images, createPixelBudget(pixelsAtOnce));
  if ('kind' in decoded) return decoded;
  return Promise.all(
    copyNumbers.map((number) => {
      const copy = makeCopy(decoded, inputSize, augmentation, imageHash, number);
      return images.encodeThumbnail(addAlpha(copy), inputSize);
    }),
  );
}

function makeCopy(
  { pixels }: PreparedImage,
  side: number,
  augmentation: Augmentation,
  imageHash: string,
  copyNumber: number,
): Uint8Array<ArrayBuffer> {
  return changeImage(pixels, side, drawImageChange(augmentation, imageHash, copyNumber));
}

function addAlpha(rgb: Uint8Array): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray((rgb.length / 3) * 4).fill(255);
  for (let from = 0, to = 0; from < rgb.length; from += 3, to += 4) {
    rgba[to] = rgb[from] as number;
    rgba[to + 1] = rgb[from + 1] as number;
    rgba[to + 2] = rgb[from + 2] as number;
  }
  return rgba;
}
