import type { FoldedLayer } from '../../embedding/base-model.ts';
import { type Int8Range, quantizeKernel } from './quantize-numbers.ts';

/** A convolution in whole numbers. */
export interface QuantizedLayer {
  readonly info: FoldedLayer['info'];
  /** In the order of the kernel that they are made of. */
  readonly values: Int8Array<ArrayBuffer>;
  /** For each output channel. */
  readonly scales: Float32Array<ArrayBuffer>;
  readonly bias: Float32Array<ArrayBuffer>;
  readonly input: Int8Range;
  /** Behind its ReLU6. */
  readonly output: Int8Range;
}

export function quantizeLayer(
  { info, kernel, bias }: FoldedLayer,
  input: Int8Range,
  output: Int8Range,
): QuantizedLayer {
  return { info, bias, input, output, ...quantizeKernel(kernel, leastScales(bias, input, output)) };
}

/** So that a bias fits into 32 bits, and what products are multiplied by stays within what runtimes can express. */
export function leastScales(bias: Float32Array, input: Int8Range, output: Int8Range): Float64Array {
  return Float64Array.from(
    bias,
    (value) => Math.max(Math.abs(value) * 2 ** -30, output.scale * 2 ** -24) / input.scale,
  );
}
