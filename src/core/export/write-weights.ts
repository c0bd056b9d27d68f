import { encodeFloat16Array } from '../shared/float16.ts';

/** How the numbers of an exported model are written. */
export type FloatPrecision = 'float32' | 'float16';

/** One tensor of a model, flat in the order of `shape`. */
export interface NamedWeight {
  readonly name: string;
  readonly shape: readonly number[];
  /** Whole numbers of 8 bits are read back as floats. */
  readonly values: Float32Array | Int32Array | Int8Array;
}

/** What a weights manifest says of one tensor. `quantization`: it is stored so, and read back as `dtype`. */
interface WeightEntry {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int32';
  readonly quantization?:
    | { readonly dtype: 'float16'; readonly original_dtype: 'float32' }
    | { readonly dtype: 'uint8'; readonly min: number; readonly scale: number };
}

/** The weights of a TF.js model: the manifest of its model.json, and the one file that it speaks of. */
export interface WrittenWeights {
  readonly manifest: readonly [
    { readonly paths: readonly string[]; readonly weights: readonly WeightEntry[] },
  ];
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Writes the numbers one after the other, little-endian (the byte order of every machine that runs a browser), with the
 * manifest of TF.js (`WeightsManifestConfig`). With `float16` the kernels are halved; biases and other vectors, which
 * take next to no room, stay as they are, and so does a kernel with a number that is beyond half precision.
 */
export function writeWeights(weights: readonly NamedWeight[], precision: FloatPrecision): WrittenWeights {
  const entries: WeightEntry[] = [];
  const parts: Uint8Array[] = [];
  for (const { name, shape, values } of weights) {
    if (values instanceof Int32Array) {
      entries.push({ name, shape, dtype: 'int32' });
      parts.push(bytesOf(values));
    } else if (values instanceof Int8Array) {
      // The only 8 bits that the manifest knows have no sign.
      entries.push({ name, shape, dtype: 'float32', quantization: { dtype: 'uint8', min: -128, scale: 1 } });
      parts.push(Uint8Array.from(values, (value) => value + 128));
    } else if (precision === 'float16' && shape.length > 1 && fitsHalf(values)) {
      const quantization = { dtype: 'float16', original_dtype: 'float32' } as const;
      entries.push({ name, shape, dtype: 'float32', quantization });
      parts.push(bytesOf(encodeFloat16Array(values)));
    } else {
      entries.push({ name, shape, dtype: 'float32' });
      parts.push(bytesOf(values));
    }
  }
  return { manifest: [{ paths: ['weights.bin'], weights: entries }], bytes: join(parts) };
}

/** Whether half precision holds all of them. Half of the gap beyond its largest finite number, 65504, still rounds to it. */
export function fitsHalf(values: Float32Array): boolean {
  return values.every((value) => Math.abs(value) < 65520);
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array | Int32Array | Uint16Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}
