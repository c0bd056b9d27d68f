import { readFile } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import type { BaseModel } from '../../../src/core/embedding/base-model.ts';
import { createBaseModelEmbedder } from '../../../src/core/embedding/base-model-embedder.ts';
import type { EmbeddingTable } from '../../../src/core/embedding/embedding-table.ts';
import type { Head } from '../../../src/core/training/head.ts';
import { standardizeEmbeddings } from '../../../src/core/training/standardize-embeddings.ts';
import { pngImages } from '../../engine/support/node-ports.ts';

/** Sample images as the model sees them. */
export interface SampleSquares {
  readonly side: number;
  /** side * side * 3 bytes each. */
  readonly pixels: readonly Uint8Array<ArrayBuffer>[];
  /** The PNG files that they come from. */
  readonly files: readonly Uint8Array<ArrayBuffer>[];
  readonly classIndexes: readonly number[];
  readonly classNames: readonly string[];
}

/** So many of the project's own sample images, in turn from each class. */
export async function readSampleSquares(count: number, side: number): Promise<SampleSquares> {
  const files = unzipSync(await readFile('public/samples/sample-images.zip'));
  const byClass = new Map<string, Uint8Array<ArrayBuffer>[]>();
  for (const [path, bytes] of Object.entries(files)) {
    const [, className = ''] = path.split('/');
    if (path.endsWith('.png')) byClass.set(className, [...(byClass.get(className) ?? []), bytes.slice()]);
  }
  const classNames = [...byClass.keys()];
  const pixels: Uint8Array<ArrayBuffer>[] = [];
  const pngs: Uint8Array<ArrayBuffer>[] = [];
  const classIndexes: number[] = [];
  for (let i = 0; i < count; i++) {
    const classIndex = i % classNames.length;
    const images = byClass.get(classNames[classIndex] ?? '') ?? [];
    const png = images[Math.floor(i / classNames.length)];
    if (png === undefined) throw new Error(`there are no ${count} sample images`);
    const decoded = await pngImages.decode(new Blob([png]), side, 1);
    if (decoded === null) throw new Error('a sample image is no PNG');
    pixels.push(Uint8Array.from({ length: side * side * 3 }, (_, at) => readColour(decoded.rgba, at)));
    pngs.push(png);
    classIndexes.push(classIndex);
  }
  return { side, pixels, files: pngs, classIndexes, classNames };
}

function readColour(rgba: ArrayLike<number>, at: number): number {
  return rgba[Math.floor(at / 3) * 4 + (at % 3)] ?? 0;
}

/** What the studio's forward pass gives for the squares on the current backend. */
export async function embedSquares(base: BaseModel, { pixels }: SampleSquares): Promise<EmbeddingTable> {
  const { embeddingSize } = base.manifest;
  const batchSize = 10;
  const embedder = createBaseModelEmbedder(base, { batchSize, padding: 'none' });
  const values = new Float32Array(pixels.length * embeddingSize);
  for (let at = 0; at < pixels.length; at += batchSize) {
    values.set(await embedder.embed(pixels.slice(at, at + batchSize)), at * embeddingSize);
  }
  embedder.dispose();
  return { sampleCount: pixels.length, embeddingSize, values };
}

/**
 * A linear head that knows the classes without a training: the logit of a class falls with the squared distance of the
 * standardized embedding to the mean of the class. Sure of much, not of all.
 */
export function createMeansHead(
  { embeddingSize, sampleCount, values }: EmbeddingTable,
  { classIndexes, classNames }: SampleSquares,
): Head {
  const classCount = classNames.length;
  const standardized = standardizeEmbeddings({ embeddingSize, sampleCount, values });
  const kernel = new Float32Array(embeddingSize * classCount);
  const bias = new Float32Array(classCount);
  const sharpness = 0.03;
  for (let classIndex = 0; classIndex < classCount; classIndex++) {
    const rows = classIndexes.flatMap((index, row) => (index === classIndex ? [row] : []));
    for (let i = 0; i < embeddingSize; i++) {
      const sum = rows.reduce((total, row) => total + (standardized[row * embeddingSize + i] ?? 0), 0);
      const mean = sum / rows.length;
      kernel[i * classCount + classIndex] = sharpness * mean;
      bias[classIndex] = (bias[classIndex] ?? 0) - (sharpness * mean * mean) / 2;
    }
  }
  const layer = {
    inputSize: embeddingSize,
    outputSize: classCount,
    kernel,
    bias,
    activation: 'linear',
  } as const;
  return { embeddingSize, classCount, layers: [layer] };
}
