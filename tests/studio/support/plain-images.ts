import { createHash } from 'node:crypto';
import { type EmbeddingTable, stackEmbeddings } from '../../../src/core/embedding/embedding-table.ts';
import type { TunedLayers } from '../../../src/core/embedding/tuned-layers.ts';
import { miniatureSide, type PixelStatistics } from '../../../src/core/images/pixel-statistics.ts';
import type { BaseModelInfo } from '../../../src/engine/engine-api.ts';

export const embeddingSize = 8;

/**
 * What is seen in the pixels of a text: `red 1 again` is a near duplicate of `red 1`, and a text with `blurred`, `dark` or
 * `blank` in it is that.
 */
export function lookAt(text: string): PixelStatistics {
  const words = text.split(' ');
  const miniature = new Uint8Array(miniatureSide ** 2);
  miniature.set(createHash('sha256').update(words.slice(0, 2).join(' ')).digest());
  return {
    highlight: words.includes('dark') ? 0.05 : 0.8,
    contrast: words.includes('blank') ? 0 : 0.2,
    sharpness: words.includes('blurred') ? 0.3 : 0.7,
    colour: [1 / 3, 1 / 3, 1 / 3],
    miniature,
  };
}

/** A JPEG by its header, with a text for its pixels. */
export function drawSmall(text: string, width = 128, height = 128): Blob {
  const size = [height, width].flatMap((length) => [length >> 8, length & 0xff]);
  const frame = [0xff, 0xc0, 0, 11, 8, ...size, 1, 1, 0x11, 0];
  const scan = [0xff, 0xda, 0, 8, 1, 1, 0, 0, 0x3f, 0];
  return new Blob([new Uint8Array([0xff, 0xd8, ...frame, ...scan]), `small ${text}`]);
}

/** The word decides the direction, the whole text a little of the rest, the base model all of it. */
export function embed(text: string, { sha256 }: BaseModelInfo): Float32Array<ArrayBuffer> {
  const [word = ''] = text.split(' ');
  const direction = createHash('sha256').update(`${sha256} ${word}`).digest();
  const noise = createHash('sha256').update(`${sha256} ${text}`).digest();
  return Float32Array.from(
    { length: embeddingSize },
    (_, i) => ((direction[i] as number) - 128) / 32 + ((noise[i] as number) - 128) / 1280,
  );
}

/** What a tuned base model makes of images: the embeddings of the one before, read backwards. */
export function tune({ values, ...sizes }: EmbeddingTable): EmbeddingTable {
  const tuned = values.slice();
  for (let start = 0; start < tuned.length; start += embeddingSize)
    tuned.subarray(start, start + embeddingSize).reverse();
  return { ...sizes, values: tuned };
}

/** What the base model makes of images, and a tuned one where there are layers. */
export function tableOf(rows: readonly Float32Array[], tunedLayers: TunedLayers | null): EmbeddingTable {
  const table = stackEmbeddings(rows, embeddingSize);
  return tunedLayers === null ? table : tune(table);
}
