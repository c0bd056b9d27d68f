/** One image, as the formats take it. */
export interface CheckedImage {
  /** RGB bytes of the square that the base model sees, row by row. */
  readonly pixels: Uint8Array;
  /** What the base model makes of it. */
  readonly embedding: Float32Array<ArrayBuffer>;
}

/** A program that people use an export with, which has opened one. */
export interface ExportClient {
  /** With its version. */
  readonly name: string;
  /** The class names that it found in the file; null where it looks for none. */
  readonly labels: readonly string[] | null;
  /** @returns one probability per class */
  predict(image: CheckedImage): Promise<Float32Array>;
  dispose(): void;
}
