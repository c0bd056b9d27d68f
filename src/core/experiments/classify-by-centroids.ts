import { normalizeRows } from '../embedding/normalize-rows.ts';
import type { ExperimentData } from './experiment-data.ts';

/**
 * The class whose centroid has the highest cosine with each judged row, the lower column among equals (nearest class mean:
 * Mensink et al., 2013). A centroid is the mean of the unit embeddings of a class's training rows.
 * @returns a class column for each judged row
 */
export function classifyByCentroids({
  embeddings,
  classIndexes,
  classCount,
  trainingRows,
  judgedRows,
}: ExperimentData): Int32Array<ArrayBuffer> {
  const { embeddingSize } = embeddings;
  const units = normalizeRows(embeddings);
  const unitOf = (row: number) => units.subarray(row * embeddingSize, (row + 1) * embeddingSize);
  const sums = new Float32Array(classCount * embeddingSize);
  for (const row of trainingRows) {
    const start = (classIndexes[row] as number) * embeddingSize;
    const unit = unitOf(row);
    for (let i = 0; i < embeddingSize; i++)
      sums[start + i] = (sums[start + i] as number) + (unit[i] as number);
  }
  const centroids = normalizeRows({ sampleCount: classCount, embeddingSize, values: sums });
  return Int32Array.from(judgedRows, (row) => {
    const unit = unitOf(row);
    let best = 0;
    let highest = Number.NEGATIVE_INFINITY;
    for (let classIndex = 0; classIndex < classCount; classIndex++) {
      const start = classIndex * embeddingSize;
      let cosine = 0;
      for (let i = 0; i < embeddingSize; i++)
        cosine += (centroids[start + i] as number) * (unit[i] as number);
      if (cosine > highest) {
        highest = cosine;
        best = classIndex;
      }
    }
    return best;
  });
}
