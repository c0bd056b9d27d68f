import type { EmbeddingTable } from '../embedding/embedding-table.ts';

/** Images whose labels are looked at. */
export interface LabelCheckRequest {
  readonly embeddings: EmbeddingTable;
  /** The class column of each row. */
  readonly classIndexes: Int32Array<ArrayBuffer>;
  readonly classCount: number;
  /** The fold of each row, 0 to foldCount - 1; -1 for one that is always trained on, and not judged. */
  readonly folds: Int32Array<ArrayBuffer>;
  readonly foldCount: number;
  readonly seed: number;
}
