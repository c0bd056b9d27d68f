import { readFile } from 'node:fs/promises';
import { strFromU8, unzipSync } from 'fflate';
import { prepare } from '../../../scripts/prepare/prepare.mjs';
import { type BaseModel, parseBaseModel } from '../../../src/core/embedding/base-model.ts';
import { createParityImage } from '../../../src/core/embedding/parity-image.ts';
import type { ExportedFile } from '../../../src/core/export/exported-file.ts';
import type { ModelDescription } from '../../../src/core/export/model-description.ts';
import { createRandom, randomIndex, randomNormal } from '../../../src/core/shared/random.ts';
import type { Head } from '../../../src/core/training/head.ts';

/** The real base model, prepared first where it is missing. */
export async function readBuiltInBase(): Promise<BaseModel> {
  await prepare();
  const folder = 'public/models/mobilenet-v1';
  const manifest: unknown = JSON.parse(await readFile(`${folder}/model.json`, 'utf8'));
  const base = parseBaseModel(manifest, new Uint8Array(await readFile(`${folder}/weights.bin`)).buffer);
  if ('kind' in base) throw new Error(`the prepared base model does not fit: ${JSON.stringify(base)}`);
  return base;
}

/** A head with random numbers, spread so that no class takes everything. `hiddenUnits` 0 makes it linear. */
export function createTestHead(embeddingSize: number, hiddenUnits: number, classCount: number): Head {
  const random = createRandom(31);
  const layer = (inputSize: number, outputSize: number, activation: 'relu' | 'linear') => ({
    inputSize,
    outputSize,
    kernel: Float32Array.from(
      { length: inputSize * outputSize },
      () => randomNormal(random) / Math.sqrt(inputSize),
    ),
    bias: Float32Array.from({ length: outputSize }, () => randomNormal(random) / 4),
    activation,
  });
  const layers =
    hiddenUnits === 0
      ? [layer(embeddingSize, classCount, 'linear')]
      : [layer(embeddingSize, hiddenUnits, 'relu'), layer(hiddenUnits, classCount, 'linear')];
  return { embeddingSize, classCount, layers };
}

export function describeTestModel(
  labels: readonly string[],
  baseModel: Partial<ModelDescription['baseModel']> = {},
): ModelDescription {
  return {
    labels,
    createdAt: '2026-03-04T05:06:07.000Z',
    graftVersion: '9.8.7',
    baseModel: {
      id: 'mobilenet-v1-1.0-224',
      sha256: '0123456789abcdef',
      inputSize: 224,
      embeddingSize: 1024,
      inputRange: [-1, 1],
      tunedBlockCount: 0,
      ...baseModel,
    },
    calibration: { temperature: 0.8, noneThreshold: 0.4 },
    metrics: {
      validation: { sampleCount: 8, accuracy: 0.875, macroF1: 0.8 },
      test: null,
    },
  };
}

/** Pictures with different things in them: waves, blocks of colour, noise, white. */
export function createTestImages(inputSize: number): Uint8Array<ArrayBuffer>[] {
  const random = createRandom(5);
  const length = inputSize * inputSize * 3;
  const colours = Array.from({ length: 3 * 16 }, () => randomIndex(random, 256));
  const blocks = Uint8Array.from({ length }, (_, i) => {
    const x = Math.floor(i / 3) % inputSize;
    const y = Math.floor(i / 3 / inputSize);
    const block = Math.floor((4 * x) / inputSize) + 4 * Math.floor((4 * y) / inputSize);
    return colours[block * 3 + (i % 3)] as number;
  });
  const noise = Uint8Array.from({ length }, () => randomIndex(random, 256));
  return [createParityImage(inputSize), blocks, noise, new Uint8Array(length).fill(255)];
}

/** The three files of an exported model. */
export interface UnzippedModel {
  readonly fileNames: readonly string[];
  readonly model: {
    readonly modelTopology: object;
    readonly weightsManifest: readonly { readonly weights: readonly { name: string }[] }[];
  };
  readonly weights: Uint8Array<ArrayBuffer>;
  readonly metadata: Record<string, unknown>;
  readonly files: Readonly<Record<string, Uint8Array<ArrayBuffer>>>;
}

export function unzipModel(file: ExportedFile): UnzippedModel {
  const files = unzipSync(file.bytes) as Record<string, Uint8Array<ArrayBuffer>>;
  const read = (name: string): Uint8Array<ArrayBuffer> => {
    const bytes = files[name];
    if (bytes === undefined) throw new Error(`the ZIP has no ${name}`);
    return bytes;
  };
  return {
    fileNames: Object.keys(files),
    model: JSON.parse(strFromU8(read('model.json'))),
    weights: read('weights.bin'),
    metadata: JSON.parse(strFromU8(read('metadata.json'))),
    files,
  };
}

/** Class names that get lost where somebody escapes, trims, normalizes or shortens. */
export const awkwardLabels = [
  '__proto__',
  '🐈‍⬛ "cat"',
  "it's <b>\\n</b>\n",
  'é',
  'e\u0301',
  ' ',
  '\ud800',
  '/'.repeat(200),
  '🐈"\'/'.repeat(50),
];
