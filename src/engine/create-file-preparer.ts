import type { FileFailure } from '../core/shared/failure.ts';
import type { ImagePort } from './engine-ports.ts';
import { createPixelBudget, pixelsAtOnce } from './pixel-budget.ts';
import { type PreparedImage, prepareFile, readFile } from './prepare-image.ts';

/** A file ready for the base model, with the SHA-256 of its bytes. */
export interface PreparedFile extends PreparedImage {
  readonly imageHash: string;
}

/** A file that needs no work: its bytes are known from before, or from an earlier file that was prepared. */
export interface KnownFile {
  readonly knownImageHash: string;
}

/** The first file with certain bytes. */
interface FirstFile {
  readonly mediaType: string;
  /** Null once it could be decoded. */
  readonly failure: Promise<FileFailure | null>;
}

/**
 * Prepares files for a base model, several at one time. Bytes are read and hashed first, and of equal files only the one
 * that came first is decoded: the others are known once it could be, and fail as it did.
 * @param side of the square, in pixels
 */
export function createFilePreparer(
  side: number,
  images: ImagePort,
  knownImageHashes: ReadonlySet<string>,
): (file: Blob) => Promise<PreparedFile | KnownFile | FileFailure> {
  const budget = createPixelBudget(pixelsAtOnce);
  // Grows with the files of a run, so it holds what became of each, and no pixels.
  const firstFiles = new Map<string, FirstFile>();
  let previous: Promise<unknown> = Promise.resolve();

  return async (file) => {
    // Files are read side by side but have their turns in the order in which they came, so that the first of equals is
    // the one that came first.
    const turn = Promise.all([readFile(file), previous]).then(([opened]) => opened);
    previous = turn;
    const opened = await turn;
    if ('kind' in opened) return opened;
    const { bytes, imageHash } = opened;
    if (knownImageHashes.has(imageHash)) return { knownImageHash: imageHash };
    let refused: FirstFile | null = null;
    for (;;) {
      const first = firstFiles.get(imageHash);
      if (first === undefined || first === refused) break;
      const failure = await first.failure;
      if (failure === null) return { knownImageHash: imageHash };
      // What a file calls itself can decide whether a browser opens it: one of another name gets its own try.
      // Meanwhile another one may have become the first.
      if (firstFiles.get(imageHash) !== first) continue;
      if (first.mediaType === file.type) return failure;
      refused = first;
    }
    // Nothing is awaited between the look above and the note below, or two equal files would both be the first.
    const prepared = prepareFile(file, bytes, side, images, budget);
    const failure = prepared.then((result) => ('kind' in result ? result : null));
    // Whoever prepares this file is told of a rejection.
    failure.catch(() => {});
    firstFiles.set(imageHash, { mediaType: file.type, failure });
    const result = await prepared;
    return 'kind' in result ? result : { ...result, imageHash };
  };
}
