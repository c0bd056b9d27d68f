/** What the last layer of the base model says of each place of one image; its mean over the places is the embedding. */
export interface FeatureMap {
  readonly rowCount: number;
  readonly columnCount: number;
  /** Place by place, row by row: rowCount * columnCount * embeddingSize numbers. */
  readonly values: Float32Array<ArrayBuffer>;
}
