/** What a GIF file says of its frames. */
export interface GifFrames {
  /** 0, 1, or 2 for all that move. */
  readonly count: number;
  /** Whether the pixels of the first one are all there. */
  readonly firstIsWhole: boolean;
}

const imageMark = 0x2c;
const extensionMark = 0x21;
/** Blocks of at most 255 bytes that are walked over; a file of 100 MB has fewer. */
const blockLimit = 1_000_000;

/** Walks over the blocks of a GIF file, up to the second frame (GIF89a specification). */
export function readGifFrames(bytes: Uint8Array): GifFrames {
  let count = 0;
  let blocks = 0;
  let at = 13 + tableLength(bytes[10]);

  /** Goes behind a row of blocks. @returns whether its end is there */
  const skipBlocks = () => {
    while (blocks++ < blockLimit) {
      const length = bytes[at++];
      if (length === 0) return true;
      if (length === undefined) return false;
      at += length;
    }
    return false;
  };

  for (;;) {
    const mark = bytes[at];
    if (mark === extensionMark) {
      at += 2;
      if (!skipBlocks()) return { count, firstIsWhole: count > 0 };
    } else if (mark === imageMark) {
      count++;
      if (count === 2) return { count, firstIsWhole: true };
      // The place and size of the frame, its own colours, and the length of the first codes.
      at += 11 + tableLength(bytes[at + 9]);
      if (!skipBlocks()) return { count, firstIsWhole: false };
    } else {
      return { count, firstIsWhole: count > 0 };
    }
  }
}

/** Bytes of the colour table that the flags of a screen or frame promise. */
function tableLength(flags = 0): number {
  return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1);
}
