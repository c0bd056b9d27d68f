import type { EmbeddingTable } from './embedding-table.ts';

/** Images of which some may lie in the wrong class. */
export interface MisfitRequest {
  readonly embeddings: EmbeddingTable;
  /** The class column of each row. */
  readonly classIndexes: Int32Array<ArrayBuffer>;
  readonly classCount: number;
}

/** An image that does not fit into its class. */
export type Misfit =
  /** It is nearer to another class, by so much of a cosine. */
  | {
      readonly kind: 'nearer-to-other';
      readonly row: number;
      readonly classIndex: number;
      readonly margin: number;
    }
  /** It is far from all the others of its class: its cosine lies so far below their median. */
  | { readonly kind: 'far-from-own'; readonly row: number; readonly drop: number };
