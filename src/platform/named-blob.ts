/** A file with the path or name by which the person knows it. */
export interface NamedBlob {
  /** Slash-separated path inside the import, or a bare file name; as it came, not yet checked. */
  readonly path: string;
  readonly blob: Blob;
  /** The same for all pictures of one recording or video, which look alike; missing for a picture of its own. */
  readonly burst?: string;
}

/**
 * Lists files that are still to be found, such as those of a dropped folder.
 * @param onFound is told again and again how many there are so far, and answers whether to look for more
 * @returns all of them, or those found until the answer was stop
 */
export type ListFiles = (
  onFound: (foundCount: number) => 'continue' | 'stop',
) => Promise<readonly NamedBlob[]>;
