import { dispose, matMul, type Tensor2D, tensor2d, tidy, transpose } from '@tensorflow/tfjs-core';
import type { EmbeddingTable } from '../embedding/embedding-table.ts';
import { normalizeRows } from '../embedding/normalize-rows.ts';

/** Cosines of some rows of a table with all of its rows. */
export interface CosineBlock {
  /** Where the block begins, in the list of rows that was asked for. */
  readonly first: number;
  readonly length: number;
  /** length * sampleCount numbers, row by row. */
  readonly cosines: Float32Array;
}

/** So many rows in one block: 20,000 rows then make one of 20 MB. */
const blockLength = 256;

/** Cosines of `rows` with every row of the table, block by block, on the current TF.js backend. */
export async function* listCosines(
  table: EmbeddingTable,
  rows: Int32Array,
): AsyncGenerator<CosineBlock, void, void> {
  const { sampleCount, embeddingSize } = table;
  const units = normalizeRows(table);
  // Transposed once: products with a transposed factor are slow on wasm.
  const columns: Tensor2D = tidy(() => transpose(tensor2d(units, [sampleCount, embeddingSize])));
  try {
    for (let first = 0; first < rows.length; first += blockLength) {
      const length = Math.min(blockLength, rows.length - first);
      const block = new Float32Array(length * embeddingSize);
      for (let i = 0; i < length; i++) {
        const row = rows[first + i] as number;
        block.set(units.subarray(row * embeddingSize, (row + 1) * embeddingSize), i * embeddingSize);
      }
      const product = tidy(() => matMul(tensor2d(block, [length, embeddingSize]), columns));
      try {
        yield { first, length, cosines: (await product.data()) as Float32Array };
      } finally {
        product.dispose();
      }
    }
  } finally {
    dispose(columns);
  }
}
