import type { PixelStatistics } from '../images/pixel-statistics.ts';
import type { EmbeddingTable } from './embedding-table.ts';

/** Images among which near duplicates are looked for: no two with the same bytes, or they crowd others out. */
export interface NearDuplicateRequest {
  readonly embeddings: EmbeddingTable;
  /** What is known of the pixels of the same images, in the same order. */
  readonly pixels: readonly Pick<PixelStatistics, 'miniature' | 'colour'>[];
}
