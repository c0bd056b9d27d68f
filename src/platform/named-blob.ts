/** A file with the path or name by which the person knows it. */
export interface NamedBlob {
  /** Slash-separated path inside the import, or a bare file name; as it came, not yet checked. */
  readonly path: string;
  readonly blob: Blob;
}
