import type { PixelStatistics } from './pixel-statistics.ts';

/** Why an image may be of no use, as its pixels tell. */
export type PixelFault = 'blank' | 'dark' | 'blurred';

/**
 * Where a fault begins. Of 2,070 photographs (flowers5, pets37, signdigits) these limits name as good as none; src/README.md has
 * the figures, `npm run bench -- --data DIR --health` prints them.
 */
const limits = { contrast: 0.02, highlight: 0.2, sharpness: 0.4 } as const;

/** The first fault that an image has; null for a sound one. */
export function findPixelFault({ contrast, highlight, sharpness }: PixelStatistics): PixelFault | null {
  // Of a night shot as little can be seen as of a lens cap; only the latter is the same all over.
  if (contrast < limits.contrast && (highlight >= limits.highlight || contrast < limits.contrast / 4))
    return 'blank';
  if (highlight < limits.highlight) return 'dark';
  return sharpness < limits.sharpness ? 'blurred' : null;
}
