import { measurePixels } from '../core/images/pixel-statistics.ts';
import type { Answer } from '../core/shared/answer.ts';
import { createFilePreparer } from './create-file-preparer.ts';
import { type EmbedPorts, embedInGroups, type PreparedItem } from './embed-in-groups.ts';
import type { EmbeddedImage, EmbedTimings, ImageToEmbed } from './engine-api.ts';
import type { ImagePort } from './engine-ports.ts';

/**
 * Decodes ahead, embeds batch by batch, and hands results over in groups, in the order given. An image that is known, or
 * equal to one before it, is neither decoded nor embedded.
 */
export function embedImages(
  toEmbed: readonly ImageToEmbed[],
  inputSize: number,
  images: ImagePort,
  ports: EmbedPorts,
  onEmbedded: (results: readonly EmbeddedImage[]) => Promise<Answer>,
  knownImageHashes: ReadonlySet<string>,
): Promise<EmbedTimings> {
  const prepareFile = createFilePreparer(inputSize, images, knownImageHashes);
  const prepare = async ({ id, image }: ImageToEmbed): Promise<PreparedItem<EmbeddedImage>> => {
    const file = await prepareFile(image);
    if ('kind' in file) return { makeSquares: null, complete: async () => ({ id, failure: file }) };
    if ('knownImageHash' in file) return { makeSquares: null, complete: async () => ({ id, ...file }) };
    const { pixels, rgba, imageHash, width, height, remark } = file;
    return {
      makeSquares: () => [pixels],
      complete: async ([embedding]) => ({
        id,
        embedding: embedding as Float32Array<ArrayBuffer>,
        imageHash,
        thumbnail: await images.encodeThumbnail(rgba, inputSize),
        pixels: measurePixels(pixels, inputSize, Math.min(width, height)),
        width,
        height,
        remark,
      }),
    };
  };
  return embedInGroups(toEmbed, prepare, ports, onEmbedded);
}
