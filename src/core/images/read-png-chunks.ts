/** One chunk of a PNG file; the last one may be shorter than it says. */
export interface PngChunk {
  /** Four letters. */
  readonly name: string;
  readonly data: Uint8Array;
  readonly whole: boolean;
}

const signatureLength = 8;
/** Each takes twelve bytes at least; what has more is no image that a program wrote. */
const chunkLimit = 100_000;

/** The chunks of a PNG file, in order, up to its end or to where it stops (PNG specification, 5.3). */
export function readPngChunks(bytes: Uint8Array): readonly PngChunk[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks: PngChunk[] = [];
  let at = signatureLength;
  while (at + 8 <= bytes.length && chunks.length < chunkLimit) {
    const length = view.getUint32(at);
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const end = at + 12 + length;
    chunks.push({ name, data: bytes.subarray(at + 8, at + 8 + length), whole: end <= bytes.length });
    if (name === 'IEND') break;
    at = end;
  }
  return chunks;
}
