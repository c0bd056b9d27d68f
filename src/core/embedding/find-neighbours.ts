import { dispose, matMul, slice, type Tensor2D, tensor2d, tidy, transpose } from '@tensorflow/tfjs-core';
import type { Answer } from '../shared/answer.ts';
import type { EmbeddingTable } from './embedding-table.ts';
import { normalizeRows } from './normalize-rows.ts';

/** Two rows of a table. */
export type RowPair = readonly [first: number, second: number];

/** The rows that point the most in the direction of each row, in descending order of the cosine. */
export interface NearestRows {
  /** So many places for each row. */
  readonly count: number;
  /** sampleCount * count row numbers; -1 where there are no more. */
  readonly rows: Int32Array<ArrayBuffer>;
  /** In the same places. */
  readonly cosines: Float32Array<ArrayBuffer>;
}

/** So many rows are compared with all others in one step: 5,000 rows then take a step of about a tenth of a second. */
const blockLength = 256;

/** How many neighbours are wanted of each row, and how near they must be; `minimumCosine` itself is too far. */
interface NeighbourLimits {
  readonly count: number;
  readonly minimumCosine: number;
}

/**
 * Finds neighbours like `findNearestRows`.
 * @returns each pair once, the smaller row first, in ascending order; null when it was stopped
 */
export async function* findNeighbours(
  table: EmbeddingTable,
  limits: NeighbourLimits,
): AsyncGenerator<number, readonly RowPair[] | null, Answer | undefined> {
  const nearest = yield* findNearestRows(table, limits);
  return nearest === null ? null : listPairs(nearest, table.sampleCount);
}

/**
 * Finds the rows that point the most in the direction of each row. Runs on the current TF.js backend, a block of rows per
 * step; yields how much is done, 0 to 1, and ends when answered `stop`.
 * @returns null when it was stopped
 */
export async function* findNearestRows(
  table: EmbeddingTable,
  { count, minimumCosine }: NeighbourLimits,
): AsyncGenerator<number, NearestRows | null, Answer | undefined> {
  const { sampleCount, embeddingSize } = table;
  const nearest = createNearestLists(sampleCount, count, minimumCosine);
  // Transposed once: products with a transposed factor are slow on wasm.
  const [rows, columns] = tidy(() => {
    const units = tensor2d(normalizeRows(table), [sampleCount, embeddingSize]);
    return [units, transpose(units)] as [Tensor2D, Tensor2D];
  });
  try {
    for (let first = 0; first < sampleCount; first += blockLength) {
      const length = Math.min(blockLength, sampleCount - first);
      // Earlier rows have met these already.
      const others = sampleCount - first;
      const product = tidy(() =>
        matMul(
          slice(rows, [first, 0], [length, embeddingSize]),
          slice(columns, [0, first], [embeddingSize, others]),
        ),
      );
      try {
        const cosines = await product.data();
        for (let row = 0; row < length; row++) {
          for (let other = row + 1; other < others; other++) {
            nearest.offer(first + row, first + other, cosines[row * others + other] as number);
          }
        }
      } finally {
        product.dispose();
      }
      if ((yield (first + length) / sampleCount) === 'stop') return null;
    }
  } finally {
    dispose([rows, columns]);
  }
  return nearest.lists;
}

/** The nearest rows of each row, in descending order of the cosine. */
function createNearestLists(rowCount: number, count: number, minimumCosine: number) {
  const cosines = new Float32Array(rowCount * count).fill(minimumCosine);
  const rows = new Int32Array(rowCount * count).fill(-1);

  const insert = (row: number, other: number, cosine: number) => {
    const start = row * count;
    let place = start + count - 1;
    // The last place holds what has to be exceeded. Of equals the one that came first stays.
    if (!(cosine > (cosines[place] as number))) return;
    for (; place > start && cosine > (cosines[place - 1] as number); place--) {
      cosines[place] = cosines[place - 1] as number;
      rows[place] = rows[place - 1] as number;
    }
    cosines[place] = cosine;
    rows[place] = other;
  };

  return {
    offer(a: number, b: number, cosine: number) {
      insert(a, b, cosine);
      insert(b, a, cosine);
    },
    lists: { count, rows, cosines } satisfies NearestRows,
  };
}

function listPairs({ count, rows }: NearestRows, rowCount: number): readonly RowPair[] {
  const keys = new Set<number>();
  rows.forEach((other, place) => {
    const row = Math.floor(place / count);
    if (other >= 0) keys.add(Math.min(row, other) * rowCount + Math.max(row, other));
  });
  return [...keys].sort((a, b) => a - b).map((key) => [Math.floor(key / rowCount), key % rowCount] as const);
}
