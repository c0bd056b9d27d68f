import { decodeFloat16Array, encodeFloat16 } from '../shared/float16.ts';

/** An embedding at rest, in half the bytes: each number is `scale` times a half-precision number from -1 to 1. */
export interface PackedEmbedding {
  /** The largest absolute value; 0 for an embedding of zeros. */
  readonly scale: number;
  /** Bits of IEEE 754 half-precision numbers. */
  readonly halves: Uint16Array<ArrayBuffer>;
}

/** Packs an embedding of whatever size of numbers: the error of each is at most 2^-12 of the largest. */
export function packEmbedding(embedding: Float32Array): PackedEmbedding {
  const scale = embedding.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  const divisor = scale === 0 ? 1 : scale;
  return { scale, halves: Uint16Array.from(embedding, (value) => encodeFloat16(value / divisor)) };
}

/** The embedding again. What was unpacked and packed stays the same, up to the last bit of the scale. */
export function unpackEmbedding({ scale, halves }: PackedEmbedding): Float32Array<ArrayBuffer> {
  const values = decodeFloat16Array(halves);
  // Thousands of embeddings are unpacked at one time: a plain loop.
  for (let i = 0; i < values.length; i++) values[i] = (values[i] as number) * scale;
  return values;
}
