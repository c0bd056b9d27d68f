import type { EmbeddingTable } from './embedding-table.ts';

/** How embeddings become points of a plane. */
export type MapMethod = 'principal-components' | 'umap';

/** Embeddings to be laid out in a plane. */
export interface EmbeddingMapRequest {
  readonly embeddings: EmbeddingTable;
  readonly method: MapMethod;
  /** The same seed gives the same map. */
  readonly seed: number;
}

/** Embeddings as points of a plane. */
export interface EmbeddingMap {
  /** Row by row: 2 * sampleCount numbers, x before y, in no particular unit. */
  readonly positions: Float32Array<ArrayBuffer>;
  /** The directions that the map shows; null for UMAP, which bends. */
  readonly axes: PrincipalAxes | null;
  /** The row that points the most in the direction of each row; null for principal components, which do not need it. */
  readonly nearestRows: Int32Array<ArrayBuffer> | null;
}

/** The two directions in which embeddings of length 1 differ the most. */
export interface PrincipalAxes {
  /** [embeddingSize] */
  readonly mean: Float32Array<ArrayBuffer>;
  /** [2, embeddingSize], each of length 1. */
  readonly directions: Float32Array<ArrayBuffer>;
  /** The share of all differences that each direction shows, 0 to 1. */
  readonly varianceFractions: readonly [number, number];
}
