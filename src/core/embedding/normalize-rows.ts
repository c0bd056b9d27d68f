import type { EmbeddingTable } from './embedding-table.ts';

/** Rows of length 1; a row of zeros stays one. */
export function normalizeRows({ sampleCount, embeddingSize, values }: EmbeddingTable): Float32Array {
  const units = Float32Array.from(values);
  for (let row = 0; row < sampleCount; row++) {
    const unit = units.subarray(row * embeddingSize, (row + 1) * embeddingSize);
    let squares = 0;
    for (const value of unit) squares += value * value;
    const scale = squares === 0 ? 0 : 1 / Math.sqrt(squares);
    for (let i = 0; i < unit.length; i++) unit[i] = (unit[i] as number) * scale;
  }
  return units;
}
