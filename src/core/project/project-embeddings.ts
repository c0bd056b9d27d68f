import type { PackedEmbedding } from '../embedding/pack-embedding.ts';
import { list, number, parseJson, record, text, whole } from '../shared/read-json.ts';
import { type ProjectEntry, writeJson } from './project-entry.ts';
import { projectLimits, projectPaths } from './project-file.ts';
import { hash } from './read-parts.ts';

/** What one base model made of the images, so that opening the file embeds nothing. */
export interface ProjectEmbeddings {
  /** What the embeddings depend on, beside the images; equal for two base models that embed alike. */
  readonly baseKey: string;
  readonly embeddingSize: number;
  readonly images: readonly EmbeddedProjectImage[];
}

export interface EmbeddedProjectImage {
  /** SHA-256 of the image's bytes, as hex. */
  readonly imageHash: string;
  readonly packed: PackedEmbedding;
  /** Size of its small picture; the pictures lie one after the other in a file of their own. */
  readonly thumbnailBytes: number;
}

export function writeProjectEmbeddings({
  baseKey,
  embeddingSize,
  images,
}: ProjectEmbeddings): readonly ProjectEntry[] {
  const rows = new Uint16Array(images.length * embeddingSize);
  images.forEach(({ packed }, row) => {
    rows.set(packed.halves, row * embeddingSize);
  });
  const described = {
    baseKey,
    embeddingSize,
    images: images.map(({ imageHash, packed, thumbnailBytes }) => ({
      imageHash,
      scale: packed.scale,
      thumbnailBytes,
    })),
  };
  return [
    { path: projectPaths.embeddings, bytes: writeJson(described) },
    { path: projectPaths.rows, bytes: new Uint8Array(rows.buffer) },
  ];
}

interface Described {
  readonly baseKey: string;
  readonly embeddingSize: number;
  readonly images: readonly {
    readonly imageHash: string;
    readonly scale: number;
    readonly thumbnailBytes: number;
  }[];
}

const readDescribed = record<Described>({
  baseKey: text(2 * projectLimits.textLength),
  embeddingSize: whole(1, projectLimits.embeddingSize),
  images: list(
    record({
      imageHash: hash,
      scale: number(0, Number.MAX_VALUE),
      thumbnailBytes: whole(1, 10_000_000),
    }),
    projectLimits.sampleCount,
  ),
});

/**
 * Reads the embeddings of a project file. They can be computed again, so they are taken whole or not at all.
 * @param json text of their `embeddings.json`
 * @param rows bytes of their rows
 * @param thumbnailsBytes size of the file of small pictures
 * @returns null where something in them is missing or makes no sense
 */
export function readProjectEmbeddings(
  json: string,
  rows: ArrayBuffer,
  thumbnailsBytes: number,
): ProjectEmbeddings | null {
  const described = readDescribed(parseJson(json));
  if (described === undefined) return null;
  const { baseKey, embeddingSize, images } = described;
  const pictures = images.reduce((sum, { thumbnailBytes }) => sum + thumbnailBytes, 0);
  if (rows.byteLength !== 2 * images.length * embeddingSize || pictures !== thumbnailsBytes) return null;
  const halves = new Uint16Array(rows);
  if (!halves.every(isAtMostOne)) return null;
  return {
    baseKey,
    embeddingSize,
    images: images.map(({ scale, ...image }, row) => ({
      ...image,
      packed: { scale, halves: halves.slice(row * embeddingSize, (row + 1) * embeddingSize) },
    })),
  };
}

/** Whether the bits are those of a half-precision number from -1 to 1; `0x3c00` is 1. */
function isAtMostOne(bits: number): boolean {
  return (bits & 0x7fff) <= 0x3c00;
}
