import type { DenseLayer, Head } from '../../training/head.ts';
import { standardizeEpsilon } from '../../training/standardize-embeddings.ts';
import type { NumberRange } from './quantize-numbers.ts';

/** What the numbers inside a head reach on some embeddings, step by step. */
export interface HeadRanges {
  readonly embedding: NumberRange;
  readonly mean: NumberRange;
  readonly centred: NumberRange;
  readonly squares: NumberRange;
  readonly variance: NumberRange;
  /** What the centred embedding is multiplied by. */
  readonly scale: NumberRange;
  readonly standardized: NumberRange;
  /** Behind each dense layer, its activation included. */
  readonly dense: readonly NumberRange[];
}

/** Runs embeddings through a head and looks at what the numbers on the way reach. */
export function measureHeadRanges(head: Head, embeddings: readonly Float32Array[]): HeadRanges {
  const steps = embeddings.map((embedding) => {
    const mean = average(embedding);
    const centred = Float64Array.from(embedding, (value) => value - mean);
    const squares = centred.map((value) => value ** 2);
    const variance = average(squares);
    const scale = 1 / Math.sqrt(variance + standardizeEpsilon);
    const standardized = centred.map((value) => value * scale);
    const dense: Float64Array[] = [];
    for (const layer of head.layers) dense.push(applyDense(layer, dense.at(-1) ?? standardized));
    return {
      embedding,
      mean: [mean],
      centred,
      squares,
      variance: [variance],
      scale: [scale],
      standardized,
      dense,
    };
  });
  type Step = (typeof steps)[number];
  const range = (pick: (step: Step) => ArrayLike<number>) => findRange(steps.map(pick));
  return {
    embedding: range(({ embedding }) => embedding),
    mean: range(({ mean }) => mean),
    centred: range(({ centred }) => centred),
    squares: range(({ squares }) => squares),
    variance: range(({ variance }) => variance),
    scale: range(({ scale }) => scale),
    standardized: range(({ standardized }) => standardized),
    dense: head.layers.map((_, index) => range(({ dense }) => dense[index] ?? [])),
  };
}

function average(values: Float32Array | Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  return sum / values.length;
}

function applyDense({ kernel, bias, outputSize, activation }: DenseLayer, input: Float64Array): Float64Array {
  const output = Float64Array.from(bias);
  for (let i = 0; i < kernel.length; i++) {
    const to = i % outputSize;
    output[to] =
      (output[to] as number) + (input[Math.floor(i / outputSize)] as number) * (kernel[i] as number);
  }
  return activation === 'relu' ? output.map((value) => Math.max(value, 0)) : output;
}

function findRange(lists: readonly ArrayLike<number>[]): NumberRange {
  let lowest = 0;
  let highest = 0;
  for (const list of lists) {
    for (let i = 0; i < list.length; i++) {
      lowest = Math.min(lowest, list[i] as number);
      highest = Math.max(highest, list[i] as number);
    }
  }
  return { lowest, highest };
}
