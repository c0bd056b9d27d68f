import { UMAP } from 'umap-js';
import type { EmbeddingMap, EmbeddingMapRequest } from '../core/embedding/embedding-map.ts';
import { findNearestRows, type NearestRows } from '../core/embedding/find-neighbours.ts';
import { findPrincipalAxes } from '../core/embedding/find-principal-axes.ts';
import { normalizeRows } from '../core/embedding/normalize-rows.ts';
import { placeOnAxes } from '../core/embedding/place-on-axes.ts';
import type { Answer } from '../core/shared/answer.ts';
import { createRandom } from '../core/shared/random.ts';

/** UMAP (McInnes, Healy and Melville, 2018) with its usual neighbourhood. */
const neighbourCount = 15;
const minDist = 0.1;
/** The search for neighbours takes about this share of the time. */
const searchFraction = 0.3;
/** So long it computes before it lets other work in, in milliseconds. */
const stretchMs = 30;

/**
 * Lays embeddings out in a plane by their directions. Yields how much is done, 0 to 1, and ends when answered `stop`.
 * @returns null when it was stopped
 */
export async function* mapEmbeddings(
  { embeddings, method, seed }: EmbeddingMapRequest,
  now: () => number,
): AsyncGenerator<number, EmbeddingMap | null, Answer | undefined> {
  const { sampleCount, embeddingSize } = embeddings;
  const count = Math.min(neighbourCount, sampleCount - 1);
  if (method === 'principal-components' || count < 2) {
    const units = normalizeRows(embeddings);
    const axes = findPrincipalAxes(units, embeddingSize, seed);
    return { positions: placeOnAxes(units, embeddingSize, axes), axes, nearestRows: null };
  }

  const search = findNearestRows(embeddings, { count: count - 1, minimumCosine: -2 });
  let found = await search.next();
  while (found.done !== true) found = await search.next(yield searchFraction * found.value);
  const nearest = found.value;
  if (nearest === null) return null;

  const umap = new UMAP({ nNeighbors: count, minDist, random: createRandom(seed).next });
  const lists = listNeighbours(nearest, sampleCount);
  umap.setPrecomputedKNN(lists.rows, lists.distances);
  // The neighbours are known: nobody looks at the vectors, only at how many there are.
  const epochCount = umap.initializeFit(Array.from({ length: sampleCount }, () => []));
  let lastMs = now();
  for (let epoch = 0; epoch < epochCount; epoch++) {
    umap.step();
    if (now() - lastMs < stretchMs) continue;
    const answer = yield searchFraction + ((1 - searchFraction) * (epoch + 1)) / epochCount;
    if (answer === 'stop') return null;
    lastMs = now();
  }
  const nearestRows = Int32Array.from(
    { length: sampleCount },
    (_, row) => nearest.rows[row * nearest.count] as number,
  );
  return { positions: Float32Array.from(umap.getEmbedding().flat()), axes: null, nearestRows };
}

/** As UMAP wants them: each row first among its own, and one less the cosine as a distance. */
function listNeighbours({ count, rows, cosines }: NearestRows, sampleCount: number) {
  const each = (row: number) => Array.from({ length: count }, (_, place) => row * count + place);
  return {
    rows: Array.from({ length: sampleCount }, (_, row) => [
      row,
      ...each(row).map((place) => rows[place] as number),
    ]),
    distances: Array.from({ length: sampleCount }, (_, row) => [
      0,
      ...each(row).map((place) => Math.max(0, 1 - (cosines[place] as number))),
    ]),
  };
}
