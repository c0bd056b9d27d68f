import { correlateMiniatures, prepareMiniature } from '../images/correlate-miniatures.ts';
import type { PixelStatistics } from '../images/pixel-statistics.ts';
import type { Answer } from '../shared/answer.ts';
import { findNeighbours } from './find-neighbours.ts';
import { groupNearDuplicates, type NearDuplicateLink } from './group-near-duplicates.ts';
import type { NearDuplicateRequest } from './near-duplicate-request.ts';

/**
 * How alike two images must be. The embedding proposes the eight nearest, the miniatures decide; neither can alone. Copies
 * of one photograph (recompressed, smaller, cut by 5 or 10 %, lighter, turned by 3 degrees, mirrored, a little blurred)
 * have cosines down to 0.5, pictures of different hands before one wall up to 0.95; and a miniature looks like many.
 *
 * Measured by `npm run bench -- --data DIR --health` on flowers5, pets37 and signdigits: src/README.md has the figures.
 */
const limits = { neighbours: 8, cosine: 0.6, colour: 0.05, correlation: 0.95 } as const;

/** So many pairs are compared in one step; a step takes less than a tenth of a second. */
const pairsPerStep = 200;

/**
 * Finds groups of images that are nearly the same, on the current TF.js backend. Yields how much is done, 0 to 1; ends
 * when answered `stop`.
 * @returns rows of each group of two or more; null when it was stopped
 */
export async function* findNearDuplicates({
  embeddings,
  pixels,
}: NearDuplicateRequest): AsyncGenerator<number, readonly (readonly number[])[] | null, Answer | undefined> {
  const search = findNeighbours(embeddings, { count: limits.neighbours, minimumCosine: limits.cosine });
  let step = await search.next();
  while (step.done !== true) step = await search.next(yield step.value / 2);
  const pairs = step.value;
  if (pairs === null) return null;

  const images = pixels.map(({ miniature, colour }) => ({ ...prepareMiniature(miniature), colour }));
  const imageOf = (row: number) => images[row] as (typeof images)[number];
  const links: NearDuplicateLink[] = [];
  for (const [index, rows] of pairs.entries()) {
    const [first, second] = [imageOf(rows[0]), imageOf(rows[1])];
    const likeness = isSameColour(first.colour, second.colour)
      ? correlateMiniatures(first, second, limits.correlation)
      : 0;
    if (likeness >= limits.correlation) links.push({ rows, likeness });
    if (index % pairsPerStep === pairsPerStep - 1) {
      if ((yield 0.5 + (index + 1) / pairs.length / 2) === 'stop') return null;
    }
  }
  return groupNearDuplicates(links);
}

/** Miniatures have no colour: without this a red pattern would be the same as a blue one. */
function isSameColour(a: PixelStatistics['colour'], b: PixelStatistics['colour']): boolean {
  return a.every((share, channel) => Math.abs(share - (b[channel] as number)) <= limits.colour);
}
