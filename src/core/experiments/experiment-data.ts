import type { EmbeddingTable } from '../embedding/embedding-table.ts';

/** What an experiment is made on: the images that may be learned from, and the images that everything is judged on. */
export interface ExperimentData {
  readonly embeddings: EmbeddingTable;
  /** The class column of each row of `embeddings`. */
  readonly classIndexes: Int32Array<ArrayBuffer>;
  readonly classCount: number;
  /** Rows that may be learned from; every class has one. */
  readonly trainingRows: Int32Array<ArrayBuffer>;
  /** Rows that accuracy is measured on; none of them is a training row. */
  readonly judgedRows: Int32Array<ArrayBuffer>;
}

/** Small pictures of some samples, for what learns from pixels. */
export interface SmallImages {
  /** Of the square, in pixels. */
  readonly side: number;
  /** By row of the experiment's table: RGB bytes, row by row, `side * side * 3` long. */
  readonly pixels: readonly Uint8Array[];
}
