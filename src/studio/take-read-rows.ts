import { type EmbeddingTable, stackEmbeddings } from '../core/embedding/embedding-table.ts';

/** Embeddings of those of the images that could be read. */
export interface ReadEmbeddings {
  /** Their places among all. */
  readonly readRows: readonly number[];
  /** One row for each of them. */
  readonly embeddings: EmbeddingTable;
}

/** @param wanted places among all images, each of which could be read */
export function takeReadRows(
  { readRows, embeddings }: ReadEmbeddings,
  wanted: readonly number[],
): EmbeddingTable {
  const { embeddingSize, values } = embeddings;
  const rows = wanted.map((row) => {
    const start = readRows.indexOf(row) * embeddingSize;
    return values.subarray(start, start + embeddingSize);
  });
  return stackEmbeddings(rows, embeddingSize);
}
