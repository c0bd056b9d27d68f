import type { TfliteQuantization } from './tflite-model.ts';

/** Whole numbers from -128 to 127 that stand for scale * (number - zeroPoint). */
export interface Int8Range {
  readonly scale: number;
  readonly zeroPoint: number;
}

/** The numbers of a tensor that only the running model knows, from the lowest to the highest; 0 is always one of them. */
export interface NumberRange {
  readonly lowest: number;
  readonly highest: number;
}

/** Weights as whole numbers. */
export interface QuantizedKernel {
  readonly values: Int8Array<ArrayBuffer>;
  /** For each output channel. */
  readonly scales: Float32Array<ArrayBuffer>;
}

/** Spreads the 256 whole numbers over a range so that 0 is one of them exactly (Jacob et al., 2018, 2.1). */
export function quantizeRange({ lowest, highest }: NumberRange): Int8Range {
  // What is all zero on every image seen still gets a scale.
  const scale = Math.fround(Math.max(Math.max(highest, 0) - Math.min(lowest, 0), 1e-3) / 255);
  return { scale, zeroPoint: Math.round(-128 - Math.min(lowest, 0) / scale) };
}

export function describeRange({ scale, zeroPoint }: Int8Range): TfliteQuantization {
  return { scales: [scale], zeroPoint, axis: 0 };
}

/**
 * Rounds a kernel to whole numbers from -127 to 127, with a scale for each output channel (Krishnamoorthi, 2018, 3.1.1): folded
 * normalization has made channels a hundredfold different in size.
 * @param kernel output channels next to each other
 * @param leastScales for each channel what its scale may not be below
 */
export function quantizeKernel(kernel: Float32Array, leastScales: Float64Array): QuantizedKernel {
  const channelCount = leastScales.length;
  const largest = new Float64Array(channelCount);
  for (let i = 0; i < kernel.length; i++) {
    const channel = i % channelCount;
    largest[channel] = Math.max(largest[channel] as number, Math.abs(kernel[i] as number));
  }
  const scales = Float32Array.from(largest, (value, channel) =>
    Math.max(value / 127, leastScales[channel] as number),
  );
  const values = new Int8Array(kernel.length);
  for (let i = 0; i < kernel.length; i++) {
    values[i] = Math.round((kernel[i] as number) / (scales[i % channelCount] as number));
  }
  return { values, scales };
}
