import type { SmallImages } from '../core/experiments/experiment-data.ts';
import type { Answer } from '../core/shared/answer.ts';
import type { FileFailure } from '../core/shared/failure.ts';
import type { ImagePort } from './engine-ports.ts';
import type { Picture } from './experiments-api.ts';
import { prepareForClassification } from './prepare-image.ts';

/** Decodes pictures to small squares, and keeps the pixels of those it was asked for last. */
export interface SmallImageReader {
  /**
   * @param onProgress how much is done, 0 to 1
   * @returns in the order of the pictures; null when it was stopped
   */
  read(
    pictures: readonly Picture[],
    onProgress: (doneFraction: number) => Promise<Answer>,
  ): Promise<SmallImages | FileFailure | null>;
}

const groupLength = 32;

/** @param side of the squares, in pixels */
export function createSmallImageReader(images: ImagePort, side: number): SmallImageReader {
  let kept = new Map<string, Uint8Array>();
  return {
    async read(pictures, onProgress) {
      const known = new Map<string, Uint8Array>();
      const pixels: Uint8Array[] = [];
      for (let first = 0; first < pictures.length; first += groupLength) {
        const group = pictures.slice(first, first + groupLength);
        const decoded = await Promise.all(
          group.map(async ({ imageHash, image }) => {
            const before = kept.get(imageHash);
            if (before !== undefined) return before;
            const prepared = await prepareForClassification(image, side, images);
            return 'kind' in prepared ? prepared : prepared.pixels;
          }),
        );
        for (const [index, square] of decoded.entries()) {
          if ('kind' in square) return square;
          known.set((group[index] as Picture).imageHash, square);
          pixels.push(square);
        }
        const doneCount = first + group.length;
        if ((await onProgress(doneCount / pictures.length)) === 'stop' && doneCount < pictures.length)
          return null;
      }
      kept = known;
      return { side, pixels };
    },
  };
}
