import type { EmbeddingTable } from '../../../src/core/embedding/embedding-table.ts';
import { standardizeEmbeddings } from '../../../src/core/training/standardize-embeddings.ts';
import type { Normalization } from './candidates.ts';

/**
 * Every row of the table as the head sees it; sampleCount * embeddingSize numbers.
 *
 * - raw: as it is
 * - unit length: x / |x| * sqrt(embeddingSize), so that a number has about the size that it has in the other ways
 * - standardized: as the studio's heads do it
 * - centred: (x - m) / s, m the mean embedding of the training rows and s the root mean square of what is left there
 *
 * @param trainingRows the only rows that statistics are taken from
 */
export function normalizeEmbeddings(
  normalization: Normalization,
  table: EmbeddingTable,
  trainingRows: Int32Array,
): Float32Array<ArrayBuffer> {
  switch (normalization) {
    case 'raw':
      return table.values;
    case 'unit length':
      return scaleToUnitLength(table);
    case 'standardized':
      return standardizeEmbeddings(table);
    case 'centred':
      return centre(table, trainingRows);
  }
}

function scaleToUnitLength({ values, embeddingSize }: EmbeddingTable): Float32Array<ArrayBuffer> {
  const scaled = new Float32Array(values.length);
  for (let start = 0; start < values.length; start += embeddingSize) {
    const row = values.subarray(start, start + embeddingSize);
    const length = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
    scaled.set(
      row.map((value) => (value / length) * Math.sqrt(embeddingSize)),
      start,
    );
  }
  return scaled;
}

function centre({ values, embeddingSize }: EmbeddingTable, rows: Int32Array): Float32Array<ArrayBuffer> {
  const mean = new Float64Array(embeddingSize);
  for (const row of rows) {
    for (let i = 0; i < embeddingSize; i++) {
      mean[i] = (mean[i] as number) + (values[row * embeddingSize + i] as number) / rows.length;
    }
  }
  const centred = values.map((value, i) => value - (mean[i % embeddingSize] as number));
  let squares = 0;
  for (const row of rows) {
    for (let i = 0; i < embeddingSize; i++) squares += (centred[row * embeddingSize + i] as number) ** 2;
  }
  const scale = 1 / Math.sqrt(squares / (rows.length * embeddingSize));
  return centred.map((value) => value * scale);
}
