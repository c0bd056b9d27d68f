/** Embeddings of several samples, one row each. */
export interface EmbeddingTable {
  readonly sampleCount: number;
  readonly embeddingSize: number;
  /** Row by row: sampleCount * embeddingSize numbers. */
  readonly values: Float32Array<ArrayBuffer>;
}

/** Copies embeddings into one table. All must have `embeddingSize` numbers. */
export function stackEmbeddings(embeddings: readonly Float32Array[], embeddingSize: number): EmbeddingTable {
  const values = new Float32Array(embeddings.length * embeddingSize);
  embeddings.forEach((embedding, row) => {
    if (embedding.length !== embeddingSize) {
      throw new RangeError(`embedding ${row} has ${embedding.length} numbers instead of ${embeddingSize}`);
    }
    values.set(embedding, row * embeddingSize);
  });
  return { sampleCount: embeddings.length, embeddingSize, values };
}
