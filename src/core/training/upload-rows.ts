import { type Tensor4D, tensor4d } from '@tensorflow/tfjs-core';
import { decodeFloat16Array } from '../shared/float16.ts';
import type { ActivationTable } from './tuning-types.ts';

/**
 * Rows of activations on the backend, [batchSize, height, width, channels]. A short batch is filled up with zeros, so
 * that every step has one shape (GPU backends compile per shape).
 */
export function uploadRows(
  { shape, rows }: ActivationTable,
  indexes: ArrayLike<number>,
  batchSize: number,
): Tensor4D {
  const [height, width, channels] = shape;
  const length = height * width * channels;
  const values = new Float32Array(batchSize * length);
  for (let place = 0; place < indexes.length; place++) {
    values.set(decodeFloat16Array(rows[indexes[place] as number] as Uint16Array), place * length);
  }
  return tensor4d(values, [batchSize, height, width, channels]);
}
