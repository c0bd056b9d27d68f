/** How much one import may bring. Beyond it the import, or the one file, is refused with a word. */
export interface ImportLimits {
  /** Files of a folder, entries of a ZIP. */
  readonly fileCount: number;
  /** One file of a ZIP, unpacked. */
  readonly fileBytes: number;
  /** All files of a ZIP together, unpacked. */
  readonly totalBytes: number;
  /** How many times larger than its packed form a file of a ZIP may be. */
  readonly expansionRatio: number;
  /** Files up to this size may expand as they like: a blank icon does, and harms nobody. */
  readonly harmlessBytes: number;
}

export const importLimits: ImportLimits = {
  fileCount: 20_000,
  fileBytes: 100 * 2 ** 20,
  totalBytes: 2 * 2 ** 30,
  // Deflate reaches 1,032 at best, with nothing but repetition; a few strokes on a white ground stay below 600.
  expansionRatio: 800,
  harmlessBytes: 64 * 2 ** 10,
};
