/** What one image file may be. Past this a decoder would ask for more memory than a tab has. */
export const imageLimits = {
  sizeBytes: 100 * 1024 * 1024,
  /** A decoded image takes four bytes per pixel. */
  pixels: 100_000_000,
  /** A JPEG that is scaled while it is decoded takes time, but no more memory than its eighth. */
  scaledPixels: 1_000_000_000,
  /** Of a damaged file so much of the rows must be left, or it shows nothing. */
  leastFraction: 0.25,
} as const;
