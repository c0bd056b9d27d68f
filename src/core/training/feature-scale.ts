import type { DenseLayer, Head } from './head.ts';

/** How each number of a standardized embedding is moved and scaled while a head is trained: (x - mean) / deviation. */
export interface FeatureScale {
  /** One for each number of an embedding. */
  readonly means: Float64Array;
  /** Above 0. */
  readonly deviations: Float64Array;
}

/**
 * So much of the mean deviation is added to each: a number that hardly differs between the images is mostly noise, and
 * would else be blown up to the size of the others.
 */
const damping = 0.5;
/** Few images tell little of deviations: those found over so many count half, the rest is 1, the deviation within an embedding. */
const halfTrusted = 50;
/** Where deviations are smaller than this on average, all rows are the same but for rounding. */
const smallestDeviation = 1e-4;

/**
 * Mean and standard deviation of each number over some rows; deviations are damped, and drawn towards 1 where rows are few.
 * @param inputs standardized embeddings, row by row
 * @param rows at least one; where all of them are the same, deviations are 1
 */
export function measureFeatures(
  inputs: Float32Array,
  embeddingSize: number,
  rows: ArrayLike<number>,
): FeatureScale {
  const means = new Float64Array(embeddingSize);
  const deviations = new Float64Array(embeddingSize);
  for (let i = 0; i < rows.length; i++) {
    const start = (rows[i] as number) * embeddingSize;
    for (let j = 0; j < embeddingSize; j++)
      means[j] = (means[j] as number) + (inputs[start + j] as number) / rows.length;
  }
  for (let i = 0; i < rows.length; i++) {
    const start = (rows[i] as number) * embeddingSize;
    for (let j = 0; j < embeddingSize; j++) {
      const gap = (inputs[start + j] as number) - (means[j] as number);
      deviations[j] = (deviations[j] as number) + (gap * gap) / rows.length;
    }
  }
  let sum = 0;
  for (let j = 0; j < embeddingSize; j++) {
    deviations[j] = Math.sqrt(deviations[j] as number);
    sum += deviations[j] as number;
  }
  const mean = sum / embeddingSize;
  if (mean < smallestDeviation) return { means, deviations: deviations.fill(1) };
  const trust = rows.length / (rows.length + halfTrusted);
  return {
    means,
    deviations: deviations.map((deviation) => trust * (deviation + damping * mean) + 1 - trust),
  };
}

/** Scales all rows in place. @param inputs standardized embeddings, row by row */
export function scaleFeatures(inputs: Float32Array, { means, deviations }: FeatureScale): void {
  const embeddingSize = means.length;
  for (let start = 0; start < inputs.length; start += embeddingSize) {
    for (let j = 0; j < embeddingSize; j++) {
      inputs[start + j] = ((inputs[start + j] as number) - (means[j] as number)) / (deviations[j] as number);
    }
  }
}

/**
 * The head that says of standardized embeddings what `head` says of scaled ones. Scaling is affine, so it goes into the first
 * layer: kernel / deviation, and bias - mean * kernel / deviation. Nothing is left to be done where the head is used.
 */
export function foldScale(head: Head, { means, deviations }: FeatureScale): Head {
  return changeFirstLayer(head, ({ outputSize, kernel, bias }) => {
    const offsets = Float64Array.from(bias);
    const folded = kernel.map((weight, i) => {
      const input = Math.floor(i / outputSize);
      const value = weight / (deviations[input] as number);
      offsets[i % outputSize] = (offsets[i % outputSize] as number) - (means[input] as number) * value;
      return value;
    });
    return { kernel: folded, bias: Float32Array.from(offsets) };
  });
}

/** The other way round: what `foldScale` makes `head` of. */
export function unfoldScale(head: Head, { means, deviations }: FeatureScale): Head {
  return changeFirstLayer(head, ({ outputSize, kernel, bias }) => {
    const offsets = Float64Array.from(bias);
    const unfolded = kernel.map((weight, i) => {
      const input = Math.floor(i / outputSize);
      offsets[i % outputSize] = (offsets[i % outputSize] as number) + (means[input] as number) * weight;
      return weight * (deviations[input] as number);
    });
    return { kernel: unfolded, bias: Float32Array.from(offsets) };
  });
}

function changeFirstLayer(
  head: Head,
  change: (layer: DenseLayer) => Pick<DenseLayer, 'kernel' | 'bias'>,
): Head {
  return {
    ...head,
    layers: head.layers.map((layer, index) => (index === 0 ? { ...layer, ...change(layer) } : layer)),
  };
}
