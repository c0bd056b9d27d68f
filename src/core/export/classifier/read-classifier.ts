import type { FoldedLayer } from '../../embedding/base-model.ts';
import { decodeFloat16Array } from '../../shared/float16.ts';
import { list, number, oneOf, orNull, type Read, record, text, whole } from '../../shared/read-json.ts';
import type { Head } from '../../training/head.ts';
import type { ModelMetadata } from '../model-metadata.ts';
import type { StoredNumbers } from './classifier-manifest.ts';

/** A classifier as plain numbers. */
export interface StoredClassifier {
  readonly facts: ClassifierFacts;
  readonly layers: readonly FoldedLayer[];
  readonly head: Head;
}

/** What a classifier says about itself. */
export interface ClassifierFacts {
  /** In the order of the probabilities. */
  readonly labels: readonly string[];
  readonly inputSize: number;
  readonly embeddingSize: number;
  readonly inputRange: readonly [number, number];
  /** A confidence below this means none of the labels, 0 to 1; null where there is no such threshold. */
  readonly noneThreshold: number | null;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly graftVersion: string;
  readonly metrics: Pick<ModelMetadata['metrics'], 'validation' | 'test'>;
  readonly base: { readonly name: string; readonly source: string; readonly licence: string };
}

/** Why files are no classifier. */
export interface ClassifierProblem {
  readonly kind: 'classifier-unfit';
  readonly detail: string;
}

/** Far beyond what anybody trains here, and small enough for the memory of a tab. */
const limits = {
  labels: 100_000,
  textLength: 10_000,
  layers: 1000,
  side: 4096,
  size: 65_536,
  numbers: 50_000_000,
};

/**
 * Reads the two files of a classifier, whoever has written them.
 * @param manifest parsed JSON
 * @returns `classifier-unfit` with the first thing that does not fit
 */
export function readClassifier(
  manifest: unknown,
  weights: ArrayBuffer,
): StoredClassifier | ClassifierProblem {
  const read = readManifest(manifest);
  if (read === undefined) return unfit('its manifest is not that of a Graft classifier of version 1');
  const { metadata, base, head } = read;
  if (weights.byteLength !== read.weights.sizeBytes) {
    return unfit(`its weights have ${weights.byteLength} bytes, ${read.weights.sizeBytes} were expected`);
  }
  const numbersOf = (stored: StoredNumbers, expectedLength: number) => {
    const { dtype, offsetBytes, length } = stored;
    const end = offsetBytes + length * (dtype === 'float16' ? 2 : 4);
    if (length !== expectedLength || offsetBytes % 4 !== 0 || end > weights.byteLength) return null;
    return dtype === 'float16'
      ? decodeFloat16Array(new Uint16Array(weights, offsetBytes, length))
      : new Float32Array(weights.slice(offsetBytes, end));
  };

  const layers: FoldedLayer[] = [];
  let channels = 3;
  for (const { name, kind, strides, kernelShape, ...stored } of base.layers) {
    const [height, width, inputChannels, last] = kernelShape;
    const outputChannels = kind === 'depthwiseConv2d' ? inputChannels * last : last;
    const kernel = numbersOf(stored.kernel, height * width * inputChannels * last);
    const bias = numbersOf(stored.bias, outputChannels);
    if (kernel === null || bias === null || inputChannels !== channels)
      return unfit(`its layer ${name} does not fit`);
    const info = {
      name,
      kind,
      strides,
      kernelShape,
      kernelOffsetBytes: 0,
      biasOffsetBytes: 0,
      biasLength: bias.length,
    };
    layers.push({ info, kernel, bias });
    channels = outputChannels;
  }
  const embeddingSize = channels;

  const dense: Head['layers'][number][] = [];
  for (const { inputSize, outputSize, activation, ...stored } of head) {
    const kernel = numbersOf(stored.kernel, inputSize * outputSize);
    const bias = numbersOf(stored.bias, outputSize);
    if (kernel === null || bias === null || inputSize !== channels)
      return unfit('a layer of its head does not fit');
    dense.push({ inputSize, outputSize, activation, kernel, bias });
    channels = outputSize;
  }
  const { labels, inputSize, inputRange, calibration, metrics, createdAt, graftVersion } = metadata;
  if (channels !== labels.length)
    return unfit(`it has ${labels.length} labels for ${channels} probabilities`);
  const { noneThreshold } = calibration;
  const { name, source, licence } = base;
  return {
    facts: {
      labels,
      inputSize,
      embeddingSize,
      inputRange,
      noneThreshold,
      createdAt,
      graftVersion,
      metrics,
      base: { name, source, licence },
    },
    layers,
    head: { embeddingSize, classCount: labels.length, layers: dense },
  };
}

function unfit(detail: string): ClassifierProblem {
  return { kind: 'classifier-unfit', detail };
}

const words = text(limits.textLength);
const fraction = number(0, 1);
const size = whole(1, limits.size);
const pair = list(number(-1e6, 1e6), 2) as Read<readonly [number, number]>;

const storedNumbers = record({
  dtype: oneOf('float16', 'float32'),
  offsetBytes: whole(0, 4 * limits.numbers),
  length: whole(1, limits.numbers),
});

const setMetrics = orNull(
  record({ sampleCount: whole(0, Number.MAX_SAFE_INTEGER), accuracy: fraction, macroF1: fraction }),
);

const readManifest = record({
  format: oneOf('graft-classifier'),
  version: oneOf(1),
  metadata: record({
    labels: list(words, limits.labels),
    inputSize: whole(1, limits.side),
    inputRange: (value) => (Array.isArray(value) && value.length === 2 ? pair(value) : undefined),
    calibration: record({ noneThreshold: orNull(fraction) }),
    metrics: record({ validation: setMetrics, test: setMetrics }),
    createdAt: words,
    graftVersion: words,
  }),
  base: record({
    name: words,
    source: words,
    licence: words,
    layers: list(
      record({
        name: words,
        kind: oneOf('conv2d', 'depthwiseConv2d'),
        strides: oneOf(1, 2),
        kernelShape: (value) => {
          const shape = list(size, 4)(value);
          return shape?.length === 4 ? (shape as readonly [number, number, number, number]) : undefined;
        },
        kernel: storedNumbers,
        bias: storedNumbers,
      }),
      limits.layers,
    ),
  }),
  head: list(
    record({
      inputSize: size,
      outputSize: whole(1, limits.labels),
      activation: oneOf('relu', 'linear'),
      kernel: storedNumbers,
      bias: storedNumbers,
    }),
    limits.layers,
  ),
  weights: record({ file: words, sizeBytes: whole(0, 4 * limits.numbers) }),
});
