import type { PrincipalAxes } from './embedding-map.ts';

/** Where rows of length 1 lie along the principal axes. @returns x and y of each row: 2 * sampleCount numbers */
export function placeOnAxes(
  units: Float32Array,
  embeddingSize: number,
  { mean, directions }: PrincipalAxes,
): Float32Array<ArrayBuffer> {
  const sampleCount = units.length / embeddingSize;
  return Float32Array.from({ length: 2 * sampleCount }, (_, place) => {
    const row = (place >> 1) * embeddingSize;
    const axis = (place & 1) * embeddingSize;
    let sum = 0;
    for (let i = 0; i < embeddingSize; i++) {
      sum += ((units[row + i] as number) - (mean[i] as number)) * (directions[axis + i] as number);
    }
    return sum;
  });
}
