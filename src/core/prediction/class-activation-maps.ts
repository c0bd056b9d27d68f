import type { FeatureMap } from '../embedding/feature-map.ts';
import type { Head } from '../training/head.ts';
import { standardizeEpsilon } from '../training/standardize-embeddings.ts';

/** For every class, what each place of an image says for it (above 0) or against it (below 0). */
export interface ClassActivationMaps {
  readonly rowCount: number;
  readonly columnCount: number;
  /** Class by class, row by row: classCount * rowCount * columnCount numbers. */
  readonly values: Float32Array<ArrayBuffer>;
}

/**
 * Class activation maps (Zhou et al., 2016) for a head that standardizes the embedding. The embedding is the mean of the
 * feature map, and everything after it is linear once it is known which hidden units are above zero, so that each
 * logit is, exactly, the mean of its map plus a number that no place has a part in (the biases).
 * @param map as wide as the head's embedding
 */
export function computeClassActivationMaps(head: Head, map: FeatureMap): ClassActivationMaps {
  const { rowCount, columnCount } = map;
  const placeCount = rowCount * columnCount;
  const standardized = standardizePlaces(map, head.embeddingSize);
  const values = new Float32Array(head.classCount * placeCount);
  /** Per hidden layer, which units the whole image puts above zero. */
  const gates = findOpenGates(head, meanOfPlaces(standardized, head.embeddingSize));
  for (let place = 0; place < placeCount; place++) {
    let share = standardized.subarray(place * head.embeddingSize, (place + 1) * head.embeddingSize);
    head.layers.forEach((layer, depth) => {
      share = multiply(share, layer.kernel, layer.outputSize);
      const gate = gates[depth];
      if (gate !== undefined) share = share.map((value, unit) => (gate[unit] ? value : 0));
    });
    for (let classIndex = 0; classIndex < head.classCount; classIndex++) {
      values[classIndex * placeCount + place] = share[classIndex] as number;
    }
  }
  return { rowCount, columnCount, values };
}

/** Each place taken off the mean of the embedding and divided by its deviation, as the embedding itself is. */
function standardizePlaces({ values }: FeatureMap, embeddingSize: number): Float64Array {
  const embedding = meanOfPlaces(values, embeddingSize);
  const mean = embedding.reduce((sum, value) => sum + value, 0) / embeddingSize;
  const variance = embedding.reduce((sum, value) => sum + (value - mean) ** 2, 0) / embeddingSize;
  const scale = 1 / Math.sqrt(variance + standardizeEpsilon);
  return Float64Array.from(values, (value) => (value - mean) * scale);
}

function meanOfPlaces(values: Float32Array | Float64Array, embeddingSize: number): Float64Array {
  const mean = new Float64Array(embeddingSize);
  const placeCount = values.length / embeddingSize;
  for (let i = 0; i < values.length; i++) {
    const channel = i % embeddingSize;
    mean[channel] = (mean[channel] as number) + (values[i] as number) / placeCount;
  }
  return mean;
}

/** For all layers but the last, whether each unit is above zero. */
function findOpenGates(head: Head, standardized: Float64Array): readonly (readonly boolean[])[] {
  const gates: (readonly boolean[])[] = [];
  let input = standardized;
  for (const { kernel, bias, outputSize } of head.layers.slice(0, -1)) {
    const output = multiply(input, kernel, outputSize).map((sum, unit) => sum + (bias[unit] as number));
    gates.push(Array.from(output, (value) => value > 0));
    input = output.map((value) => Math.max(value, 0));
  }
  return gates;
}

/** input [inputSize] * kernel [inputSize, outputSize], walked as the kernel lies in memory. */
function multiply(input: Float64Array, kernel: Float32Array, outputSize: number): Float64Array {
  const output = new Float64Array(outputSize);
  for (let from = 0; from < input.length; from++) {
    const value = input[from] as number;
    if (value === 0) continue;
    const start = from * outputSize;
    for (let to = 0; to < outputSize; to++) {
      output[to] = (output[to] as number) + value * (kernel[start + to] as number);
    }
  }
  return output;
}
