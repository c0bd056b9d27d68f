import type { Random } from '../shared/random.ts';
import { drawMixup } from './draw-mixup.ts';

/** What one step is made on, the same whatever makes it. */
export interface PlannedBatch {
  /** Rows of the data; filled up with row 0 to one size for every batch (GPU backends compile per shape). */
  readonly rows: Int32Array<ArrayBuffer>;
  /** So many of them are no padding. */
  readonly rowCount: number;
  /** What each counts in the figures: 1 / rowCount; 0 for padding. */
  readonly weights: Float32Array<ArrayBuffer>;
  /** What each counts in the loss: the same, times what its class counts. */
  readonly lossWeights: Float32Array<ArrayBuffer>;
  readonly mix: PlannedMix | null;
}

/**
 * How the rows of a batch are mixed with each other, so that a mixed row is exactly as much loss as its parts:
 * share * w_i * loss(y_i) + (1 - share) * w_j * loss(y_j), of the mixed input.
 */
export interface PlannedMix {
  /** Inputs become share * own + (1 - share) * the partner's. */
  readonly share: number;
  /** Places in the batch. */
  readonly partners: Int32Array;
  /** Targets become ownShares * own + (1 - ownShares) * the partner's. */
  readonly ownShares: Float32Array<ArrayBuffer>;
}

/**
 * Plans a step on some rows that all count the same, but for their classes.
 * @param mixup how strongly rows are mixed, 0 for not at all
 * @param weigh what a row counts in the loss
 */
export function planBatch(
  rows: readonly number[],
  batchSize: number,
  mixup: number,
  random: Random,
  weigh: (row: number) => number,
): PlannedBatch {
  const rowCount = rows.length;
  const batch = {
    rows: new Int32Array(batchSize),
    rowCount,
    weights: new Float32Array(batchSize).fill(1 / rowCount, 0, rowCount),
    lossWeights: new Float32Array(batchSize),
  };
  batch.rows.set(rows);
  rows.forEach((row, place) => {
    batch.lossWeights[place] = weigh(row) / rowCount;
  });
  if (mixup === 0) return { ...batch, mix: null };
  const { share, partners } = drawMixup(mixup, rowCount, batchSize, random);
  const ownShares = new Float32Array(batchSize).fill(1);
  rows.forEach((row, place) => {
    const own = share * weigh(row);
    const other = (1 - share) * weigh(rows[partners[place] as number] as number);
    batch.lossWeights[place] = (own + other) / rowCount;
    ownShares[place] = own / (own + other);
  });
  return { ...batch, mix: { share, partners, ownShares } };
}
