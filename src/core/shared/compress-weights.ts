import { decodeFloat16, encodeFloat16 } from './float16.ts';

/**
 * How the numbers of a model are written down. `int8`: a whole number from -127 to 127 for each weight, and one float32
 * scale for each output channel.
 */
export type WeightPrecision = 'float32' | 'float16' | 'int8';

/** A kernel after it was written down and read again. */
export interface CompressedWeights {
  readonly values: Float32Array<ArrayBuffer>;
  readonly sizeBytes: number;
}

/**
 * Writes a kernel down and reads it again: symmetric rounding per output channel for `int8` (Krishnamoorthi, 2018, 3.1.1),
 * so that a channel of small weights keeps them; one scale for the whole kernel breaks networks with folded normalization.
 * @param channelCount the output channels, which lie next to each other in memory
 */
export function compressWeights(
  kernel: Float32Array,
  channelCount: number,
  precision: WeightPrecision,
): CompressedWeights {
  if (precision === 'float32') return { values: Float32Array.from(kernel), sizeBytes: 4 * kernel.length };
  if (precision === 'float16') {
    const values = Float32Array.from(kernel, (value) => decodeFloat16(encodeFloat16(value)));
    return { values, sizeBytes: 2 * kernel.length };
  }
  const { codes, scales } = roundByChannel(kernel, channelCount);
  const values = Float32Array.from(codes, (code, i) => code * (scales[i % channelCount] as number));
  return { values, sizeBytes: kernel.length + 4 * channelCount };
}

/** A kernel in 8 bits: each weight is its code times the scale of its output channel. */
export interface RoundedKernel {
  /** -127 to 127, in the order of the kernel. */
  readonly codes: Int8Array<ArrayBuffer>;
  /** One for each output channel. */
  readonly scales: Float32Array<ArrayBuffer>;
}

/** Rounds a kernel to the nearest codes; as `compressWeights` does for `int8`. */
export function roundByChannel(kernel: Float32Array, channelCount: number): RoundedKernel {
  const largest = new Float32Array(channelCount);
  kernel.forEach((value, i) => {
    const channel = i % channelCount;
    largest[channel] = Math.max(largest[channel] as number, Math.abs(value));
  });
  const scales = largest.map((value) => value / 127);
  const codes = Int8Array.from(kernel, (value, i) => {
    const scale = scales[i % channelCount] as number;
    return scale === 0 ? 0 : Math.round(value / scale);
  });
  return { codes, scales };
}
