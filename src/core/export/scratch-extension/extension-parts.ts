/** What stands in an extension before its script: the manifest as JSON, the files as base64. */
export interface ExtensionParts {
  /** What the editor tells it from others by. */
  readonly id: string;
  readonly manifest: string;
  readonly weights: string;
  readonly simdWasm: string;
  readonly plainWasm: string;
}

/** Then come the parts as JSON, up to a semicolon and the end of the line. */
export const embeddedModelStart = 'const graftParts = ';
