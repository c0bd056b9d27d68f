/** The text of a page in pieces, in UTF-8 where they are bytes. */
export type PageParts = readonly (string | Uint8Array<ArrayBuffer>)[];

/** A frame out of sight in which an exported page runs by itself, without reach of the studio. It holds one page at a time. */
export interface PageFrame {
  /** Whether this browser runs a page there at all. */
  canRun(): Promise<boolean>;
  /**
   * Opens a page with a `<graft-classifier>` in it, in place of the one before, and waits for its model.
   * @returns the class names
   * @throws with what the page says, where it has no model to show
   */
  open(page: PageParts): Promise<readonly string[]>;
  /**
   * Shows a square to the page's classifier.
   * @param pixels RGB bytes, row by row
   * @returns one probability per class name, in their order; these must differ
   */
  classify(pixels: Uint8Array): Promise<Float32Array>;
  /** Ends the page; what waits for it is told. */
  close(): void;
}
