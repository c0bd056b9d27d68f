import type { PackedEmbedding } from '../embedding/pack-embedding.ts';
import { miniatureSide, type PixelStatistics } from '../images/pixel-statistics.ts';
import { list, number, parseJson, type Read, record, text, whole } from '../shared/read-json.ts';
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
  readonly pixels: PixelStatistics;
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
  const miniatures = new Uint8Array(images.length * miniatureBytes);
  images.forEach(({ pixels }, row) => {
    miniatures.set(pixels.miniature, row * miniatureBytes);
  });
  const described = {
    baseKey,
    embeddingSize,
    images: images.map(({ imageHash, packed: { scale }, pixels, thumbnailBytes }) => {
      const { highlight, contrast, sharpness, colour } = pixels;
      return { imageHash, scale, highlight, contrast, sharpness, colour, thumbnailBytes };
    }),
  };
  return [
    { path: projectPaths.embeddings, bytes: writeJson(described) },
    { path: projectPaths.rows, bytes: new Uint8Array(rows.buffer) },
    { path: projectPaths.miniatures, bytes: miniatures },
  ];
}

const miniatureBytes = miniatureSide ** 2;

interface DescribedImage extends Omit<PixelStatistics, 'miniature'> {
  readonly imageHash: string;
  readonly scale: number;
  readonly thumbnailBytes: number;
}

interface Described {
  readonly baseKey: string;
  readonly embeddingSize: number;
  readonly images: readonly DescribedImage[];
}

const fraction = number(0, 1);
const colour: Read<PixelStatistics['colour']> = (value) => {
  const [red, green, blue] = list(fraction, 3)(value) ?? [];
  return red === undefined || green === undefined || blue === undefined ? undefined : [red, green, blue];
};

const readDescribed = record<Described>({
  baseKey: text(2 * projectLimits.textLength),
  embeddingSize: whole(1, projectLimits.embeddingSize),
  images: list(
    record<DescribedImage>({
      imageHash: hash,
      scale: number(0, Number.MAX_VALUE),
      highlight: fraction,
      contrast: fraction,
      sharpness: number(0, Number.MAX_VALUE),
      colour,
      thumbnailBytes: whole(1, projectLimits.thumbnailBytes),
    }),
    projectLimits.sampleCount,
  ),
});

/**
 * Reads the embeddings of a project file. They can be computed again, so they are taken whole or not at all.
 * @param json text of their `embeddings.json`
 * @param rows bytes of their rows
 * @param miniatures bytes of the miniatures
 * @param thumbnailsBytes size of the file of small pictures
 * @returns null where something in them is missing or makes no sense
 */
export function readProjectEmbeddings(
  json: string,
  rows: ArrayBuffer,
  miniatures: ArrayBuffer,
  thumbnailsBytes: number,
): ProjectEmbeddings | null {
  const described = readDescribed(parseJson(json, projectLimits.jsonValues));
  if (described === undefined) return null;
  const { baseKey, embeddingSize, images } = described;
  const pictures = images.reduce((sum, { thumbnailBytes }) => sum + thumbnailBytes, 0);
  const fits =
    rows.byteLength === 2 * images.length * embeddingSize &&
    miniatures.byteLength === images.length * miniatureBytes &&
    pictures === thumbnailsBytes;
  if (!fits) return null;
  const halves = new Uint16Array(rows);
  if (!areAtMostOne(halves)) return null;
  return {
    baseKey,
    embeddingSize,
    images: images.map(({ imageHash, scale, thumbnailBytes, ...figures }, row) => ({
      imageHash,
      thumbnailBytes,
      packed: { scale, halves: halves.slice(row * embeddingSize, (row + 1) * embeddingSize) },
      pixels: {
        ...figures,
        miniature: new Uint8Array(miniatures.slice(row * miniatureBytes, (row + 1) * miniatureBytes)),
      },
    })),
  };
}

/** Whether all are the bits of half-precision numbers from -1 to 1; `0x3c00` is 1. Millions of them: a plain loop. */
function areAtMostOne(halves: Uint16Array): boolean {
  for (let i = 0; i < halves.length; i++) {
    if (((halves[i] as number) & 0x7fff) > 0x3c00) return false;
  }
  return true;
}
