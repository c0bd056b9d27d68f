import type { WeightPrecision } from '../shared/compress-weights.ts';
import type { Head } from '../training/head.ts';
import type { ExportCheck } from './export-check.ts';
import type { ModelDescription } from './model-description.ts';

/** What `metadata.json` of an exported model says: all that a program needs to use the model rightly. */
export interface ModelMetadata {
  readonly format: 'graft-model';
  readonly version: 1;
  /** `head`: from an embedding to probabilities. `full`: from an image to probabilities. */
  readonly contains: 'head' | 'full';
  /** How its weights are written. */
  readonly precision: WeightPrecision;
  readonly graftVersion: string;
  /** ISO 8601. */
  readonly createdAt: string;
  /** Class names, in the order of the probabilities. */
  readonly labels: readonly string[];
  /** Side of the square input image of the base model, in pixels. */
  readonly inputSize: number;
  /** What pixel values 0 and 255 become before they go into the base model. */
  readonly inputRange: readonly [number, number];
  readonly input: TensorDescription;
  readonly output: TensorDescription;
  readonly preprocessing: Preprocessing;
  readonly baseModel: ModelDescription['baseModel'];
  readonly calibration: ModelDescription['calibration'] & { readonly description: string };
  readonly metrics: ModelDescription['metrics'] & { readonly description: string };
  readonly check: (ExportCheck & { readonly description: string }) | null;
}

/** A tensor of the model; null stands for what is only known when it runs. */
interface TensorDescription {
  readonly shape: readonly (number | null)[];
  readonly dtype: 'float32' | 'uint8';
  /** Where whole numbers stand for others: scale * (number - zeroPoint). */
  readonly quantization?: { readonly scale: number; readonly zeroPoint: number };
  readonly description: string;
}

/** From a picture to the input of the base model, in words and as fields, in this order. */
interface Preprocessing {
  readonly description: string;
  /** `centre-square`: side = min(width, height), as near to the middle as whole pixels allow. */
  readonly crop: 'centre-square';
  readonly resize: {
    readonly width: number;
    readonly height: number;
    readonly method: 'canvas-draw-image';
    readonly quality: 'high';
  };
  /** The colour under transparent pixels. */
  readonly background: '#ffffff';
  readonly channels: 'RGB';
  /** value = byte * multiply + add, for bytes 0 to 255. */
  readonly scale: { readonly multiply: number; readonly add: number };
}

/**
 * Describes an exported model.
 * @throws RangeError where head and description do not belong together
 */
export function createModelMetadata(
  contains: ModelMetadata['contains'],
  head: Head,
  description: ModelDescription,
  { precision }: { readonly precision: WeightPrecision } = { precision: 'float32' },
): ModelMetadata {
  const { labels, createdAt, graftVersion, baseModel, calibration, metrics, check = null } = description;
  const { inputSize, inputRange, embeddingSize } = baseModel;
  if (labels.length !== head.classCount) {
    throw new RangeError(`${labels.length} labels for a head of ${head.classCount} classes`);
  }
  if (embeddingSize !== head.embeddingSize) {
    throw new RangeError(`a base model of ${embeddingSize} numbers for a head of ${head.embeddingSize}`);
  }
  return {
    format: 'graft-model',
    version: 1,
    contains,
    precision,
    graftVersion,
    createdAt,
    labels,
    inputSize,
    inputRange,
    input:
      contains === 'full'
        ? {
            shape: [null, inputSize, inputSize, 3],
            dtype: 'float32',
            description: 'Images, preprocessed as `preprocessing` says.',
          }
        : {
            shape: [null, embeddingSize],
            dtype: 'float32',
            description: `Embeddings: what the base model ${baseModel.id} gives for images preprocessed as \`preprocessing\` says.`,
          },
    output: {
      shape: [null, labels.length],
      dtype: 'float32',
      description: 'One probability per label, in the order of `labels`; they sum to 1.',
    },
    preprocessing: describePreprocessing(inputSize, inputRange),
    baseModel,
    calibration: {
      description:
        'The logits have been divided by `temperature`, fitted on the validation set, which is part of the weights: do not ' +
        'divide again. An image whose highest probability is below `noneThreshold` is none of the labels; null: there is ' +
        'no such threshold.',
      ...calibration,
    },
    metrics: {
      description:
        'Fractions from 0 to 1. Those of the validation set belong to the head of the best epoch, before it was ' +
        'trained once more on training and validation images together, where that was done; those of the test set ' +
        'belong to the head exported here.',
      ...metrics,
    },
    check: check && {
      description:
        'Before this file was handed over, `client` opened the same file without this note and classified images of the person who made it, from the ' +
        'same pixels as Graft: `largestDifference` is that of any probability (0 to 1), `sameClassCount` of `imageCount` ' +
        'images got the same class. `passed` false, or `outcome` refused: do not rely on this file. `outcome` unchecked: ' +
        'nobody has tried it.',
      ...check,
    },
  };
}

function describePreprocessing(
  inputSize: number,
  [lowest, highest]: readonly [number, number],
): Preprocessing {
  const description = [
    'Turn the picture upright as its EXIF orientation says.',
    'Cut out the square in the middle whose side is the shorter of width and height.',
    `Resize it to ${inputSize} x ${inputSize} pixels as a canvas does in drawImage of an ImageBitmap with imageSmoothingQuality high, then put white below.`,
    `Take red, green and blue and map them linearly so that 0 becomes ${lowest} and 255 becomes ${highest}.`,
  ].join(' ');
  return {
    description,
    crop: 'centre-square',
    resize: { width: inputSize, height: inputSize, method: 'canvas-draw-image', quality: 'high' },
    background: '#ffffff',
    channels: 'RGB',
    scale: { multiply: (highest - lowest) / 255, add: lowest },
  };
}
